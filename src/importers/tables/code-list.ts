/** A table with a column of codes -> a CodeSystem. */
import { bareConcept } from "../../terminology/concepts/bare-concept.ts";
import { SYNONYM } from "../../terminology/concepts/designation-uses.ts";
import { noCode } from "../../terminology/issues/importing.ts";
import { nothingTaken, parentNotListed } from "../../terminology/issues/tables.ts";
import type { CodeSystem, Concept, Property } from "../../terminology/model.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import { inTurns, Turns } from "../../terminology/util/in-turns.ts";
import { CodeCheck, takeOutCircles } from "../concept-checks.ts";
import type { ImportJob, InputLocation } from "../import-job.ts";
import { mayTake } from "../licensed-strings.ts";
import { OddCodes } from "../odd-codes.ts";
import type { Columns } from "./columns.ts";
import { contentOf } from "./content.ts";
import { DamageCheck } from "./damage.ts";
import type { Verdict } from "./layouts/layout.ts";
import { dataRows, type TableInput, type TableRow, tooWide, values } from "./read-row.ts";
import { plain } from "./roles.ts";
import { tableHeader } from "./table-header.ts";

export async function* codeListRecords(input: TableInput): AsyncGenerator<ImportRecord> {
  const { columns, file } = input;
  const { job } = file;
  const survey = await surveyed(input);
  if (survey.parents.size === 0) {
    // Rows that were refused have said why.
    if (job.refusedCount === 0) job.refuse(file.at(columns.header.line), nothingTaken());
    return;
  }
  const codeSystem = codeSystemOf(survey.parents, input);
  yield { kind: "codeSystem", codeSystem };
  for await (const row of dataRows(input)) {
    if (survey.left.has(row.line)) continue;
    for (const concept of conceptsOf(row, columns, survey.below.get(row.line) ?? [])) {
      const parents = survey.parents.get(concept.code) ?? [];
      const taken = mayTake(codeSystem.url, job) ? concept : withoutStrings(concept);
      yield { kind: "concept", concept: { ...taken, parents } };
    }
  }
}

/** What may be said of a code of a licensed system: that there is one, and whether it is in use. */
const withoutStrings = ({ code, properties, inactive }: Concept): Concept => ({
  ...bareConcept(code),
  properties: properties.filter(({ type }) => type === "boolean"),
  inactive,
});

interface Survey {
  /** Lines of the rows that are not taken. */
  left: Set<number>;
  /** Parents of each code, those that are refused left off. */
  parents: Map<string, string[]>;
  /** Choices that are taken, by the line of their variable. */
  below: Map<number, Choice[]>;
}

type Choice = NonNullable<Verdict["below"]>[number];

async function surveyed(input: TableInput): Promise<Survey> {
  const { columns, file } = input;
  const { job } = file;
  const check = new CodeCheck(job);
  const damage = new DamageCheck(input);
  const odd = new OddCodes(file);
  const left = new Set<number>();
  const parents = new Map<string, string[]>();
  const below = new Map<number, Choice[]>();
  /** Of codes that have parents: nothing is wrong with the place of others. */
  const lineOf = new Map<string, number>();
  for await (const row of dataRows(input)) {
    const location = file.at(row.line);
    left.add(row.line);
    if (row.verdict.leaveOut !== undefined) {
      job.leaveOut(row.verdict.leaveOut);
      continue;
    }
    const code = row.get("code");
    const none = code === "" ? noCode(columns.roles.get("code")?.name) : undefined;
    const issue = tooWide(row, columns) ?? damage.check(row) ?? none;
    if (issue) job.refuse(location, issue);
    if (issue || !check.accepts(code, location)) continue;
    odd.check({ system: job.options.url ?? columns.layout?.url, code }, location);
    left.delete(row.line);
    const above = values(row.get("parent"));
    parents.set(code, above);
    if (above.length > 0) lineOf.set(code, row.line);
    const choices = (row.verdict.below ?? []).filter((choice) => check.accepts(choice.code, location));
    for (const choice of choices) parents.set(choice.code, [code]);
    if (choices.length > 0) below.set(row.line, choices);
  }
  damage.finish();
  odd.finish();
  const locationOf = (code: string): InputLocation => file.at(lineOf.get(code));
  return { left, below, parents: await checkedParents(parents, locationOf, job) };
}

/** Without those that are not in the list, or lead back to the code; each is refused. */
async function checkedParents(
  parents: ReadonlyMap<string, string[]>,
  locationOf: (code: string) => InputLocation,
  job: ImportJob,
): Promise<Map<string, string[]>> {
  const checked = new Map<string, string[]>();
  const turns = new Turns();
  for (const [code, above] of parents) {
    if (turns.isOver) await turns.giveWay();
    for (const parent of above)
      if (!parents.has(parent)) job.refuse(locationOf(code), parentNotListed(parent, code));
    checked.set(
      code,
      above.filter((parent) => parents.has(parent)),
    );
  }
  await inTurns(takeOutCircles(checked, locationOf, job));
  return checked;
}

function codeSystemOf(parents: Survey["parents"], input: TableInput): CodeSystem {
  const { columns } = input;
  const property: NonNullable<CodeSystem["property"]> = [...columns.properties].map(([code, column]) => ({
    code,
    description: `Column ${column.name}`,
    type: "string",
  }));
  if (columns.roles.has("inactive") || columns.layout?.read) {
    property.unshift({
      code: "inactive",
      uri: "http://hl7.org/fhir/concept-properties#inactive",
      description: "True when the code is not in use any more.",
      type: "boolean",
    });
  }
  const status = statusColumn(columns);
  if (status !== undefined)
    property.push({ code: "source-status", description: `Column ${status}`, type: "string" });
  const nested = [...parents.values()].some((above) => above.length > 0);
  const header = tableHeader("CodeSystem", input);
  return {
    ...header,
    resourceType: "CodeSystem",
    status: "active",
    caseSensitive: true,
    ...(nested ? { hierarchyMeaning: "is-a" } : {}),
    content: contentOf(header.url, input),
    ...(property.length > 0 ? { property } : {}),
  };
}

/** A row is a concept; the choices of a variable are concepts below it. */
function conceptsOf(row: TableRow, columns: Columns, choices: readonly Choice[]): Concept[] {
  const below = choices.map(({ code, display }): Concept => ({
    ...bareConcept(code),
    ...(display === "" ? {} : { display }),
  }));
  return [conceptOf(row, columns), ...below];
}

function conceptOf(row: TableRow, columns: Columns): Concept {
  const inactive = isInactive(row.get("inactive"), columns);
  const properties: Property[] = inactive ? [{ code: "inactive", type: "boolean", value: true }] : [];
  for (const [code, value] of row.properties) properties.push({ code, type: "string", value });
  if (statusColumn(columns) !== undefined && row.get("inactive") !== "")
    properties.push({ code: "source-status", type: "string", value: row.get("inactive") });
  const [display, definition] = [row.get("display"), row.get("definition")];
  return {
    ...bareConcept(row.get("code")),
    ...(display === "" ? {} : { display }),
    ...(definition === "" ? {} : { definition }),
    designations: row.synonyms.map((value) => ({ use: SYNONYM, value })),
    properties,
    inactive,
  };
}

/** A status says more than whether a code is in use: the word itself is kept. */
function statusColumn({ roles }: Columns): string | undefined {
  const name = roles.get("inactive")?.name;
  return name !== undefined && plain(name) === "status" ? name : undefined;
}

/** `active` says it the other way round; words of a status speak for themselves. */
function isInactive(cell: string, { roles }: Columns): boolean {
  const column = plain(roles.get("inactive")?.name ?? "");
  if (/^(retired|inactive|obsolete|deprecated|withdrawn|inaktiv|veraltet|ungültig)$/i.test(cell)) return true;
  const yes = /^(true|yes|y|1|x|ja|j|wahr)$/i.test(cell);
  if (/^(active|aktiv|gültig)$/.test(column))
    return cell !== "" && !yes && !/^(active|aktiv|gültig)$/i.test(cell);
  return yes && column !== "status";
}
