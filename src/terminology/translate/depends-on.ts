/**
 * Does a mapping apply? `dependsOn` is compared with what the request says (`dependency`), by codes, in any form in which
 * they may be read; a display never decides. Three outcomes, because "not said" is not "no": a mapping whose condition
 * is not met is none, one whose condition is not known is conditional.
 */
import { fulfils, readQuantity } from "../concepts/quantity.ts";
import { nameKey } from "../concepts/text-match.ts";
import {
  type Coding,
  type Concept,
  type Mapping,
  type MappingAttribute,
  type Quantity,
  quantityOf,
} from "../model.ts";
import { systemTable } from "../resolve/known-systems.ts";
import type { Terminology } from "../store.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import { candidatesFor } from "./candidate-codings.ts";

/** One `dependency` of a request: an attribute by code or uri, and all the values given for it. */
export interface Dependency {
  attribute: string;
  codings: Coding[];
  /** Strings, codes, numbers and booleans as text; the text of a CodeableConcept. */
  texts: string[];
  quantities?: Quantity[];
}

interface ConditionContext {
  /** Membership in a value set, of a code without a system too; undefined: unknown. */
  isMember(valueSet: string, coding: Coding): Promise<boolean | undefined>;
  work?: WorkBudget | undefined;
}

/** Units to read a coding in all its forms. */
export const READ = 300;

export interface MapCondition {
  /** Conditions that the request contradicts; one is enough. */
  failed: MappingAttribute[];
  /** Conditions about which the request says nothing, or nothing that can be checked. */
  missing: MappingAttribute[];
  /** What the request says about those that are missing. */
  unchecked: Coding[];
}

/** Of a mapping without `dependsOn`. */
export const UNCONDITIONAL: MapCondition = { failed: [], missing: [], unchecked: [] };

/** Tests every `dependsOn` of the mapping. */
export async function mapCondition(
  store: Terminology,
  { dependsOn }: Mapping,
  dependencies: readonly Dependency[],
  context: ConditionContext,
): Promise<MapCondition> {
  const condition: MapCondition = { failed: [], missing: [], unchecked: [] };
  const { work } = context;
  for (const required of dependsOn) {
    work?.concepts(1 + dependencies.length);
    const given = dependencies.filter((d) => isAbout(d.attribute, required));
    work?.concepts(READ * given.reduce((sum, { codings, texts }) => sum + codings.length + texts.length, 0));
    await work?.giveWay();
    const answers = await Promise.all(given.map((one) => holds(store, required, one, context)));
    const answer = together(required, answers);
    if (answer === true) continue;
    if (answer === false && !answers.includes(undefined)) condition.failed.push(required);
    else {
      condition.missing.push(required);
      for (const { codings } of given) for (const coding of codings) condition.unchecked.push(coding);
    }
  }
  return condition;
}

/** By code, by uri, or by the end of either's: `http://example.org/gene` is about `gene`, and so the other way round. */
function isAbout(given: string, { attribute, uri }: MappingAttribute): boolean {
  if (given === attribute || given === uri || lastPart(given) === attribute) return true;
  return uri !== undefined && given === lastPart(uri);
}

const lastPart = (uri: string): string => uri.split(/[/#:]/).at(-1)!;

/** Of one concept, what can be compared decides. undefined: nothing can, or it says both yes and no. */
async function holds(
  store: Terminology,
  required: MappingAttribute,
  dependency: Dependency,
  { isMember, work }: ConditionContext,
): Promise<boolean | undefined> {
  const quantity = quantityOf(required);
  if (quantity) return holdsOf(quantity, dependency);
  const { codings, texts } = dependency;
  const { valueSet } = required;
  const value = required.value;
  if (value === undefined && valueSet === undefined) return true;
  const coded = codings.filter(({ code }) => code !== undefined);
  const answers = await Promise.all([
    ...coded.map((coding) =>
      value === undefined ? isMember(valueSet!, coding) : isValue(store, value, coding, work),
    ),
    ...texts.map((text) =>
      value === undefined ? isMember(valueSet!, { code: text }) : isText(store, value, text, work),
    ),
  ]);
  return together(required, answers);
}

/** A concept means one thing: two codes of one system leave open which. Of a value set, or a plain code, one is enough. */
function together(
  { value }: MappingAttribute,
  answers: readonly (boolean | undefined)[],
): boolean | undefined {
  if (!answers.includes(true)) return answers.includes(false) ? false : undefined;
  return typeof value === "object" && answers.includes(false) ? undefined : true;
}

type Value = string | number | boolean | Coding;

/** A quantity may come as such or as text, "3 kg"; a code says nothing of it. */
function holdsOf(required: Quantity, { texts, quantities = [] }: Dependency): boolean | undefined {
  const read = texts.map(readQuantity).filter((quantity) => quantity !== undefined);
  const answers = [...quantities, ...read].map((given) => fulfils(required, given));
  if (answers.includes(true)) return true;
  return answers.includes(false) ? false : undefined;
}

function isValue(
  store: Terminology,
  required: Value,
  given: Coding,
  work: WorkBudget | undefined,
): boolean | undefined | Promise<boolean | undefined> {
  if (typeof required !== "object") return given.code === String(required);
  return sameCoding(store, required, given, work);
}

/** A text that is no code of the system says nothing that can be checked. */
async function isText(
  store: Terminology,
  required: Value,
  text: string,
  work: WorkBudget | undefined,
): Promise<boolean | undefined> {
  if (typeof required !== "object")
    return text === String(required) || nameKey(text) === nameKey(String(required));
  const given = await readAs(store, { ...plainOf(required), code: text }, work);
  if (meet(await readAs(store, required, work), given)) return true;
  return given.groups.flat().some(({ concept }) => concept) ? false : undefined;
}

/**
 * Are these two forms of one code? Systems may come by an alias; a coding without system is of the other's.
 * @returns undefined where it is unknown: a code of another system may mean the same, and so may what is no code
 */
export async function sameCoding(
  store: Terminology,
  a: Coding,
  b: Coding,
  work?: WorkBudget,
): Promise<boolean | undefined> {
  const given = b.system === undefined ? { ...plainOf(a), ...b } : b;
  const [one, other] = [await readAs(store, a, work), await readAs(store, given, work)];
  if (meet(one, other)) return true;
  return systemOf(one) === systemOf(other) && isCode(other) ? false : undefined;
}

const plainOf = ({ system }: Coding): Coding => (system === undefined ? {} : { system });

/** The ways in which a coding, or one without a code, can be read. */
interface Read {
  groups: readonly (readonly { coding: Coding; concept?: Concept | undefined }[])[];
}

async function readAs(store: Terminology, coding: Coding, work: WorkBudget | undefined): Promise<Read> {
  const { system, code } = coding;
  if (system !== undefined && code !== undefined)
    return candidatesFor(store, { system, code }, { useSupplement: [], work });
  return { groups: [[{ coding }]] };
}

/** By its canonical address. */
const systemOf = ({ groups }: Read): string | undefined => groups.at(-1)?.[0]?.coding.system;

/** Is it a code of its system, as far as that is known? */
function isCode({ groups }: Read): boolean {
  const all = groups.flat();
  return all.some(
    ({ concept, coding: { system = "", code = "" } }) =>
      concept !== undefined || systemTable.hasForm(system, code) !== false,
  );
}

function meet(a: Read, b: Read): boolean {
  const keys = new Set(a.groups.flat().map(keyOf));
  return b.groups.flat().some((candidate) => keys.has(keyOf(candidate)));
}

const keyOf = ({ coding: { system = "", code = "" } }: { coding: Coding }): string => `${system} ${code}`;
