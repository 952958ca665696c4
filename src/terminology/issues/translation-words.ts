/** How messages of $translate call things, and how grave they are. */
import { printCanonical } from "../canonical.ts";
import { information, quote, type AnswerIssue, type Issue } from "./issue.ts";
import type { Coding, ConceptMap, MappingAttribute, Relationship } from "../model.ts";

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

export const mapName = (map: ConceptMap): string => map.title ?? map.name ?? printCanonical(map);

const shown = (value: MappingAttribute["value"]): string =>
  typeof value === "object" ? named(value) : quote(String(value));

const condition = ({ attribute, value, valueSet }: MappingAttribute): string =>
  value === undefined ? `'${attribute}' is in ${quote(valueSet)}` : `'${attribute}' is ${shown(value)}`;

export const conditions = (all: readonly MappingAttribute[]): string => all.map(condition).join(" and ");
