/** CodeableConcept.text: looked up in the code systems whose codes are names. */
import type { Issue } from "../issues/issue.ts";
import { didYouMean, nameReadAs } from "../issues/recognition.ts";
import { findNames, holdsNames, nearNames } from "../resolve/names.ts";
import { saidBesides } from "../resolve/said-besides.ts";
import { withSupplements } from "../resolve/supplements.ts";
import { marksIn } from "../resolve/words-of-doubt.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import { perLayer } from "../util/per-generation.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import type { CandidateCoding, Candidates } from "./candidate-codings.ts";

/** Finding them means looking at every code system. */
const nameSystemUrls = perLayer("name-systems", async (store) => {
  const headers = await store.codeSystems();
  return headers.filter(holdsNames).map(({ url }) => url ?? "");
});

/** The code systems whose codes are names. */
export async function nameSystems(store: Terminology): Promise<CodeSystemProvider[]> {
  const urls = [...new Set((await nameSystemUrls(store)).flat())];
  const providers = await Promise.all(urls.map((url) => store.codeSystem({ url })));
  return providers.filter((p) => p !== undefined);
}

/** The text as codings of every code system of names that lists it. */
export async function candidatesForText(
  store: Terminology,
  text: string,
  useSupplement: readonly string[],
  work: WorkBudget | undefined,
): Promise<Candidates> {
  const providers = await Promise.all(
    (await nameSystems(store)).map((provider) => withSupplements(store, provider, useSupplement)),
  );
  const found = await Promise.all(
    providers.map(async (provider) => ({ provider, names: await findNames(provider, text, work) })),
  );
  const group = found.flatMap(({ provider, names }) =>
    names.map(({ concept, basis }): CandidateCoding => {
      const notes = basis === "exact" ? [] : [nameReadAs(text, concept.code)];
      const coding = { system: provider.codeSystem.url ?? "", code: concept.code };
      return { coding, basis: "text", notes, concept };
    }),
  );
  return { given: { code: text }, groups: group.length > 0 ? [group] : [], isName: true };
}

/** Why the text gives nothing: what it says besides a name, or listed names that it may be a typo of. */
export async function aboutText(
  store: Terminology,
  text: string,
  work: WorkBudget | undefined,
): Promise<Issue[]> {
  const providers = await nameSystems(store);
  const near = await Promise.all(providers.map((provider) => nearNames(provider, text, work)));
  const names = [...new Set(near.flat())].slice(0, 3);
  if (names.length > 0) return [didYouMean(text, names)];
  return saidBesides(text, marksIn(text), providers);
}
