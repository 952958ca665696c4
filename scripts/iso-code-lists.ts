/**
 * ISO's lists of countries, their subdivisions and currencies as code systems, under the addresses that HL7 gives them
 * (https://terminology.hl7.org/ISO.html). From the npm packages iso-3166 and currency-codes (both MIT).
 */
import currencies from "currency-codes";
import type { CodeSystem, CodeSystemConcept } from "fhir/r5";
import { iso31661, iso31662 } from "iso-3166";

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

/** A country has three codes: of two letters, of three letters, and its number. */
const countries = (): CodeSystemConcept[] => [
  ...iso31661.map(({ alpha2, name }) => ({ code: alpha2, display: name })),
  ...iso31661.map(({ alpha3, name }) => ({ code: alpha3, display: name })),
  ...iso31661.map(({ numeric, name }) => ({ code: numeric, display: name })),
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
      currencies.data.map(({ code, currency }) => ({ code, display: currency })),
    ),
  ];
}
