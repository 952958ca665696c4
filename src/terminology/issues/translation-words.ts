/** How messages of $translate call things, and how grave they are. */
import { printCanonical } from "../canonical.ts";
import { quantityText } from "../concepts/quantity.ts";
import {
  type Coding,
  type ConceptMap,
  type MappingAttribute,
  quantityOf,
  type Relationship,
} from "../model.ts";
import { type AnswerIssue, information, type Issue, quote } from "./issue.ts";

export const note = (text: string, about?: AnswerIssue): Issue => ({ ...information(text), about });
export const warning = (text: string, about?: AnswerIssue): Issue => ({
  severity: "warning",
  code: "processing",
  text,
  about,
});

export const WORDS: Record<Relationship, string> = {
  equivalent: "equivalent to",
  "related-to": "related to",
  "source-is-narrower-than-target": "narrower than",
  "source-is-broader-than-target": "broader than",
  "not-related-to": "not",
};

export const named = ({ code, display }: Coding): string =>
  display === undefined || display === code ? quote(code) : `${quote(display)} (${code})`;

/** The map, in quotation marks. */
export const mapName = (map: ConceptMap): string =>
  quote(map.title ?? map.name ?? (printCanonical(map) || "(unidentified)"));

function condition(required: MappingAttribute): string {
  const { attribute, value, valueSet } = required;
  const quantity = quantityOf(required);
  if (quantity) return `'${attribute}' is ${quote(quantityText(quantity))}`;
  if (value === undefined)
    return valueSet === undefined ? `'${attribute}' has a value` : `'${attribute}' is in ${quote(valueSet)}`;
  return `'${attribute}' is ${typeof value === "object" ? named(value) : quote(String(value))}`;
}

export const conditions = (all: readonly MappingAttribute[]): string => all.map(condition).join(" and ");
