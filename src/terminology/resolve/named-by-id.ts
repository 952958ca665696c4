/** A code system or value set that is named by the id under which it is stored, where its url is asked for. */
import type { Terminology } from "../store.ts";

/** `genes`, `ValueSet/genes`, and `ValueSet/genes` at some server's address. */
const BY_ID = {
  CodeSystem: /^(?:(?:.*\/)?CodeSystem\/)?([A-Za-z0-9.-]{1,64})$/,
  ValueSet: /^(?:(?:.*\/)?ValueSet\/)?([A-Za-z0-9.-]{1,64})$/,
};

/** The url of the value set that is stored under the id in `text`, if there is one. */
export async function valueSetUrlOfId(store: Terminology, text: string): Promise<string | undefined> {
  const id = BY_ID.ValueSet.exec(text)?.[1];
  return id === undefined ? undefined : (await store.valueSet({ id }))?.url;
}

/** The url of the code system that is stored under the id in `text`, if there is one. */
export async function codeSystemUrlOfId(store: Terminology, text: string): Promise<string | undefined> {
  const id = BY_ID.CodeSystem.exec(text)?.[1];
  return id === undefined ? undefined : (await store.codeSystems()).find((one) => one.id === id)?.url;
}
