/** Supplements that were asked for and add nothing to any code system that a value set draws on. */
import { parseCanonical, printCanonical } from "../canonical.ts";
import { supplementOfNone } from "../issues/expansion.ts";
import { supplementOfOtherVersion } from "../issues/recognition.ts";
import { suppliedUrl } from "../resolve/supplements.ts";
import type { Terminology } from "../store.ts";
import type { CompiledValueSet } from "./compiled.ts";

/** @returns a sentence for each; of a supplement of a code system that is not here nothing is known */
export async function unusedSupplements(
  store: Terminology,
  asked: readonly string[],
  compiled: CompiledValueSet,
): Promise<string[]> {
  const sentences = await Promise.all(asked.map((name) => whyUnused(store, name, compiled)));
  return sentences.filter((sentence) => sentence !== undefined);
}

async function whyUnused(
  store: Terminology,
  name: string,
  { includes, excludes, used }: CompiledValueSet,
): Promise<string | undefined> {
  const candidates = (await store.supplements(parseCanonical(name))).map(({ codeSystem }) => codeSystem);
  const [supplement] = candidates;
  if (!supplement || candidates.some((c) => used.supplements.includes(printCanonical(c)))) return undefined;
  const base = suppliedUrl(supplement);
  const own = [...includes, ...excludes].filter(({ system }) => system === base);
  if (own.length === 0) return supplementOfNone(supplement);
  const [answering] = own.flatMap(({ provider }) => provider?.codeSystem ?? []);
  return answering && supplementOfOtherVersion(supplement, answering).text;
}
