/** Supplements that were asked for and add nothing to any code system that a value set draws on. */
import { printCanonical } from "../canonical.ts";
import { supplementOfNone } from "../issues/expansion.ts";
import { supplementOfOtherVersion } from "../issues/recognition.ts";
import { supplementsNamed, suppliedUrl } from "../resolve/supplements.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import type { CompiledValueSet } from "./compiled.ts";

/** @returns a sentence for each; of a supplement of a code system that is not here nothing is known */
export async function unusedSupplements(
  store: Terminology,
  asked: readonly string[],
  compiled: CompiledValueSet,
): Promise<string[]> {
  const named = await supplementsNamed(store, asked);
  return named.flatMap((found) => whyUnused(found, compiled) ?? []);
}

function whyUnused(
  found: readonly CodeSystemProvider[],
  { includes, excludes, used }: CompiledValueSet,
): string | undefined {
  const candidates = found.map(({ codeSystem }) => codeSystem);
  const [supplement] = candidates;
  if (!supplement || candidates.some((c) => used.supplements.includes(printCanonical(c)))) return undefined;
  const base = suppliedUrl(supplement);
  const own = [...includes, ...excludes].filter(({ system }) => system === base);
  if (own.length === 0) return supplementOfNone(supplement);
  const [answering] = own.flatMap(({ provider }) => provider?.codeSystem ?? []);
  return answering && supplementOfOtherVersion(supplement, answering).text;
}
