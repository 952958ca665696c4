/** Sheets of known tools; the first that fits reads the table. */
import type { Column } from "../header.ts";
import { plain } from "../roles.ts";
import { atlasConcepts, atlasExpression } from "./atlas.ts";
import { icd11 } from "./icd-11.ts";
import type { Layout } from "./layout.ts";
import { loinc, loincMapTo } from "./loinc.ts";
import { redcap } from "./redcap.ts";
import { sourceToConceptMap, usagi } from "./usagi.ts";
import { v2ToFhir } from "./v2-to-fhir.ts";

const LAYOUTS: readonly Layout[] = [
  usagi,
  sourceToConceptMap,
  atlasExpression,
  atlasConcepts,
  v2ToFhir,
  loinc,
  loincMapTo,
  icd11,
  redcap,
];

/** A column by its plain name, that of its group in front. */
export const labelOf = ({ name, group }: Column): string => plain(`${group} ${name}`);

/** The layout whose marks are all among the columns; undefined: a table of one's own. */
export function layoutOf(columns: readonly Column[]): Layout | undefined {
  const labels = new Set(columns.map(labelOf));
  return LAYOUTS.find(
    ({ marks, without }) =>
      marks.every((mark) => [mark].flat().some((name) => labels.has(name))) &&
      !(without !== undefined && labels.has(without)),
  );
}
