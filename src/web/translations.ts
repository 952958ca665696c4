/** What $translate says, as pages and sheets read it: R5's answer, for it has every part of a mapping. */
import { quantityText } from "../terminology/concepts/quantity.ts";
import type { Coding, Quantity, Relationship } from "../terminology/model.ts";
import { codingOf, first, named, type Part, partsOf, textOf, valueOf } from "./parameters.ts";

export interface Statement {
  relationship: Relationship;
  /** The target of the mapping. */
  target: Coding;
  /** Its source, where the answer says it: where a target was asked for. */
  source?: Coding | undefined;
  /** What should be looked at before the statement is used. */
  warnings: string[];
  comment?: string | undefined;
  /** Holds only if these do. */
  conditions: string[];
  /** Who says so, and why: `asserted-by`, `justification`, `retrieved`, `reviewed-by` and others. */
  evidence: ReadonlyMap<string, string>;
  /** `url|version` of the map. */
  map?: string | undefined;
}

export interface Translation {
  result: boolean;
  message?: string | undefined;
  statements: Statement[];
}

/** `answer`: Parameters in R5's shape; anything else holds no statements. */
export function readTranslation(answer: object | undefined): Translation {
  const parts = partsOf(answer);
  return {
    result: first(parts, "result") === true,
    message: textOf(parts, "message"),
    statements: named(parts, "match").flatMap((match) => readStatement(match.part ?? []) ?? []),
  };
}

function readStatement(parts: readonly Part[]): Statement | undefined {
  const target = codingOf(parts, "concept");
  if (!target) return undefined;
  const properties = named(parts, "property").map(({ part = [] }): [string, string] => [
    lastWord(textOf(part, "uri") ?? ""),
    inWords(first(part, "value")),
  ]);
  const evidence = new Map(properties.filter(([name]) => name !== "warning" && name !== "comment"));
  return {
    relationship: textOf(parts, "relationship") as Relationship,
    target,
    source: codingOf(parts, "source"),
    warnings: properties.filter(([name]) => name === "warning").map(([, text]) => text),
    comment: properties.find(([name]) => name === "comment")?.[1],
    conditions: named(parts, "dependsOn").map(({ part = [] }) => condition(part)),
    evidence,
    map: textOf(parts, "originMap"),
  };
}

/** `https://example.org/properties#warning` -> `warning` */
const lastWord = (uri: string): string => uri.split(/[#/]/).at(-1)!;

function condition(parts: readonly Part[]): string {
  const name = lastWord(textOf(parts, "attribute") ?? "");
  const value = valueOf(parts.find((p) => p.name === "value")) ?? first(parts, "valueSet");
  return `${name} = ${inWords(value)}`;
}

/** Any value for a reader: a coding as `display (code)`. */
export function inWords(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value ?? "");
  const { code, display, text, coding } = value as Coding & { text?: string; coding?: Coding[] };
  if ("value" in value) return quantityText(value as Quantity);
  if (coding?.[0]) return inWords(coding[0]);
  return display !== undefined && code !== undefined
    ? `${display} (${code})`
    : (display ?? code ?? text ?? "");
}

/** Only what means the same, without anything to look at first, may be applied by a machine. */
export const mayBeApplied = ({
  relationship,
  warnings,
  conditions,
}: Pick<Statement, "relationship" | "warnings" | "conditions">): boolean =>
  relationship === "equivalent" && warnings.length === 0 && conditions.length === 0;
