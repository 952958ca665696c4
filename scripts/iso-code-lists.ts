/**
 * ISO's lists of countries, their subdivisions and currencies as code systems, under the addresses that HL7 gives them
 * (https://terminology.hl7.org/ISO.html). From the npm packages iso-3166 and currency-codes (both MIT); the names that
 * countries and currencies have in use, and in other languages, are Unicode's (CLDR), as Node has them.
 */
import currencies from "currency-codes";
import type { CodeSystem, CodeSystemConcept, CodeSystemConceptDesignation } from "fhir/r5";
import { iso31661, iso31662 } from "iso-3166";
import { SYNONYM } from "../src/terminology/concepts/designation-uses.ts";

const ISO = "urn:iso:std:iso:";

const codeSystem = (
  of: string,
  header: Pick<CodeSystem, "id" | "name" | "title" | "version">,
  concept: CodeSystemConcept[],
): CodeSystem => ({
  resourceType: "CodeSystem",
  url: `${ISO}${of}`,
  ...header,
  status: "active",
  caseSensitive: true,
  content: "complete",
  language: "en",
  concept,
});

/** Those in which records of this server's condition are written. */
const LANGUAGES = ["en", "de", "fr", "es"];

/** "United States", "Vereinigte Staaten", ...: ISO's English name stays the display. */
function namesInUse(type: "region" | "currency", code: string, iso: string): CodeSystemConceptDesignation[] {
  return LANGUAGES.flatMap((language) => {
    const value = new Intl.DisplayNames(language, { type, fallback: "none" }).of(code);
    if (value === undefined) return [];
    if (language !== "en") return [{ language, value }];
    return value === iso ? [] : [{ language, use: SYNONYM, value }];
  });
}

const concept = (
  type: "region" | "currency",
  code: string,
  display: string,
  known: string,
): CodeSystemConcept => {
  const designation = namesInUse(type, known, display);
  return designation.length === 0 ? { code, display } : { code, display, designation };
};

/** A country has three codes: of two letters, of three letters, and its number. */
const countries = (): CodeSystemConcept[] => [
  ...iso31661.map(({ alpha2, name }) => concept("region", alpha2, name, alpha2)),
  ...iso31661.map(({ alpha2, alpha3, name }) => concept("region", alpha3, name, alpha2)),
  ...iso31661.map(({ alpha2, numeric, name }) => concept("region", numeric, name, alpha2)),
];

export function isoCodeLists(): CodeSystem[] {
  return [
    codeSystem("3166", { id: "iso-3166", name: "ISO3166", title: "Countries (ISO 3166-1)" }, countries()),
    codeSystem(
      "3166:-2",
      { id: "iso-3166-2", name: "ISO3166Part2", title: "Subdivisions of countries (ISO 3166-2)" },
      iso31662.map(({ code, name }) => ({ code, display: name })),
    ),
    codeSystem(
      "4217",
      { id: "iso-4217", name: "ISO4217", title: "Currencies (ISO 4217)", version: currencies.publishDate },
      currencies.data.map(({ code, currency }) => concept("currency", code, currency, code)),
    ),
  ];
}
