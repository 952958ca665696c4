/**
 * FHIR's own code systems and value sets are not stored, but are found by their addresses; whoever goes on with the id of
 * one that a search has found, finds it too.
 */
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { unknownResource } from "../../terminology/issues/rest.ts";
import type { CodeSystem, ResourceType, ValueSet } from "../../terminology/model.ts";
import { atHomes } from "../../terminology/resolve/other-home.ts";
import type { Terminology } from "../../terminology/store.ts";
import type { Awaitable } from "../../terminology/util/awaitable.ts";

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
  const found = definitions && (await findAtId(store, type, id, definitions));
  if (found) return found;
  const urls = definitions ? await namedSo(type, id, definitions) : [];
  throw new TerminologyError(unknownResource(type, id, urls));
}

/** The same; undefined: there is none. */
export async function findAtId(
  store: Terminology,
  type: ResourceType,
  id: string,
  definitions: Terminology,
): Promise<DefinitionAtId | undefined> {
  for (const url of await namedSo(type, id, definitions)) {
    const definition =
      type === "ValueSet"
        ? await definitions.valueSet({ url })
        : (await definitions.codeSystem({ url }))?.codeSystem;
    if (definition?.id === id && (await store.versions(definition.resourceType, url)).length === 0)
      return { url, definition };
  }
  return undefined;
}

/** The addresses of those that are known by this name. */
const namedSo = (type: ResourceType, name: string, definitions: Terminology): Awaitable<string[]> =>
  type === "CodeSystem" || type === "ValueSet" ? atHomes(definitions, type, name) : [];
