/**
 * Does a mapping apply? `dependsOn` is compared with what the request says (`dependency`), by codes, in any form in which
 * they may be read; a display never decides. Three outcomes, because "not said" is not "no": a mapping whose condition
 * is not met is none, one whose condition is not known is conditional.
 */
import type { Coding, Mapping, MappingAttribute } from "../model.ts";
import { nameKey } from "../concepts/text-match.ts";
import type { Terminology } from "../store.ts";
import { candidatesFor, type Candidates } from "./candidate-codings.ts";

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
  store: Terminology,
  { dependsOn }: Mapping,
  dependencies: readonly Dependency[],
  isMember: IsMember,
): Promise<MapCondition> {
  const condition: MapCondition = { failed: [], missing: [] };
  for (const required of dependsOn) {
    const given = dependencies.filter((d) => isAbout(d.attribute, required));
    const answers = await Promise.all(given.map((one) => holds(store, required, one, isMember)));
    if (answers.includes(true)) continue;
    const known = answers.length > 0 && !answers.includes(undefined);
    (known ? condition.failed : condition.missing).push(required);
  }
  return condition;
}

/** By code, by uri, or by the end of either's: `http://example.org/gene` is about `gene`, and so the other way round. */
function isAbout(given: string, { attribute, uri }: MappingAttribute): boolean {
  if (given === attribute || given === uri || lastPart(given) === attribute) return true;
  return uri !== undefined && given === lastPart(uri);
}

const lastPart = (uri: string): string => uri.split(/[/#:]/).at(-1)!;

/** undefined: it can't be told. */
async function holds(
  store: Terminology,
  { value, valueSet }: MappingAttribute,
  { codings, texts }: Dependency,
  isMember: IsMember,
): Promise<boolean | undefined> {
  if (value === undefined && valueSet === undefined) return true;
  const coded = codings.filter(({ code }) => code !== undefined);
  const answers = await Promise.all([
    ...coded.map((coding) =>
      value === undefined ? isMember(valueSet!, coding) : isValue(store, value, coding),
    ),
    ...texts.map((text) => (value === undefined ? undefined : isText(store, value, text))),
  ]);
  if (answers.includes(true)) return true;
  return answers.length === 0 || answers.includes(undefined) ? undefined : false;
}

type Value = NonNullable<MappingAttribute["value"]>;

function isValue(store: Terminology, required: Value, given: Coding): boolean | Promise<boolean> {
  if (typeof required !== "object") return given.code === String(required);
  return sameCoding(store, required, given);
}

/** A text that is no code of the system says nothing that can be checked. */
async function isText(store: Terminology, required: Value, text: string): Promise<boolean | undefined> {
  if (typeof required !== "object")
    return text === String(required) || nameKey(text) === nameKey(String(required));
  const given = await readAs(store, { ...plainOf(required), code: text });
  if (meet(await readAs(store, required), given)) return true;
  return given.groups.flat().some(({ concept }) => concept) ? false : undefined;
}

/** Are these two forms of one code? Systems may come by an alias; a coding without system is of the other's. */
export async function sameCoding(store: Terminology, a: Coding, b: Coding): Promise<boolean> {
  const given = b.system === undefined ? { ...plainOf(a), ...b } : b;
  return meet(await readAs(store, a), await readAs(store, given));
}

const plainOf = ({ system }: Coding): Coding => (system === undefined ? {} : { system });

async function readAs(store: Terminology, coding: Coding): Promise<Candidates> {
  const { system, code } = coding;
  if (system !== undefined && code !== undefined) return candidatesFor(store, { system, code });
  return { given: coding, groups: [[{ coding, basis: "exact", notes: [] }]], isName: false };
}

function meet(a: Candidates, b: Candidates): boolean {
  const keys = new Set(a.groups.flat().map(keyOf));
  return b.groups.flat().some((candidate) => keys.has(keyOf(candidate)));
}

const keyOf = ({ coding: { system, code } }: Candidates["groups"][number][number]): string =>
  `${system ?? ""} ${code ?? ""}`;
