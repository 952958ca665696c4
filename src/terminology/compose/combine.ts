/** How includes, excludes and imported value sets combine: by system, and by version as far as versions count. */
import type { CompiledInclude, CompiledValueSet } from "./compiled.ts";
import type { ConceptCondition } from "../concepts/concept-condition.ts";
import type { ValueSetInclude } from "../model.ts";
import { allOf, anyOf, without } from "../concepts/algebra.ts";

interface SystemVersion {
  system: string;
  version: string | undefined;
}

const sameVersion = (a: SystemVersion, b: SystemVersion): boolean =>
  a.system === b.system && a.version === b.version;

/**
 * Gives each include its `members`: its condition without the excludes of the same system and version.
 * An exclude of a version that is not included can only mean the codes as such, so it acts on every version,
 * unless the value set says that versions do not match.
 */
export async function withMembers(
  includes: readonly CompiledInclude[],
  excludes: readonly CompiledInclude[],
  asked: boolean | undefined,
): Promise<{ members: CompiledInclude[]; versionsMatch: boolean | undefined }> {
  let versionsMatch = asked;
  const members: CompiledInclude[] = [];
  for (const include of includes) {
    const minus: ConceptCondition[] = [];
    for (const exclude of excludes) {
      if (exclude.system !== include.system) continue;
      if (sameVersion(exclude, include)) {
        minus.push(exclude.condition);
      } else if (asked ?? !includes.some((i) => sameVersion(i, exclude))) {
        minus.push(await byCode(exclude));
        versionsMatch ??= true;
      }
    }
    members.push(minus.length === 0 ? include : { ...include, members: without(include.condition, minus) });
  }
  return { members, versionsMatch };
}

/** What an imported set says about this version of this system. */
export async function membersOfSystem(set: CompiledValueSet, here: SystemVersion): Promise<ConceptCondition> {
  const own = set.includes.filter((i) => i.system === here.system);
  const exact = own.filter((i) => sameVersion(i, here));
  const others = own.filter((i) => !sameVersion(i, here));
  const parts = exact.map((i) => importedMembers(set, i));
  if (set.versionsMatch ?? exact.length === 0) {
    for (const other of others)
      parts.push(await byCode({ ...other, condition: importedMembers(set, other) }));
  }
  return anyOf(parts);
}

/** An include without system: the codes that are in every one of the imported sets. */
export async function importedIncludes(
  include: ValueSetInclude,
  path: string,
  sets: readonly CompiledValueSet[],
): Promise<CompiledInclude[]> {
  const [first, ...others] = sets;
  const result: CompiledInclude[] = [];
  for (const inner of first!.includes) {
    const limits = await Promise.all(others.map((set) => membersOfSystem(set, inner)));
    const condition = allOf([importedMembers(first!, inner), ...limits]);
    if (result.some((r) => r.condition === condition && sameVersion(r, inner))) continue;
    result.push({ ...inner, include, path, condition, members: condition, imports: true });
  }
  return result;
}

/** A set that leaves inactive concepts out leaves them out wherever it is imported. */
function importedMembers(set: CompiledValueSet, include: CompiledInclude): ConceptCondition {
  return set.activeOnly ? activeMembers(include.members) : include.members;
}

const active = new WeakMap<ConceptCondition, ConceptCondition>();

/** The same object for the same condition, so that equal includes are seen to be equal. */
function activeMembers(condition: ConceptCondition): ConceptCondition {
  let result = active.get(condition);
  if (!result) {
    result = allOf([condition, ACTIVE]);
    active.set(condition, result);
  }
  return result;
}

const ACTIVE: ConceptCondition = { kind: "active" };

/** The concepts' codes, to be compared with those of another version of the system; listed ones may not be there. */
async function byCode({ condition, provider }: CompiledInclude): Promise<ConceptCondition> {
  if (!provider) return condition;
  const { items } = await provider.select({ condition });
  return { kind: "codes", codes: items.map((c) => c.code) };
}
