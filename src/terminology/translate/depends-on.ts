/**
 * Does a mapping apply? `dependsOn` is compared with what the request says (`dependency`). Three outcomes, because
 * "not said" is not "no": a mapping whose condition is not met is none, one whose condition is not known is conditional.
 */
import { systemTable } from "../resolve/known-systems.ts";
import type { Coding, Mapping, MappingAttribute } from "../model.ts";
import { nameKey } from "../concepts/text-match.ts";

/** One `dependency` of a request: an attribute by code or uri, and all the values given for it. */
export interface Dependency {
  attribute: string;
  codings: Coding[];
  /** Strings, codes, numbers and booleans as text; the text of a CodeableConcept. */
  texts: string[];
}

/** Membership in a value set; undefined: it can't be told. */
export type IsMember = (valueSet: string, coding: Coding) => Promise<boolean | undefined>;

export interface MapCondition {
  /** Conditions that the request contradicts; one is enough. */
  failed: MappingAttribute[];
  /** Conditions about which the request says nothing, or nothing that can be checked. */
  missing: MappingAttribute[];
}

/** Of a mapping without `dependsOn`. */
export const UNCONDITIONAL: MapCondition = { failed: [], missing: [] };

/** Tests every `dependsOn` of the mapping. */
export async function mapCondition(
  { dependsOn }: Mapping,
  dependencies: readonly Dependency[],
  isMember: IsMember,
): Promise<MapCondition> {
  const condition: MapCondition = { failed: [], missing: [] };
  for (const required of dependsOn) {
    const given = dependencies.filter((d) => isAbout(d.attribute, required));
    const holds = given.length === 0 ? undefined : await anyHolds(required, given, isMember);
    if (holds === false) condition.failed.push(required);
    if (holds === undefined) condition.missing.push(required);
  }
  return condition;
}

/** By code, by uri, or by a uri that ends in the code: `http://example.org/gene` is about `gene`. */
function isAbout(given: string, { attribute, uri }: MappingAttribute): boolean {
  return given === attribute || given === uri || lastPart(given) === attribute;
}

const lastPart = (uri: string): string => uri.split(/[/#:]/).at(-1)!;

async function anyHolds(
  required: MappingAttribute,
  given: readonly Dependency[],
  isMember: IsMember,
): Promise<boolean | undefined> {
  const codings = given.flatMap((d) => d.codings);
  if (required.value !== undefined) {
    const texts = given.flatMap((d) => d.texts);
    return codings.some((c) => isValue(required.value, c)) || texts.some((t) => isText(required.value, t));
  }
  if (required.valueSet === undefined) return true;
  const { valueSet } = required;
  const answers = await Promise.all(codings.map((coding) => isMember(valueSet, coding)));
  if (answers.includes(true)) return true;
  return answers.length === 0 || answers.includes(undefined) ? undefined : false;
}

function isValue(required: MappingAttribute["value"], given: Coding): boolean {
  if (typeof required !== "object") return [given.code, given.display].includes(String(required));
  return given.system === undefined
    ? given.code !== undefined && given.code === required.code
    : sameCoding(required, given);
}

function isText(required: MappingAttribute["value"], given: string): boolean {
  const accepted = typeof required === "object" ? [required.code, required.display] : [String(required)];
  return accepted.some((text) => text !== undefined && (text === given || nameKey(text) === nameKey(given)));
}

/**
 * Are these two forms of one code? Systems may come by an alias and codes in another form. A display counts as a
 * code only where the system's table says that it identifies, and only against a code: two displays prove nothing.
 */
export function sameCoding(a: Coding, b: Coding): boolean {
  const [left, right] = [identities(a), identities(b)];
  const meet = (these: readonly string[], those: readonly string[]) => these.some((x) => those.includes(x));
  return (
    meet(left.codes, right.codes) || meet(left.codes, right.displays) || meet(left.displays, right.codes)
  );
}

function identities({ system = "", code, display }: Coding): { codes: string[]; displays: string[] } {
  const uri = systemTable.alias(system)?.entry.uri ?? system;
  const byDisplay = (text: string): string[] =>
    systemTable
      .readings(uri, text)
      .flatMap(({ find }) => (find && "display" in find ? [`${uri} display ${find.display}`] : []));
  if (code === undefined) return { codes: [], displays: [] };
  const forms = systemTable.readings(uri, code).flatMap((reading) => reading.code ?? []);
  return {
    codes: [...[code, ...forms].map((c) => `${uri} ${c}`), ...byDisplay(code)],
    displays: display === undefined ? [] : byDisplay(display),
  };
}
