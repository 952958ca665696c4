/** One Mapping -> the slots of one SSSOM row, and what of it SSSOM has no slot for. */
import type { Mapping, Property } from "../../terminology/model.ts";
import { addTo } from "../../terminology/util/grouping.ts";
import { own } from "../../terminology/util/own.ts";
import { deniedAs, predicateOf, statedAs, UNSPECIFIED } from "../mappings/predicates.ts";
import { LITERAL, LITERALS } from "./read-mapping.ts";
import { joinValues, MAPPING_SLOTS } from "./slots.ts";

export interface WrittenRow {
  /** Slot -> text. */
  slots: Map<string, string>;
  /** Extension slot -> its property, for the definitions. */
  extensions: Property[];
  lost: string[];
}

/** `curie`: the id of a coding in this file; undefined where it can't be written as one. */
export function writeMapping(
  mapping: Mapping,
  curie: (coding: Mapping["source"]) => string | undefined,
): WrittenRow {
  const row: WrittenRow = { slots: new Map(), extensions: [], lost: [] };
  const { slots, lost } = row;
  takeProperties(row, mapping.properties);
  takeSide(row, "subject", mapping.source, curie);
  if (mapping.noMap) slots.set("object_id", "sssom:NoTermFound");
  else if (mapping.target?.code !== undefined) takeSide(row, "object", mapping.target, curie);
  takePredicate(mapping, slots);
  const predicate = slots.get("predicate_id")!;
  const generated = (slots.get("predicate_modifier") === "Not" ? deniedAs : statedAs)(predicate);
  if (mapping.comment !== undefined && mapping.comment !== generated) slots.set("comment", mapping.comment);
  for (const what of ["dependsOn", "product"] as const) if (mapping[what].length > 0) lost.push(what);
  if (mapping.sourceValueSet || mapping.targetValueSet) lost.push("valueSet");
  return row;
}

function takeProperties({ slots, extensions, lost }: WrittenRow, properties: readonly Property[]): void {
  const multi = new Map<string, string[]>();
  for (const property of properties) {
    const { code, value, type } = property;
    const isSlot = own(MAPPING_SLOTS, code) !== undefined || /^(subject|object)_(id|label)$/.test(code);
    if (typeof value === "object") lost.push(`property ${code} (${type})`);
    else if (own(MAPPING_SLOTS, code)?.multi) addTo(multi, code, String(value));
    else if (slots.has(code)) lost.push(`a second value of ${code}`);
    else {
      slots.set(code, String(value));
      if (!isSlot) extensions.push(property);
    }
  }
  for (const [code, values] of multi) slots.set(code, joinValues(values));
}

function takeSide(
  { slots, lost }: WrittenRow,
  name: "subject" | "object",
  coding: Mapping["source"],
  curie: (coding: Mapping["source"]) => string | undefined,
): void {
  const isLiteral = slots.get(`${name}_type`) === LITERAL || coding.system === LITERALS;
  if (isLiteral) {
    slots.set(`${name}_type`, LITERAL);
    if (!slots.has(`${name}_label`)) slots.set(`${name}_label`, coding.code ?? "");
    return;
  }
  if (!slots.has(`${name}_id`)) {
    const id = curie(coding);
    if (id === undefined) lost.push(`${name} code with blanks`);
    else slots.set(`${name}_id`, id);
  }
  if (coding.display !== undefined) slots.set(`${name}_label`, coding.display);
}

function takePredicate({ relationship, equivalence, noMap }: Mapping, slots: Map<string, string>): void {
  if (!slots.has("predicate_id")) {
    slots.set("predicate_id", noMap ? "skos:exactMatch" : predicateOf(relationship, equivalence));
    if (relationship === "not-related-to") slots.set("predicate_modifier", "Not");
  }
  if (!slots.has("mapping_justification")) {
    // The curated maps give the same reason under a shorter name.
    slots.set("mapping_justification", slots.get("justification") ?? UNSPECIFIED);
    slots.delete("justification");
  }
}
