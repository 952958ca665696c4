/** What is said where no resource has the id that is asked for. */
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { unknownResource } from "../../terminology/issues/rest.ts";
import type { ResourceType } from "../../terminology/model.ts";
import { atHomes } from "../../terminology/resolve/other-home.ts";
import type { Terminology } from "../../terminology/store.ts";

/**
 * FHIR's own code systems and value sets are not stored, so they have no id here, but are known by their name to many.
 * @throws TerminologyError not-found, always; it names the urls of those
 */
export async function notAtId(
  type: ResourceType,
  id: string,
  definitions: Terminology | undefined,
): Promise<never> {
  const isKind = type === "CodeSystem" || type === "ValueSet";
  const urls = definitions && isKind ? await atHomes(definitions, type, id) : [];
  throw new TerminologyError(unknownResource(type, id, urls));
}
