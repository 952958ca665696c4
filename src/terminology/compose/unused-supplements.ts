/** Supplements that were asked for and add nothing to any code system that a value set draws on. */
import { printCanonical } from "../canonical.ts";
import { supplementOfNone } from "../issues/expansion.ts";
import { supplementOfOtherVersion } from "../issues/recognition.ts";
import { supplementsNamed, suppliedUrl } from "../resolve/supplements.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import type { CompiledInclude, CompiledValueSet } from "./compiled.ts";

/** @returns a sentence for each; of a supplement of a code system that is not here nothing is known */
export async function unusedSupplements(
  store: Terminology,
  asked: readonly string[],
  compiled: CompiledValueSet,
): Promise<string[]> {
  if (asked.length === 0) return [];
  const named = await supplementsNamed(store, asked);
  const bySystem = Map.groupBy([...compiled.includes, ...compiled.excludes], ({ system }) => system);
  const used = new Set(compiled.used.supplements);
  return named.flatMap((found) => whyUnused(found, used, bySystem) ?? []);
}

function whyUnused(
  found: readonly CodeSystemProvider[],
  used: ReadonlySet<string>,
  bySystem: ReadonlyMap<string | undefined, readonly CompiledInclude[]>,
): string | undefined {
  const candidates = found.map(({ codeSystem }) => codeSystem);
  const [supplement] = candidates;
  if (!supplement || candidates.some((c) => used.has(printCanonical(c)))) return undefined;
  const own = bySystem.get(suppliedUrl(supplement));
  if (!own) return supplementOfNone(supplement);
  const answering = own.find(({ provider }) => provider)?.provider?.codeSystem;
  return answering && supplementOfOtherVersion(supplement, answering).text;
}
