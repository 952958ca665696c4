/** One row of an SSSOM table -> one Mapping, or the reason why not. */
import type { Issue } from "../../terminology/issues/issue.ts";
import { badSlotValue, missingSlot, unmappableId } from "../../terminology/issues/sssom.ts";
import type { Coding, Mapping, Property, PropertyType } from "../../terminology/model.ts";
import type { SystemTable } from "../../terminology/resolve/known-systems.ts";
import { own } from "../../terminology/util/own.ts";
import { withoutLicence } from "../licensed-strings.ts";
import { codingOfId, curieOfCoding } from "../mappings/curies.ts";
import {
  commentNeeded,
  DENIED,
  deniedAs,
  PREDICATES,
  stated,
  statedAs,
  UNKNOWN_PREDICATE,
} from "../mappings/predicates.ts";
import type { Prefixes } from "../mappings/prefixes.ts";
import { BASE } from "../naming.ts";
import { ALWAYS, ENTITY_SLOTS, MAPPING_SLOTS, type Slot, splitValues } from "./slots.ts";

const NO_TERM = "https://w3id.org/sssom/NoTermFound";
/** Literals are codes here, unless the mapping says of which vocabulary they are. */
export const LITERALS = `${BASE}/CodeSystem/condition-names`;
export const LITERAL = "rdfs literal";

export interface ReadingOf {
  prefixes: Prefixes;
  systems: SystemTable;
  /** Slot values of the set that hold for every mapping without its own. */
  propagated: ReadonlyMap<string, readonly string[]>;
  /** The slots that a row can have a value of. */
  slots: readonly (readonly [string, Slot])[];
  /** Declared extension slots, with their FHIR type. */
  extensions: ReadonlyMap<string, PropertyType>;
  licensed: boolean;
}

type RowResult =
  | { mapping: Mapping; leftOut?: string | undefined; predicateIri: string }
  | { issue: Issue }
  /** The subject is NoTermFound: a FHIR map has nothing to hang it on. */
  | { withoutSubject: true };

/** `row`: slot -> text, empty ones left out. */
export function readMapping(row: ReadonlyMap<string, string>, set: ReadingOf): RowResult {
  const values = (slot: string): readonly string[] => {
    const text = row.get(slot);
    if (text === undefined) return set.propagated.get(slot) ?? [];
    return own(MAPPING_SLOTS, slot)?.multi ? splitValues(text) : [text];
  };
  const issue = checkRow(row, values, set);
  if (issue) return { issue };
  if (isNoTerm(row.get("subject_id"), set)) return { withoutSubject: true };
  const source = side("subject", row, values, set);
  if ("issue" in source) return source;
  const properties = [...propertiesOf(row, values, set), ...source.properties];
  const mapping: Mapping = { source: source.coding, dependsOn: [], product: [], properties };
  let leftOut = source.leftOut;
  if (isNoTerm(row.get("object_id"), set)) {
    mapping.noMap = true;
    const iri = sourceOf("object", values, set);
    const system = iri === undefined ? undefined : set.systems.called(iri)?.uri;
    if (system !== undefined) mapping.target = { system };
  } else {
    const target = side("object", row, values, set);
    if ("issue" in target) return target;
    mapping.target = target.coding;
    properties.push(...target.properties);
    leftOut ??= target.leftOut;
  }
  const predicate = row.get("predicate_id") ?? "";
  const predicateIri = set.prefixes.iri(predicate) ?? predicate;
  const not = row.get("predicate_modifier") === "Not";
  const meaning = not ? DENIED : (PREDICATES.get(predicateIri) ?? UNKNOWN_PREDICATE);
  const comment = row.get("comment");
  if (!mapping.noMap) Object.assign(mapping, stated(meaning));
  if (comment !== undefined) mapping.comment = comment;
  else if (!mapping.noMap && commentNeeded(meaning)) mapping.comment = (not ? deniedAs : statedAs)(predicate);
  return { mapping, leftOut, predicateIri };
}

function isNoTerm(id: string | undefined, { prefixes }: ReadingOf): boolean {
  return id !== undefined && prefixes.iri(id) === NO_TERM;
}

function checkRow(
  row: ReadonlyMap<string, string>,
  values: (slot: string) => readonly string[],
  set: ReadingOf,
): Issue | undefined {
  for (const slot of ALWAYS) if (!row.has(slot)) return missingSlot(slot);
  for (const [name, slot] of set.slots) {
    for (const value of values(name)) {
      const issue =
        checkValue(name, slot, value) ??
        (ENTITY_SLOTS.has(name) ? set.prefixes.check(name, value) : undefined);
      if (issue) return issue;
    }
  }
  for (const name of ["subject_id", "object_id"]) {
    const id = row.get(name);
    const issue = id && set.prefixes.check(name, id);
    if (issue) return issue;
  }
  return undefined;
}

function checkValue(name: string, slot: Slot, value: string): Issue | undefined {
  if (slot.values && !slot.values.includes(value)) {
    return badSlotValue(
      name,
      value,
      `give ${slot.values.length > 1 ? "one of " : ""}${slot.values.join(", ")}`,
    );
  }
  if (
    slot.type === "decimal" &&
    !(Number(value) >= (name === "reviewer_agreement" ? -1 : 0) && Number(value) <= 1)
  ) {
    return badSlotValue(name, value, "a number from 0 to 1 is expected");
  }
  if (slot.type === "dateTime" && !isDate(value))
    return badSlotValue(name, value, "a date YYYY-MM-DD is expected");
  return undefined;
}

function isDate(text: string): boolean {
  return /^\d{4}(-\d\d(-\d\d)?)?$/.test(text) && !Number.isNaN(Date.parse(text));
}

interface Side {
  coding: Coding;
  /** What the coding can't say: an id in a form of its own. */
  properties: Property[];
  leftOut: string | undefined;
}

function side(
  name: "subject" | "object",
  row: ReadonlyMap<string, string>,
  values: (slot: string) => readonly string[],
  set: ReadingOf,
): Side | { issue: Issue } {
  const label = row.get(`${name}_label`);
  if (values(`${name}_type`)[0] === LITERAL) return literal(name, label, values, set);
  const id = row.get(`${name}_id`);
  if (id === undefined) return { issue: missingSlot(`${name}_id`, ` and ${name}_type is not '${LITERAL}'`) };
  const coding = codingOfId(set.systems, id, set.prefixes);
  if (!coding) return { issue: unmappableId(`${name}_id`, id) };
  const exact = curieOfCoding(set.systems, coding, set.prefixes) === id;
  const properties: Property[] = exact ? [] : [{ code: `${name}_id`, type: "string", value: id }];
  const licence = withoutLicence(coding.system, set);
  const display = label !== undefined && licence === undefined ? { display: label } : {};
  return {
    coding: { ...coding, ...display },
    properties,
    leftOut: label === undefined ? undefined : licence,
  };
}

function literal(
  name: "subject" | "object",
  label: string | undefined,
  values: (slot: string) => readonly string[],
  set: ReadingOf,
): Side | { issue: Issue } {
  if (label === undefined)
    return { issue: missingSlot(`${name}_label`, ", which is what a literal mapping is about") };
  const iri = sourceOf(name, values, set);
  const system = iri === undefined ? LITERALS : (set.systems.called(iri)?.uri ?? iri);
  // FHIR codes have single blanks only; the label as written goes along where that changes it.
  const code = label.trim().replace(/\s+/g, " ");
  const properties: Property[] =
    code === label ? [] : [{ code: `${name}_label`, type: "string", value: label }];
  return { coding: { system, code, display: code }, properties, leftOut: undefined };
}

/** What `subject_source` or `object_source` names, as an IRI where its prefix is declared. */
function sourceOf(
  name: "subject" | "object",
  values: (slot: string) => readonly string[],
  { prefixes }: ReadingOf,
): string | undefined {
  const vocabulary = values(`${name}_source`)[0];
  return vocabulary === undefined ? undefined : (prefixes.iri(vocabulary) ?? vocabulary);
}

function propertiesOf(
  row: ReadonlyMap<string, string>,
  values: (slot: string) => readonly string[],
  { slots, extensions }: ReadingOf,
): Property[] {
  const properties: Property[] = [];
  for (const [code, slot] of slots) {
    for (const value of values(code)) {
      const type = slot.type ?? "string";
      properties.push({ code, type, value: type === "decimal" ? Number(value) : value });
    }
  }
  for (const [code, type] of extensions) {
    const value = row.get(code);
    if (value !== undefined) properties.push({ code, type, value: typed(type, value) });
  }
  return properties;
}

function typed(type: PropertyType, text: string): Property["value"] {
  if (type === "boolean") return text === "true";
  return type === "integer" || type === "decimal" ? Number(text) : text;
}
