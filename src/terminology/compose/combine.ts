/** How includes, excludes and imported value sets combine: by system, and by version as far as versions count. */
import { allOf, anyOf, without } from "../concepts/algebra.ts";
import { bareConcept } from "../concepts/bare-concept.ts";
import { codeKey } from "../concepts/code-key.ts";
import type { ConceptCondition } from "../concepts/concept-condition.ts";
import { standaloneTest } from "../concepts/standalone-test.ts";
import { isStandIn } from "../resolve/content.ts";
import { onceFor } from "../util/once-for.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import type { CompiledInclude, CompiledValueSet } from "./compiled.ts";

interface SystemVersion {
  system: string;
  version: string | undefined;
}

const sameVersion = (a: SystemVersion, b: SystemVersion): boolean =>
  a.system === b.system && a.version === b.version;

/** Something for each version of each code system. */
class PerVersion<V extends object> {
  private readonly systems = new Map<string, Map<string | undefined, V>>();

  get({ system, version }: SystemVersion): V | undefined {
    return this.systems.get(system)?.get(version);
  }

  set({ system, version }: SystemVersion, value: V): V {
    const versions = this.systems.get(system);
    if (versions) versions.set(version, value);
    else this.systems.set(system, new Map([[version, value]]));
    return value;
  }
}

/** Units for each include from which something is taken away, besides one for each part of its condition. */
const LIMITED = 10;

/**
 * Gives each include its `members`: its condition without the excludes of the same system and version.
 * An exclude of a version that is not included can only mean the codes as such, so it acts on every version,
 * unless the value set says that versions do not match.
 */
export async function withMembers(
  includes: readonly CompiledInclude[],
  excludes: readonly CompiledInclude[],
  asked: boolean | undefined,
  work: WorkBudget,
): Promise<{ members: readonly CompiledInclude[]; versionsMatch: boolean | undefined }> {
  if (excludes.length === 0) return { members: includes, versionsMatch: asked };
  const included = new PerVersion<SystemVersion>();
  for (const include of includes) {
    included.set(include, include);
    await work.giveWay();
  }
  const bySystem = Map.groupBy(excludes, ({ system }) => system);
  const onAllVersions = (exclude: CompiledInclude): boolean => asked ?? !included.get(exclude);
  const found = new PerVersion<ReturnType<typeof without>>();
  let versionsMatch = asked;
  const members: CompiledInclude[] = [];
  for (const include of includes) {
    await work.giveWay();
    let leaves = found.get(include);
    if (!leaves) {
      const own = bySystem.get(include.system) ?? [];
      const others = own.filter((exclude) => !sameVersion(exclude, include) && onAllVersions(exclude));
      if (others.length > 0) versionsMatch ??= true;
      const parts = own.filter((exclude) => sameVersion(exclude, include)).map(({ condition }) => condition);
      for (const other of others) parts.push(await byCode(other, work, listsCodesAsSuch(other)));
      work.concepts(own.length);
      leaves = found.set(include, without(anyOf(parts)));
    }
    const { condition } = include;
    work.concepts(LIMITED + (condition.kind === "all" ? condition.of.length : 0));
    const left = leaves(condition);
    members.push(left === condition ? include : { ...include, members: left });
  }
  return { members, versionsMatch };
}

/** It names no version, so that its list is not of the version that it happens to be read in. */
const listsCodesAsSuch = ({ statedVersion, condition, imports }: CompiledInclude): boolean =>
  statedVersion === undefined && condition.kind === "codes" && !imports;

const membersBySystem = onceFor((_: CompiledValueSet) => new PerVersion<Promise<ConceptCondition>>());

/** What an imported set says about this version of this system: gathered once, however many includes it limits. */
export function membersOfSystem(
  set: CompiledValueSet,
  here: SystemVersion,
  work: WorkBudget,
): Promise<ConceptCondition> {
  const systems = membersBySystem(set);
  return systems.get(here) ?? systems.set(here, gatherMembers(set, here, work));
}

async function gatherMembers(
  set: CompiledValueSet,
  here: SystemVersion,
  work: WorkBudget,
): Promise<ConceptCondition> {
  work.concepts(set.includes.length);
  const own = set.includes.filter((i) => i.system === here.system);
  const exact = own.filter((i) => sameVersion(i, here));
  const others = own.filter((i) => !sameVersion(i, here));
  const parts = exact.map((i) => importedMembers(set, i));
  if (set.versionsMatch ?? exact.length === 0) {
    for (const other of others)
      parts.push(await byCode({ ...other, condition: importedMembers(set, other) }, work));
  }
  return anyOf(parts);
}

/** Units for each include of an imported set that becomes one of the importing set, and for each set that limits it. */
const IMPORTED = 6;

/** An include without system: the codes that are in every one of the imported sets. */
export async function importedIncludes(
  sets: readonly CompiledValueSet[],
  work: WorkBudget,
): Promise<readonly CompiledInclude[]> {
  const [first, ...others] = sets;
  if (!first) return [];
  if (others.length === 0) return importedAlone(first, work);
  const result = new DistinctImports();
  work.concepts(IMPORTED * first.includes.length * sets.length);
  for (const inner of first.includes) {
    await work.giveWay();
    const limits = await Promise.all(others.map((set) => membersOfSystem(set, inner, work)));
    result.add(inner, allOf([importedMembers(first, inner), ...limits]));
  }
  return result.all;
}

/** Lists of which nothing changes where they are imported: along a chain of sets they are one list. */
const imported = new WeakSet<readonly CompiledInclude[]>();

async function importedAlone(set: CompiledValueSet, work: WorkBudget): Promise<readonly CompiledInclude[]> {
  if (imported.has(set.includes) && !set.activeOnly) return set.includes;
  const result = new DistinctImports();
  work.concepts(IMPORTED * set.includes.length);
  for (const inner of set.includes) {
    await work.giveWay();
    result.add(inner, importedMembers(set, inner));
  }
  imported.add(result.all);
  return result.all;
}

/** Includes as imports, each condition of a code system's version once. */
class DistinctImports {
  readonly all: CompiledInclude[] = [];
  private readonly seen = new PerVersion<Set<ConceptCondition>>();

  add(inner: CompiledInclude, condition: ConceptCondition): void {
    const seen = this.seen.get(inner) ?? this.seen.set(inner, new Set());
    if (seen.has(condition)) return;
    seen.add(condition);
    const isSame = inner.imports && inner.condition === condition && inner.members === condition;
    this.all.push(isSame ? inner : { ...inner, condition, members: condition, imports: true });
  }
}

/** A set that leaves inactive concepts out leaves them out wherever it is imported. */
function importedMembers(set: CompiledValueSet, include: CompiledInclude): ConceptCondition {
  return set.activeOnly ? activeMembers(include.members) : include.members;
}

const ACTIVE: ConceptCondition = { kind: "active" };

/** The same object for the same condition, so that equal includes are seen to be equal. */
const activeMembers = onceFor((condition: ConceptCondition) =>
  condition.kind === "all" && condition.of.includes(ACTIVE) ? condition : allOf([condition, ACTIVE]),
);

/**
 * The concepts' codes, to be compared with those of another version of the system. Of a code system that is not here,
 * or by a stand-in, the codes that are listed count, and with `asListed` those that its version lacks, too: the other may
 * have them.
 */
export async function byCode(
  { condition, provider }: Pick<CompiledInclude, "condition" | "provider">,
  work: WorkBudget,
  asListed = false,
): Promise<ConceptCondition> {
  if (!provider) return condition;
  const { items } = await provider.select({ condition, work });
  const codes = items.map((c) => c.code);
  const countsListed = asListed || isStandIn(provider.codeSystem);
  const unseen = countsListed ? listedCodes(condition, codeKey(provider.codeSystem)) : [];
  return { kind: "codes", codes: unseen.length > 0 ? [...new Set([...codes, ...unseen])] : codes };
}

/** The codes that a condition lists, and of which it holds as far as a code alone tells. */
function listedCodes(condition: ConceptCondition, fold: (code: string) => string): string[] {
  const holds = standaloneTest(condition, { fold });
  return named(condition).filter((code) => holds(bareConcept(code)));
}

function named(condition: ConceptCondition): readonly string[] {
  if (condition.kind === "codes") return condition.codes;
  return condition.kind === "all" || condition.kind === "any" ? condition.of.flatMap(named) : [];
}
