/**
 * Units of measure: `mg/dL`, `mm[Hg]`, `10*3/uL` (UCUM 2.2, https://ucum.org/ucum). ucum-lhc reads them; it is loaded
 * when the first unit is asked for.
 */
import type { UcumLhcUtils, UnitTables } from "@lhncbc/ucum-lhc";
import type { ConceptCondition } from "../concepts/concept-condition.ts";
import { PREFERRED_FOR_LANGUAGE, SYNONYM } from "../concepts/designation-uses.ts";
import type { Issue } from "../issues/issue.ts";
import { perhapsCode } from "../issues/recognition.ts";
import { otherBaseUnits, unitDecimal, unitNotRead, unitTakesNoPrefix, unitUnknown } from "../issues/units.ts";
import type { Designation } from "../model.ts";
import type { Grammar } from "./grammar.ts";
import { asUcumWrites } from "./unit-forms.ts";

let lhc: UcumLhcUtils | undefined;
let tables: UnitTables | undefined;

async function load(): Promise<void> {
  if (lhc) return;
  const reader = await import("@lhncbc/ucum-lhc");
  lhc = reader.UcumLhcUtils.getInstance();
  tables = reader.UnitTables.getInstance();
}

export const ucum: Grammar = {
  url: "http://unitsofmeasure.org",
  version: "2.2",
  name: "UCUM",
  title: "Unified Code for Units of Measure (UCUM)",
  copyright:
    "UCUM is Copyright (c) 1999 Regenstrief Institute, Inc. and The UCUM Organization, Indianapolis, IN. All rights reserved. See https://ucum.org/license",
  language: "en",
  caseSensitive: true,
  filter: [
    {
      code: "canonical",
      description: "The units into which the unit can be converted: those of the same base units",
      operator: ["="],
      value: "A unit, such as g",
    },
  ],
  common: "http://hl7.org/fhir/ValueSet/ucum-common",
  load,
  // 30 to 40 us each, and it is asked several times.
  cost: 150,
  read: (code) =>
    faultOf(code) === undefined ? { code, display: code, designations: names(code) } : undefined,
  why: (code) => [unitNotRead(code, explained(code, faultOf(code) ?? "")), ...perhapsMeant(code)],
  holds: (code, condition) => condition.property === "canonical" && isConvertible(code, condition),
  whyNot: (code, condition) =>
    condition.property !== "canonical" || condition.test.op !== "in" || isConvertible(code, condition)
      ? undefined
      : otherBaseUnits(code, canonicalForm(code), condition.test.values),
};

/** What is wrong with a code; undefined: nothing. */
function faultOf(code: string): string | undefined {
  if (!/^[!-~]+$/.test(bare(code))) return "A unit has no spaces, and only characters of ASCII";
  if (OBJECT_WORDS.test(code)) return `${code} is not a valid UCUM code.`;
  const { status, ucumCode, msg } = lhc!.validateUnitString(readable(code), false);
  const isRead = status === "valid" && ucumCode === readable(code);
  return isRead ? needlessPrefix(readable(code)) : msg.join(" ").replace(/\s+/g, " ");
}

/** A prefix before a unit that is not metric, such as `kmin`: ucum-lhc takes it, UCUM has none (section 11). */
function needlessPrefix(code: string): string | undefined {
  for (const [part] of code.replace(/\{[^{}]*\}/g, "").matchAll(/(?:\[[^[\]]*\]|[^./()])+/g)) {
    const unit = part.replace(/[+-]?(?<!\d)\d+$/, "");
    if (unit === "" || tables!.getUnitByCode(part) || tables!.getUnitByCode(unit)) continue;
    const withoutPrefix = [unit.slice(1), unit.slice(2)].filter((rest) => tables!.getUnitByCode(rest));
    if (withoutPrefix.length > 0 && !withoutPrefix.some(isMetric))
      return unitTakesNoPrefix(withoutPrefix[0]!);
  }
  return undefined;
}

function isMetric(code: string): boolean {
  const { isBase_: isBase, isMetric_: isMetric } = tables!.getUnitByCode(code)!;
  return isBase || isMetric;
}

/** Where an unknown unit stands in the code, and what ucum-lhc has to say besides. */
function explained(code: string, fault: string): string {
  const parts = bare(code).matchAll(/[^./()]+/g);
  const unknown = [...parts].find(([part]) => !/^\d+$/.test(part) && faultOf(part) !== undefined);
  if (!unknown) return fault;
  const [unit] = unknown;
  // To ucum-lhc `1.73` is 1 times 73, and its advice goes on from there.
  if (/\d\.\d/.test(code)) return `${unitUnknown(unit, unknown.index + 1)}. ${unitDecimal()}`;
  const rest = fault.replace(`${code} is not a valid UCUM code.`, "").trim();
  return `${unitUnknown(unit, unknown.index + 1)}${rest === "" ? "" : `. ${rest}`}`;
}

/** What ucum-lhc asks itself is not asked twice. */
function perhapsMeant(code: string): Issue[] {
  const meant = asUcumWrites(code);
  return meant === code || faultOf(meant) !== undefined || faultOf(code)!.includes(`Did you mean ${meant}`)
    ? []
    : [perhapsCode(meant, "UCUM writes it so.")];
}

/** ucum-lhc keeps units in plain objects, and takes what every object has for units. */
const OBJECT_WORDS = new RegExp(Object.getOwnPropertyNames(Object.prototype).join("|"));

/** Without what annotations say: they mean nothing to UCUM, and records put spaces into them. */
const bare = (code: string): string => code.replace(/\{[ -z|~]*\}/g, "{}");

const NEW_UNITS: ReadonlyMap<string, string> = new Map([
  ["[NTU]", "nephelometric turbidity unit"],
  ["[FNU]", "formazin nephelometric unit"],
]);

/** The prefixes of 1024 and its powers, as in `KiBy`, and the decimal ones next to them, with their names. */
const BINARY_PREFIXES: ReadonlyMap<string, { decimal: string; from: string; to: string }> = new Map([
  ["Ki", { decimal: "k", from: "kilo", to: "kibi" }],
  ["Mi", { decimal: "M", from: "mega", to: "mebi" }],
  ["Gi", { decimal: "G", from: "giga", to: "gibi" }],
  ["Ti", { decimal: "T", from: "tera", to: "tebi" }],
]);
const BINARY_PREFIX = /(?<![^./(])[KMGT]i(?=[A-Za-z[])/g;

/**
 * As ucum-lhc can read it: it takes no space in an annotation, lacks the two units that are new in 2.2, and knows the
 * binary prefixes without finding them.
 */
function readable(code: string): string {
  return code
    .replace(/\{[ -z|~]*\}/g, (annotation) => annotation.replaceAll(" ", "_"))
    .replace(/\[(NTU|FNU)\]/g, "[arb'U]")
    .replace(BINARY_PREFIX, (prefix) => BINARY_PREFIXES.get(prefix)!.decimal);
}

/** The formal name, from the parts of the code; and the name that people know it by, if there is one. */
function names(code: string): Designation[] {
  const formal: Designation = { language: "en", use: PREFERRED_FOR_LANGUAGE, value: formalName(code) };
  const name = code.includes("{") ? "" : nameOf(code);
  // What ucum-lhc makes up for itself is no name that people use.
  if (name === "" || name === code || /[[\]*<{]/.test(name)) return [formal];
  return [formal, { language: "en", use: SYNONYM, value: name }];
}

/** As ucum-lhc has it; empty: it has none. */
function nameOf(code: string): string {
  const name = NEW_UNITS.get(code) ?? String(lhc!.validateUnitString(readable(code), false).unit?.name ?? "");
  const [prefix, another] = code.match(BINARY_PREFIX) ?? [];
  if (prefix === undefined) return name;
  const { from, to } = BINARY_PREFIXES.get(prefix)!;
  return another === undefined && code.startsWith(prefix) && name.startsWith(from)
    ? to + name.slice(from.length)
    : "";
}

/** `mg/dL`: (milligram) / (deciliter); an annotation counts as the factor 1. */
function formalName(code: string): string {
  const factors = code.replace(/([^./(])\{[^{}]*\}/g, "$1.1").replace(/\{[^{}]*\}/g, "1");
  return factors
    .replace(/[^./()]+|[./]/g, (part) => {
      if (part === ".") return " * ";
      if (part === "/") return " / ";
      return /^\d+$/.test(part) ? part : `(${partName(part)})`;
    })
    .trim();
}

/** `mg`: milligram; `m2`: meter ^ 2 */
function partName(part: string): string {
  const [, unit = part, exponent] = /^(.*?[^\d*^+-])([+-]?\d+)$/.exec(part) ?? [];
  const said = nameOf(unit) || unit;
  return exponent === undefined ? said : `${said} ^ ${exponent}`;
}

/** The base units of a unit, with their exponents: `g.m-3`; undefined where it has none (arbitrary units). */
function canonicalForm(code: string): string | undefined {
  if (faultOf(code) !== undefined) return undefined;
  const { status, unitToExp = {} } = lhc!.convertToBaseUnits(readable(code), 1);
  if (status !== "succeeded") return undefined;
  const units = Object.entries(unitToExp).filter(([, exponent]) => exponent !== 0);
  return (
    units
      .map(([unit, exponent]) => (exponent === 1 ? unit : unit + String(exponent)))
      .sort()
      .join(".") || "1"
  );
}

function isConvertible(code: string, { test }: Extract<ConceptCondition, { kind: "property" }>): boolean {
  if (test.op !== "in") return false;
  const own = canonicalForm(code);
  return own !== undefined && test.values.some((value) => canonicalForm(value) === own);
}
