/** Which of a concept's names to show, for displayLanguage or Accept-Language. */
import { invalidDisplayLanguage } from "../issues/display.ts";
import { TerminologyError } from "../issues/issue.ts";
import type { CodeSystem, Coding, Concept, Designation, Extension } from "../model.ts";

/** One wanted language with its weight; `*` is any language. */
export interface LanguageRange {
  tag: string;
  quality: number;
}

/** Parses `de-CH, de;q=0.8, *;q=0`, highest quality first. */
export function parseLanguages(text: string | undefined): LanguageRange[] {
  if (!text) return [];
  const ranges = text.split(",").map((part) => {
    const [tag = "", ...params] = part.trim().split(";");
    const q = params.map((p) => /^\s*q\s*=\s*([\d.]+)\s*$/.exec(p)?.[1]).find((x) => x !== undefined);
    return { tag: tag.trim(), quality: q === undefined ? 1 : Number(q) };
  });
  return ranges.filter((r) => r.tag !== "").sort((a, b) => b.quality - a.quality);
}

const RANGE = /^\s*(\*|[a-z]{1,8}(-[a-z0-9]{1,8})*)\s*(;\s*q\s*=\s*[01](\.\d{0,3})?\s*)?$/i;

/** @throws TerminologyError processing/invalid-display: it is no list of language ranges. */
export function checkDisplayLanguage(text: string | undefined): void {
  if (text !== undefined && !text.split(",").every((part) => RANGE.test(part))) {
    throw new TerminologyError(invalidDisplayLanguage(text));
  }
}

/** RFC 4647 basic filtering: `de` fits `de` and `de-CH`. */
export function languageFits(language: string | undefined, range: string): boolean {
  if (language === undefined) return false;
  const own = language.toLowerCase();
  const wanted = range.toLowerCase();
  return own === wanted || own.startsWith(`${wanted}-`);
}

export type ChosenDisplay =
  /** The concept's own display. */
  | { kind: "own"; display: string | undefined }
  | { kind: "designation"; display: string; designation: Designation }
  /** No name in a language that the caller accepts: `*;q=0` says that no other will do. */
  | { kind: "none"; display: undefined };

/** The parts of a concept that matter here. */
type Named = Pick<Concept, "display" | "designations">;

/**
 * Chooses the display.
 * @param language that of the concept's own display; undefined: not known, so it may suit anybody
 */
export function chooseName(
  { display, designations }: Named,
  language: string | undefined,
  wanted: readonly LanguageRange[],
): ChosenDisplay {
  for (const { tag, quality } of wanted) {
    if (quality === 0) continue;
    if (tag === "*" || languageFits(language, tag)) return { kind: "own", display };
    const designation = bestDesignation(designations, tag, language === undefined ? 1 : 2);
    if (designation) return { kind: "designation", display: designation.value, designation };
  }
  const refusesOthers = wanted.some((r) => r.tag === "*" && r.quality === 0);
  return refusesOthers && language !== undefined
    ? { kind: "none", display: undefined }
    : { kind: "own", display };
}

/** The display in the wanted language if there is one; else the concept's own. */
export function chooseDisplay(
  codeSystem: CodeSystem,
  concept: Concept,
  displayLanguage: string | undefined,
): string | undefined {
  const wanted = parseLanguages(displayLanguage).filter((r) => r.quality > 0);
  return chooseName(concept, codeSystem.language, wanted).display;
}

function bestDesignation(
  designations: readonly Designation[],
  tag: string,
  worst: number,
): Designation | undefined {
  let best: Designation | undefined;
  for (const d of designations) {
    if (!languageFits(d.language, tag) || rank(d) > worst || isWithdrawn(d)) continue;
    if (best === undefined || rank(d) < rank(best)) best = d;
  }
  return best;
}

const PREFERRED = new Set(["preferredForLanguage", "display", "preferred"]);

/** 0: made to be shown; 1: no use is said; 2: a synonym or the like. */
function rank({ use }: Designation): number {
  return use?.code === undefined ? 1 : PREFERRED.has(use.code) ? 0 : 2;
}

const STANDARDS_STATUS = "http://hl7.org/fhir/StructureDefinition/structuredefinition-standards-status";

/** Still known, but not to be used any more. */
export function isWithdrawn({ extension }: { extension?: Extension[] | undefined }): boolean {
  const status = (extension ?? []).find((e) => e.url === STANDARDS_STATUS)?.valueCode;
  return status === "withdrawn" || status === "deprecated";
}

/** The use of a name that stands for the concept in its language. */
export const PREFERRED_FOR_LANGUAGE: Coding = {
  system: "http://terminology.hl7.org/CodeSystem/hl7TermMaintInfra",
  code: "preferredForLanguage",
  display: "Preferred For Language",
};
