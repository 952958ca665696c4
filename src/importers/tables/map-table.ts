/** A table with source and target codes -> a ConceptMap. What no column says is never taken for sameness. */
import type { Issue } from "../../terminology/issues/issue.ts";
import {
  emptySource,
  noRelationshipColumn,
  nothingTaken,
  oddTarget,
  perhapsNoTarget,
  systemNotGiven,
  systemNotKnown,
  unknownRelationship,
} from "../../terminology/issues/tables.ts";
import type { Coding, ConceptMap, Mapping } from "../../terminology/model.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import { GroupList } from "../group-list.ts";
import type { ImportJob } from "../import-job.ts";
import { leaveOutString, withoutLicence } from "../licensed-strings.ts";
import { wellKnownCoding } from "../mappings/curies.ts";
import { commentNeeded, type Meaning, stated, statedAs, UNKNOWN_PREDICATE } from "../mappings/predicates.ts";
import { parseCurie } from "../mappings/prefixes.ts";
import { RELATIONSHIP_NAMES, relationshipNamed } from "../mappings/relationship-names.ts";
import { BASE } from "../naming.ts";
import { OddCodes } from "../odd-codes.ts";
import { systemNamed } from "../system-named.ts";
import type { Columns } from "./columns.ts";
import { DamageCheck } from "./damage.ts";
import { dataRows, type TableInput, type TableRow, tooWide } from "./read-row.ts";
import { tableHeader } from "./table-header.ts";

export async function* mapRecords(input: TableInput): AsyncGenerator<ImportRecord> {
  const { columns, file } = input;
  const { job } = file;
  const header = file.at(columns.header.line);
  const survey = await surveyed(input);
  if (survey.lines.size === 0) {
    // Rows that were refused have said why.
    if (job.refusedCount === 0) job.refuse(header, nothingTaken());
    return;
  }
  if (!columns.roles.has("relationship")) job.note(header, noRelationshipColumn());
  yield { kind: "conceptMap", conceptMap: conceptMapOf(survey, input) };
  for await (const row of dataRows(input)) {
    const result = survey.lines.has(row.line) ? mappingOf(row, columns, job) : undefined;
    if (result && "mapping" in result) yield { kind: "mapping", mapping: result.mapping };
  }
}

interface Survey {
  groups: GroupList;
  /** Lines of the rows that are taken. */
  lines: Set<number>;
  /** Properties that some mapping has. */
  used: Set<string>;
  conditional: boolean;
}

async function surveyed(input: TableInput): Promise<Survey> {
  const { columns, file } = input;
  const { job } = file;
  const damage = new DamageCheck(input);
  const odd = new OddCodes(file);
  const survey: Survey = { groups: new GroupList(), lines: new Set(), used: new Set(), conditional: false };
  for await (const row of dataRows(input)) {
    if (row.verdict.leaveOut !== undefined) {
      job.leaveOut(row.verdict.leaveOut);
      continue;
    }
    const location = file.at(row.line);
    const damaged = damage.check(row);
    if (isOddTarget(row, job)) job.note(location, oddTarget(row.get("target")));
    const result = damaged ? { issue: damaged } : mappingOf(row, columns, job);
    if ("issue" in result) job.refuse(location, result.issue);
    else {
      for (const name of result.leftOut) leaveOutString(name, job);
      const { mapping } = result;
      odd.check(mapping.source, location);
      odd.check(mapping.target, location);
      survey.lines.add(row.line);
      survey.groups.add(mapping);
      survey.conditional ||= mapping.dependsOn.length > 0;
      for (const { code } of mapping.properties) survey.used.add(code);
    }
  }
  damage.finish();
  odd.finish();
  return survey;
}

function conceptMapOf(survey: Survey, input: TableInput): ConceptMap {
  const header = tableHeader("ConceptMap", input);
  const property = [...input.columns.properties]
    .filter(([code]) => survey.used.has(code))
    .map(([code, column]) => ({
      code,
      uri: `${BASE}/CodeSystem/mapping-properties#${encodeURIComponent(code)}`,
      description: `Column ${column.name}`,
      type: "string" as const,
    }));
  const condition = {
    code: "condition",
    uri: `${BASE}/CodeSystem/mapping-attributes#condition`,
    description: "The condition under which the mapping holds, as its source words it.",
    type: "string" as const,
  };
  return {
    ...header,
    resourceType: "ConceptMap",
    status: "active",
    ...(property.length > 0 ? { property } : {}),
    ...(survey.conditional ? { additionalAttribute: [condition] } : {}),
    group: survey.groups.list(),
  };
}

type Result = { mapping: Mapping; leftOut: string[] } | { issue: Issue };

function mappingOf(row: TableRow, columns: Columns, job: ImportJob): Result {
  const wide = tooWide(row, columns);
  if (wide) return { issue: wide };
  if (row.get("source") === "") return { issue: emptySource() };
  const source = sideOf("source", row, job);
  if ("issue" in source) return source;
  const mapping: Mapping = {
    source: source.coding,
    dependsOn: row.verdict.dependsOn ?? [],
    product: [],
    properties: row.properties.map(([code, value]) => ({ code, type: "string", value })),
  };
  const leftOut = [source.leftOut];
  const comment = row.get("comment");
  const none = hasNoTarget(row, job);
  if (typeof none === "object") return { issue: none };
  if (none) {
    mapping.noMap = true;
    const system = systemGiven("target", row, job);
    if (system !== undefined) mapping.target = { system };
  } else {
    const target = sideOf("target", row, job);
    if ("issue" in target) return target;
    const meaning = meaningOf(row);
    if ("issue" in meaning) return meaning;
    mapping.target = target.coding;
    leftOut.push(target.leftOut);
    Object.assign(mapping, stated(meaning));
    if (comment === "" && commentNeeded(meaning)) mapping.comment = statedAs(row.get("relationship"));
  }
  if (comment !== "") mapping.comment = comment;
  return { mapping, leftOut: leftOut.filter((name) => name !== undefined) };
}

/** Without a word the two are related, and no more is known. */
function meaningOf(row: TableRow): Meaning | { issue: Issue } {
  const text = row.get("relationship");
  const meaning = row.verdict.meaning ?? (text === "" ? UNKNOWN_PREDICATE : relationshipNamed(text));
  return meaning ?? { issue: unknownRelationship(text, [...RELATIONSHIP_NAMES.keys()]) };
}

/** Words that people write where there is no target; nobody but they can say whether one is a code. */
const NO_TARGET =
  /^(n\/?a|n\.a\.?|nan|<na>|-+|[–—]|none|\(?null\)?|\\n|nil|0|\?+|tbd|no ?(map(ping)?|match|target|equivalent|code)|not ?(mapped|applicable)|un(mapped|matched)|keine?( zuordnung)?|entfällt|aucune?|ninguno)$/i;

/** The issue: the target is a word that may say so, and the user has not said that it does. */
function hasNoTarget(row: TableRow, job: ImportJob): boolean | Issue {
  const target = row.get("target");
  if (row.verdict.noMap ?? target === "") return true;
  if (row.verdict.noMap === undefined && /^(unmatched|no ?map)$/i.test(row.get("relationship"))) return true;
  const words = job.options.noMap;
  if (words) return words.some((word) => word.toLowerCase() === target.toLowerCase());
  return NO_TARGET.test(target) && row.verdict.noMap === undefined ? perhapsNoTarget(target) : false;
}

/** The user named other words, so that this one is a code. */
const isOddTarget = (row: TableRow, job: ImportJob): boolean =>
  (job.options.noMap ?? []).length > 0 &&
  NO_TARGET.test(row.get("target")) &&
  hasNoTarget(row, job) === false;

/** The system that the row, or else the user, gives for this side; undefined: none, or none that is known. */
function systemGiven(name: "source" | "target", row: TableRow, job: ImportJob): string | undefined {
  const given = row.get(`${name}-system`) || job.options[`${name}System`];
  return given === undefined || given === "" ? undefined : systemNamed(given, job);
}

type Side = { coding: Coding; leftOut: string | undefined } | { issue: Issue };

function sideOf(name: "source" | "target", row: TableRow, job: ImportJob): Side {
  const code = row.get(name);
  const display = row.get(`${name}-display`);
  const given = row.get(`${name}-system`) || job.options[`${name}System`];
  const curie = parseCurie(code);
  const system = systemGiven(name, row, job);
  if (given && system === undefined) return { issue: systemNotKnown(given) };
  const coding = system === undefined ? curie && wellKnownCoding(job.systems, curie) : { system, code };
  if (!coding) return { issue: systemNotGiven(name, code) };
  const licence = withoutLicence(coding.system, job.options);
  return {
    coding: { ...coding, ...(display !== "" && licence === undefined ? { display } : {}) },
    leftOut: display === "" ? undefined : licence,
  };
}
