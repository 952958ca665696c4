/**
 * FHIR's own code systems and value sets are not stored, but are found by their addresses; whoever goes on with the id of
 * one that a search has found, finds it too.
 */
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { unknownResource } from "../../terminology/issues/rest.ts";
import type { CodeSystem, ResourceType, ValueSet } from "../../terminology/model.ts";
import { atHomes } from "../../terminology/resolve/other-home.ts";
import type { Terminology } from "../../terminology/store.ts";

export interface DefinitionAtId {
  url: string;
  /** Without concepts. */
  definition: CodeSystem | ValueSet;
}

/**
 * The one that has this id.
 * @param store what is stored at its address goes before it
 * @throws TerminologyError not-found; it names the urls by which those are asked for that are known by this name
 */
export async function definitionAtId(
  store: Terminology,
  type: ResourceType,
  id: string,
  definitions: Terminology | undefined,
): Promise<DefinitionAtId> {
  if (!definitions || (type !== "CodeSystem" && type !== "ValueSet"))
    throw new TerminologyError(unknownResource(type, id));
  const urls = await atHomes(definitions, type, id);
  for (const url of urls) {
    const definition = await header(type, url, definitions);
    if (definition?.id === id && (await store.versions(type, url)).length === 0) return { url, definition };
  }
  throw new TerminologyError(unknownResource(type, id, urls));
}

async function header(
  type: "CodeSystem" | "ValueSet",
  url: string,
  definitions: Terminology,
): Promise<CodeSystem | ValueSet | undefined> {
  if (type === "ValueSet") return definitions.valueSet({ url });
  return (await definitions.codeSystem({ url }))?.codeSystem;
}
