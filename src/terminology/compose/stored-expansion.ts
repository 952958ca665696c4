/** A value set that only holds an expansion, read as if it enumerated those codes. */
import type * as r5 from "fhir/r5";
import { parseCanonical } from "../canonical.ts";
import type { ValueSet, ValueSetInclude } from "../model.ts";
import type { LongWork } from "../util/in-turns.ts";
import type { IncludedConcept } from "./compiled.ts";

/** Codes that are read between two steps. */
const STEP = 1_000;

/** One include per code system and version, in the order they appear. */
export function* includesOfExpansion(valueSet: ValueSet): LongWork<ValueSetInclude[]> {
  const includes = new Map<string, ListedInclude>();
  const versions = statedVersions(valueSet.expansion);
  // An explicit stack: a hostile nesting depth must not overflow the call stack.
  const stack = [...(valueSet.expansion?.contains ?? [])].reverse();
  let read = 0;
  for (let contained = stack.pop(); contained; contained = stack.pop()) {
    if (++read % STEP === 0) yield;
    const { system, code } = contained;
    if (system !== undefined && code !== undefined) {
      const version = contained.version ?? versions.get(system);
      put(includes, contained, { system, version, code });
    }
    for (const inner of [...(contained.contains ?? [])].reverse()) stack.push(inner);
  }
  return [...includes.values()];
}

/** R5's parameter and R4's, https://hl7.org/fhir/R4/valueset.html#expansion */
const USED = new Set(["used-codesystem", "version"]);

/** The version of each code system that the expansion was made of, where it says one: its codes need not repeat it. */
function statedVersions(expansion: r5.ValueSetExpansion | undefined): Map<string, string> {
  const stated = new Map<string, Set<string | undefined>>();
  for (const { name, valueUri, valueString = "" } of expansion?.parameter ?? []) {
    if (!USED.has(name)) continue;
    const { url, version } = parseCanonical(valueUri ?? valueString);
    stated.set(url, (stated.get(url) ?? new Set()).add(version));
  }
  const single = new Map<string, string>();
  for (const [url, [version, ...others]] of stated)
    if (version !== undefined && others.length === 0) single.set(url, version);
  return single;
}

type ListedInclude = ValueSetInclude & { concept: IncludedConcept[] };

function put(
  includes: Map<string, ListedInclude>,
  contained: r5.ValueSetExpansionContains,
  { system, version, code }: { system: string; version: string | undefined; code: string },
): void {
  const key = JSON.stringify([system, version]);
  let include = includes.get(key);
  if (!include) {
    include = { system, ...(version === undefined ? {} : { version }), concept: [] };
    includes.set(key, include);
  }
  const listed: IncludedConcept = {
    code,
    ...(contained.inactive ? { inactive: true } : {}),
    ...(contained.abstract ? { abstract: true } : {}),
    ...(contained.display === undefined ? {} : { display: contained.display }),
    ...(contained.extension ? { extension: contained.extension } : {}),
    ...(contained.designation ? { designation: contained.designation } : {}),
    ...(contained.modifierExtension ? { modifierExtension: contained.modifierExtension } : {}),
  };
  include.concept.push(listed);
}

const STRUCTURE = "http://hl7.org/fhir/StructureDefinition/";
/** Extensions by which an expansion says that it is not the whole of its value set. */
const PARTIAL = new Set(
  ["valueset-toocostly", "valueset-unclosed", "valueset-limitedexpansion"].map((name) => STRUCTURE + name),
);

/** Does the stored expansion list only a part of the codes: by its own word, or because it is one page of several? */
export function isPartial({ expansion }: ValueSet): boolean {
  if (!expansion) return false;
  const { total, offset = 0, next } = expansion;
  return (
    marksOf(expansion).length > 0 ||
    offset > 0 ||
    next !== undefined ||
    (total !== undefined && total > listedIn(expansion)) ||
    isLimited(expansion) ||
    isFiltered(expansion) ||
    isFullPage(expansion)
  );
}

/** Those extensions, and what is said with them. */
export function marksOf({ extension = [] }: r5.ValueSetExpansion): r5.Extension[] {
  const marked = extension.some(({ url, valueBoolean }) => PARTIAL.has(url) && valueBoolean !== false);
  return marked
    ? extension.filter(({ url }) => PARTIAL.has(url) || url === `${STRUCTURE}valueset-unclosed-reason`)
    : [];
}

/** A validator's own cut: it stopped after so many codes. */
const isLimited = ({ parameter = [] }: r5.ValueSetExpansion): boolean =>
  parameter.some(({ name, valueBoolean }) => name === "limitedExpansion" && valueBoolean === true);

/** Asked for with a text, or without some code systems: the rest of its codes was left out. */
const isFiltered = ({ parameter = [] }: r5.ValueSetExpansion): boolean =>
  parameter.some(({ name, valueString = "", valueUri }) => {
    if (name === "filter") return valueString.trim() !== "";
    return name === "exclude-system" && (valueUri ?? valueString) !== "";
  });

/** As many as were asked for, and no word of how many there are. */
function isFullPage(expansion: r5.ValueSetExpansion): boolean {
  const { total, parameter = [] } = expansion;
  const count = parameter.find(({ name }) => name === "count")?.valueInteger;
  return total === undefined && count !== undefined && listedIn(expansion) >= count;
}

/** The codes that it lists, nested ones too. */
export function listedIn({ contains = [] }: r5.ValueSetExpansion): number {
  let listed = 0;
  const open = [...contains];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.code !== undefined) listed++;
    for (const inner of next.contains ?? []) open.push(inner);
  }
  return listed;
}
