/** CodeableConcept.text: looked up in the code systems whose codes are names. */
import { findNames, holdsNames, nearNames } from "../names.ts";
import type { Issue } from "../issues.ts";
import { didYouMean, nameReadAs } from "../issues/recognition.ts";
import type { CodeSystem } from "../model.ts";
import { remembered } from "../remembered.ts";
import type { CodeSystemProvider, TerminologyStore } from "../store.ts";
import type { Reading, Spelling } from "./spellings.ts";

/** Finding them means looking at every code system. */
const nameSystemUrls = remembered(async (store) => {
  const { items } = await store.search("CodeSystem", { criteria: [] }, { summary: true });
  const headers = items.map(({ resource }) => resource as CodeSystem);
  return [...new Set(headers.filter(holdsNames).map(({ url }) => url ?? ""))];
});

async function nameSystems(store: TerminologyStore): Promise<CodeSystemProvider[]> {
  const urls = await nameSystemUrls(store, "");
  const providers = await Promise.all(urls.map((url) => store.codeSystem({ url })));
  return providers.filter((p) => p !== undefined);
}

/** The text as a coding, in every code system of names that lists it. */
export async function readingOfText(store: TerminologyStore, text: string): Promise<Reading> {
  const providers = await nameSystems(store);
  const found = await Promise.all(
    providers.map(async (provider) => ({ provider, names: await findNames(provider, text) })),
  );
  const tier = found.flatMap(({ provider, names }) =>
    names.map(({ concept, basis }): Spelling => {
      const notes = basis === "exact" ? [] : [nameReadAs(text, concept.code)];
      const coding = { system: provider.codeSystem.url ?? "", code: concept.code };
      return { coding, basis: "text", notes, concept };
    }),
  );
  return { given: { code: text }, tiers: tier.length > 0 ? [tier] : [], isName: true };
}

/** Listed names that the text may be a slip of. */
export async function aboutText(store: TerminologyStore, text: string): Promise<Issue[]> {
  const near = await Promise.all((await nameSystems(store)).map((provider) => nearNames(provider, text)));
  const names = [...new Set(near.flat())].slice(0, 3);
  return names.length > 0 ? [didYouMean(text, names)] : [];
}
