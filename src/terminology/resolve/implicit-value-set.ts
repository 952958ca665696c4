/**
 * Value sets that nobody has to write: that of all codes of a code system, at the address that the code system gives it,
 * and those at `[code system]?fhir_vs`.
 */
import { type Canonical, compareVersions, parseCanonical, pickVersion } from "../canonical.ts";
import type { CodeSystem, ValueSet } from "../model.ts";
import type { Terminology } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { perGeneration, perLayer } from "../util/per-generation.ts";
import { withoutUndefined } from "../util/without-undefined.ts";
import { valueSetAt } from "./fhir-vs.ts";

/**
 * The value set of all codes of the code system whose `CodeSystem.valueSet` is this address. Its version is the one that
 * `valueSet` names, else the code system's, in which it then has all codes; without a version asked for, the latest.
 */
export function implicitValueSet(store: Terminology, wanted: Canonical): Awaitable<ValueSet | undefined> {
  return after(
    implicitValueSets(store, wanted.url),
    (sets) => pickVersion(sets, (set) => set.version, wanted.version) ?? valueSetAt(store, wanted),
  );
}

/** The addresses that code systems give to the value sets of all their codes: those of each layer. */
export const implicitUrls = (store: Terminology): Awaitable<Iterable<string>[]> =>
  after(byValueSet(store), (layers) => layers.map((all) => all.keys()));

/** Their versions, lowest first, as the store tells those of its own. */
export function implicitVersions(store: Terminology, url: string): Awaitable<string[]> {
  return after(implicitValueSets(store, url), (sets) =>
    sets
      .map(({ version }) => version)
      .filter((version) => version !== undefined)
      .sort(compareVersions),
  );
}

/** The same objects as long as the content is the same, so that what was worked out of them is found again. */
const implicitValueSets = perGeneration("implicit-value-sets", async (store, url): Promise<ValueSet[]> => {
  const layers = await byValueSet(store);
  return layers.flatMap((all) => all.get(url) ?? []).map(valueSetOf);
});

type WithValueSet = CodeSystem & { url: string; valueSet: string };

const hasValueSet = (codeSystem: CodeSystem): codeSystem is WithValueSet =>
  Boolean(codeSystem.valueSet && codeSystem.url);

const byValueSet = perLayer("systems-by-value-set", async (store): Promise<Map<string, WithValueSet[]>> => {
  const systems = (await store.codeSystems()).filter(hasValueSet);
  return Map.groupBy(systems, ({ valueSet }) => parseCanonical(valueSet).url);
});

function valueSetOf(codeSystem: WithValueSet): ValueSet {
  const { valueSet, url: system, version: systemVersion, name, title, status, experimental } = codeSystem;
  const { url, version = systemVersion } = parseCanonical(valueSet);
  return {
    resourceType: "ValueSet",
    ...withoutUndefined({ url, version, name, title, status, experimental }),
    compose: { include: [withoutUndefined({ system, version: systemVersion })] },
  };
}
