/** What $validate-code is asked, free of FHIR versions and of HTTP. */
import { checkDisplayLanguage, type LanguageRange, parseLanguages } from "../concepts/designations.ts";
import type { Where } from "../issues/validation-issue.ts";
import type { CodeableConcept, Coding } from "../model.ts";
import type { VersionRules } from "../resolve/version-rules.ts";
import type { Terminology } from "../store.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import type { WantedLanguages } from "./display-names.ts";

/** The three ways to give codes; each is reported in its own words. */
export type CodesToValidate =
  /** `code`, `system`, `systemVersion` and `display` as single parameters. */
  | { kind: "code"; coding: Coding }
  | { kind: "coding"; coding: Coding }
  | { kind: "codeableConcept"; codeableConcept: CodeableConcept };

export interface ValidationOptions {
  rules: VersionRules;
  /** Supplements to apply besides those that the value set asks for. */
  useSupplement: readonly string[];
  displayLanguage?: string | undefined;
  /** The Accept-Language header: counts where neither the request nor the value set says. */
  acceptLanguage?: string | undefined;
  /** false: abstract concepts are no answer here. */
  abstract?: boolean | undefined;
  activeOnly?: boolean | undefined;
  /** Find the system of a bare code in the value set. */
  inferSystem?: boolean | undefined;
  /** A wrong display is a warning only. */
  lenientDisplay?: boolean | undefined;
  /** Check nothing but membership. */
  membershipOnly?: boolean | undefined;
  /** What the request may cost. Default: to read the value set a budget of its own, else none. */
  work?: WorkBudget | undefined;
}

/** Options that have been read and checked, once for all codings of a request. */
export interface Settings extends ValidationOptions {
  languages: WantedLanguages;
}

/**
 * Settles the language: the request's, else what the value set asks for, else the header's, else the value set's own.
 * @throws TerminologyError processing/invalid-display: displayLanguage is no list of languages.
 */
export function settingsOf(
  options: ValidationOptions,
  askedByValueSet?: string,
  valueSetLanguage?: string,
): Settings {
  checkDisplayLanguage(options.displayLanguage);
  const explicit = options.displayLanguage ?? askedByValueSet;
  for (const text of [explicit, options.acceptLanguage, valueSetLanguage]) {
    const ranges = parseLanguages(text);
    if (ranges.some(saysSomething)) return { ...options, languages: { text, ranges } };
  }
  return { ...options, languages: { text: undefined, ranges: [] } };
}

/** `*` alone, which HTTP clients send by default, is no wish. */
const saysSomething = ({ tag }: LanguageRange): boolean => tag !== "*";

/** Where a coding stands in the request, for OperationOutcome.issue.expression. */
export interface CodingPath {
  /** The coding as a whole; the parameters of a bare code have no common name. */
  whole: Where;
  at(element: "code" | "system" | "version" | "display"): string[];
}

const CODE_PATH: CodingPath = { whole: undefined, at: (element) => [element] };

/** A coding at `path`: `Coding`, or `CodeableConcept.coding[1]`. */
const pathOf = (path: string): CodingPath => ({
  whole: [path],
  at: (element) => [`${path}.${element}`],
});

/** A coding of the request, and where it stands there. */
export interface GivenCoding {
  coding: Coding;
  path: CodingPath;
}

/** One coding that is asked about, with what the request says of all of them. */
export interface AskedCoding extends GivenCoding {
  store: Terminology;
  settings: Settings;
}

/** The codings in the request, each with its path. */
export function codingsOf(codes: CodesToValidate): GivenCoding[] {
  if (codes.kind === "code") return [{ coding: codes.coding, path: CODE_PATH }];
  if (codes.kind === "coding") return [{ coding: codes.coding, path: pathOf("Coding") }];
  return (codes.codeableConcept.coding ?? []).map((coding, i) => ({
    coding,
    path: pathOf(`CodeableConcept.coding[${i}]`),
  }));
}
