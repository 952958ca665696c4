/** The parameters of a search, sorted out: what is searched for, and how the answer is to look. */
import { elementsOf } from "../../fhir/elements.ts";
import type { Handling } from "../../fhir/operations/parameters.ts";
import type { FhirVersion } from "../../fhir/version.ts";
import { parseCanonical } from "../../terminology/canonical.ts";
import { type Issue, TerminologyError } from "../../terminology/issues/issue.ts";
import { invalidParameter } from "../../terminology/issues/parameters.ts";
import { codeOfNoResource, ignoredSearchParameter, searchTooLong } from "../../terminology/issues/rest.ts";
import {
  badSearchValue,
  unknownSearchParameter,
  unsortableParameter,
} from "../../terminology/issues/storage.ts";
import type { ResourceType } from "../../terminology/model.ts";
import {
  isSortable,
  type SearchParameter,
  searchParameter,
  searchParameters,
} from "../../terminology/search/parameters.ts";
import type { SearchCriterion } from "../../terminology/store.ts";
import { Query } from "../query.ts";
import { type Part, wantedPart } from "../summary.ts";

interface WantedSearch {
  criteria: SearchCriterion[];
  sort: string[];
  count: number;
  offset: number;
  total: boolean;
  part: Part | undefined;
  /** What was not understood and left aside, and what can find nothing. */
  notes: Issue[];
  /** What was understood, for links; without `_offset`. */
  used: [string, string][];
}

const DEFAULT_COUNT = 50;
const MAX_COUNT = 1_000;
/** What one search may ask; a database's own limits are not far above. */
const MOST_PARAMETERS = 500;
const MOST_VALUES = 500;
const MOST_SORT_RULES = 20;

/** About the answer, not about the resources. */
const RESULT_PARAMETERS = new Set([
  "_format",
  "_pretty",
  "_summary",
  "_elements",
  "_count",
  "_offset",
  "_total",
  "_sort",
]);

/**
 * @throws TerminologyError value: a result parameter that can't be read; not-supported: with `strict` handling, an unknown
 *   parameter; too-long: more is asked than one search may.
 */
export function readSearch(
  type: ResourceType,
  version: FhirVersion,
  query: Query,
  handling: Handling,
): WantedSearch {
  const search: WantedSearch = {
    criteria: [],
    sort: [],
    count: wholeNumber(query, "_count", DEFAULT_COUNT),
    offset: wholeNumber(query, "_offset", 0),
    total: readTotal(query) !== "none",
    part: wantedPart(query),
    notes: [],
    used: [],
  };
  const leaveAside = (issue: Issue): void => {
    if (handling === "strict") throw new TerminologyError(issue);
    search.notes.push(ignoredSearchParameter(issue));
  };
  const reading: Reading = { type, known: () => searchParameters(type, version), search, leaveAside };
  limit("the search", "parameters", query.pairs.length, MOST_PARAMETERS);
  for (const [name, value] of query) {
    if (name === "_sort") readSort(reading, value);
    else if (!RESULT_PARAMETERS.has(name)) readCriterion(reading, name, value);
    else if (name !== "_offset") search.used.push([name, value]);
  }
  checkElements(reading, version);
  limit("_sort", "rules", search.sort.length, MOST_SORT_RULES);
  limitValues(search.criteria);
  search.count = search.part?.kind === "count" ? 0 : Math.min(search.count, MAX_COUNT);
  return search;
}

/** A search of resources of one type, as far as it has been read. */
interface Reading {
  type: ResourceType;
  /** The parameters that there are, for what is said of others. */
  known: () => readonly SearchParameter[];
  search: WantedSearch;
  /** Refuses what can't be done, or leaves it aside and says so. */
  leaveAside: (issue: Issue) => void;
}

/** A misspelt name of `_elements` would give resources without it, as if they had none. */
function checkElements({ type, search: { part }, leaveAside }: Reading, version: FhirVersion): void {
  if (part?.kind !== "elements") return;
  const elements = elementsOf(version, type);
  const unknown = [...part.names].filter((name) => name !== "resourceType" && !elements?.has(name));
  if (unknown.length > 0)
    leaveAside(invalidParameter("_elements", unknown.join(","), `${type} has no such element`));
}

const namesOf = (parameters: readonly SearchParameter[]): string[] => parameters.map((p) => p.name);

function limitValues(criteria: readonly SearchCriterion[]): void {
  let count = 0;
  for (const { name, values } of criteria)
    limit(name, "values, with those before", (count += values.length), MOST_VALUES);
}

function limit(name: string, what: string, count: number, most: number): void {
  if (count > most) throw new TerminologyError(searchTooLong(name, what, count, most));
}

function readSort({ type, known, search, leaveAside }: Reading, value: string): void {
  for (const rule of value.split(",").map((r) => r.trim())) {
    if (rule === "") continue;
    const name = rule.replace(/^-/, "");
    const parameter = searchParameter(type, name);
    if (!parameter) leaveAside(unknownSearchParameter(type, name, namesOf(known())));
    else if (!isSortable(parameter))
      leaveAside(unsortableParameter(type, name, namesOf(known().filter(isSortable))));
    else search.sort.push(rule);
  }
  if (search.sort.length > 0) search.used.push(["_sort", search.sort.join(",")]);
}

function readCriterion({ type, known, search, leaveAside }: Reading, parameter: string, value: string): void {
  const [name, modifier] = splitAt(parameter, ":");
  const meant = searchParameter(type, name);
  // An empty value asks for nothing, alone or among others: as the beginning of a text it would fit everything.
  const values = alternatives(value, meant?.type === "token").filter((alternative) => alternative !== "");
  if (values.length === 0) return;
  if (!meant) return leaveAside(unknownSearchParameter(type, name, namesOf(known())));
  if (modifier !== "missing") search.notes.push(...codesOfNone(meant, values));
  search.criteria.push(...withVersionApart({ name, modifier, values }));
  search.used.push([parameter, value]);
}

/** `url=ADDRESS|VERSION` names a resource as canonical references do: it has that address, and that version. */
function withVersionApart(criterion: SearchCriterion): SearchCriterion[] {
  const { name, modifier, values } = criterion;
  if (name !== "url" || modifier !== undefined || !values.some((value) => value.includes("|")))
    return [criterion];
  const [value = "", ...others] = values;
  if (others.length > 0)
    throw new TerminologyError(badSearchValue(name, values.join(","), "one address|version alone"));
  const { url, version } = parseCanonical(value);
  const address = { name, modifier, values: [url] };
  return version === undefined ? [address] : [address, { name: "version", modifier, values: [version] }];
}

/** Codes that no resource may have: a typo finds nothing, as if there were nothing to find. */
const codesOfNone = ({ name, codes }: SearchParameter, values: readonly string[]): Issue[] =>
  codes === undefined
    ? []
    : values
        .map((value) => value.slice(value.lastIndexOf("|") + 1))
        .filter((code) => code !== "" && !codes.includes(code))
        .map((code) => codeOfNoResource(name, code, codes));

function splitAt(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/**
 * `a,b` are two alternatives; `a\,b` is one value (search.html, "Escaping Search Parameters").
 * @param ofTokens `\|` stays as it is: the bar is a part of the code, and none between system and code
 */
function alternatives(value: string, ofTokens: boolean): string[] {
  if (!value.includes("\\")) return value.split(",");
  const values: string[] = [""];
  for (const [part] of value.matchAll(/\\[\\,$|]|,|[^\\,]+|\\/g)) {
    if (part === ",") values.push("");
    else values[values.length - 1] += isEscape(part) && !(ofTokens && part[1] === "|") ? part[1]! : part;
  }
  return values;
}

const isEscape = (part: string): boolean => part.length === 2 && part.startsWith("\\");

const TOTALS = ["none", "estimate", "accurate"];

/** @throws TerminologyError value */
function readTotal(query: Query): string | undefined {
  const total = query.get("_total");
  if (!total || TOTALS.includes(total)) return total;
  throw new TerminologyError(invalidParameter("_total", total, "expected: none, estimate or accurate"));
}

/** @throws TerminologyError value */
export function wholeNumber(query: Query, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === undefined || text === "") return otherwise;
  if (!/^\d{1,9}$/.test(text))
    throw new TerminologyError(invalidParameter(name, text, "expected: a whole number"));
  return Number(text);
}
