/** Codes that supplements have of other systems, as cross-references: where a supplement was not asked for, it may help. */
import { parseCanonical } from "../canonical.ts";
import { EVERY_CONCEPT } from "../concepts/concept-condition.ts";
import type { Issue } from "../issues/issue.ts";
import { codeInSupplement, codesInSupplement, supplementLeadsElsewhere } from "../issues/not-translated.ts";
import type { Coding } from "../model.ts";
import { systemTable } from "../resolve/known-systems.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import { addTo } from "../util/grouping.ts";
import { onceFor } from "../util/once-for.ts";
import { perLayer } from "../util/per-generation.ts";
import type { Candidates } from "./candidate-codings.ts";
import { crossReferenceMap, referencesOf, referencesTo } from "./cross-references.ts";
import { isMapped } from "./mapped-systems.ts";
import { canonicalOf, nameOf } from "./named-system.ts";
import type { TranslateRequest } from "./request.ts";

interface References {
  /** Of the supplement. */
  url: string;
  provider: CodeSystemProvider;
}

/** Most concepts of a supplement that are looked at. */
const MOST_CONCEPTS = 10_000;

/** The systems that supplements have codes of, as cross-references. */
const referencesBySystem = perLayer(
  "references",
  async (store): Promise<ReadonlyMap<string, References[]>> => {
    const bySystem = new Map<string, References[]>();
    const headers = (await store.codeSystems()).filter(({ content }) => content === "supplement");
    for (const url of new Set(headers.flatMap((header) => header.url ?? []))) {
      for (const provider of await store.supplements({ url })) {
        const { items } = await provider.select({ condition: EVERY_CONCEPT, count: MOST_CONCEPTS });
        const targets = items
          .flatMap((concept) => referencesOf(concept, { url }))
          .map(({ target }) => target);
        for (const system of new Set(targets.flatMap((target) => target?.system ?? [])))
          addTo(bySystem, system, { url, provider });
      }
    }
    return bySystem;
  },
);

/** Supplements that have codes of the system and were not asked for. */
async function supplementsWith(
  store: Terminology,
  system: string,
  useSupplement: readonly string[],
): Promise<References[]> {
  const asked = urlsOf(useSupplement);
  const all = (await referencesBySystem(store)).flatMap((layer) => layer.get(system) ?? []);
  return all.filter(({ url }) => !asked.has(url));
}

/** Each coding of a request asks for the same. */
const urlsOf = onceFor(
  (canonicals: readonly string[]): ReadonlySet<string> =>
    new Set(canonicals.map((canonical) => parseCanonical(canonical).url)),
);

/** The supplement, not asked for, by which one of the codes leads to the system; undefined: there is none. */
export async function leadingSupplement(
  store: Terminology,
  given: readonly Candidates[],
  system: string,
  useSupplement: readonly string[],
): Promise<string | undefined> {
  const codings = given.flatMap(({ groups }) => groups.flat().map(({ coding }) => coding));
  for (const { url, provider } of await supplementsWith(store, system, useSupplement)) {
    const mappings = await crossReferenceMap(provider).mappings(codings, "forward");
    if (mappings.some(({ target }) => target?.system === system)) return url;
  }
  return undefined;
}

/** What there is to say of supplements, by whether maps list the code as well. */
export async function inSupplement(
  store: Terminology,
  { useSupplement, direction, wantedSystem }: TranslateRequest,
  { system = "", code = "" }: Coding,
): Promise<((isListed: boolean) => Issue | undefined) | undefined> {
  const entry = systemTable.entry(system) ?? { name: system };
  const others = await supplementsWith(store, system, useSupplement);
  for (const { url, provider } of others) {
    if ((await referencesTo(provider, [{ system, code }])).length === 0) continue;
    const own = parseCanonical(provider.codeSystem.supplements ?? "").url;
    const leadsThere = wantedSystem === undefined || (await canonicalOf(store, wantedSystem)) === own;
    if (leadsThere) return (isListed) => codeInSupplement(code, entry, url, { isListed });
    const base = (await store.codeSystem({ url: own }))?.codeSystem;
    const name = base ? nameOf(base).name : own;
    return (isListed) => (isListed ? undefined : supplementLeadsElsewhere(code, entry, url, name));
  }
  if (others.length === 0 || (await isMapped(store, system, direction))) return undefined;
  return () => codesInSupplement(entry, others[0]!.url, code);
}
