/** A table with a column of systems -> a ValueSet; with a column that tells sets apart, several. */
import type * as r5 from "fhir/r5";
import {
  columnNotCarried,
  nothingTaken,
  systemNotGiven,
  systemNotKnown,
} from "../../terminology/issues/tables.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import { CodeCheck } from "../concept-checks.ts";
import { mayTake } from "../licensed-strings.ts";
import { MemberList } from "../member-list.ts";
import { idFrom } from "../naming.ts";
import { OddCodes } from "../odd-codes.ts";
import type { InputFile } from "../reading/input-file.ts";
import { systemNamed } from "../system-named.ts";
import type { Columns } from "./columns.ts";
import { DamageCheck } from "./damage.ts";
import { labelOf } from "./layouts/index.ts";
import { dataRows, type TableInput, type TableRow, tooWide } from "./read-row.ts";
import { tableHeader } from "./table-header.ts";

export async function* valueSetRecords(input: TableInput): AsyncGenerator<ImportRecord> {
  const { columns, file } = input;
  const { job } = file;
  const header = file.at(columns.header.line);
  const sets = new Map<string, Members>();
  const damage = new DamageCheck(input);
  const odd = new OddCodes(file);
  const used = new Set<string>();
  for await (const row of dataRows(input)) {
    const issue = tooWide(row, columns) ?? damage.check(row);
    if (issue) {
      job.refuse(file.at(row.line), issue);
      continue;
    }
    const { id, title } = setOf(row, columns);
    const members = sets.get(id) ?? new Members(title, odd, file);
    sets.set(id, members);
    members.add(row);
    for (const name of unusedOf(row, columns)) used.add(name);
  }
  damage.finish();
  odd.finish();
  for (const name of used) job.note(header, columnNotCarried(name));
  if (sets.size === 0 && job.refusedCount === 0) job.refuse(header, nothingTaken());
  for (const [id, members] of sets)
    yield { kind: "resource", resource: valueSetOf(id, members, sets.size > 1, input) };
}

/** Which set a row belongs to, where the sheet holds several. */
function setOf(row: TableRow, { layout, header }: Columns): { id: string; title: string } {
  const cell = (label: string): string => {
    const column = header.columns.find((c) => labelOf(c) === label);
    return column ? row.column(column) : "";
  };
  const split = layout?.splitBy;
  const id = split ? cell(split.id) : "";
  const title = split && id !== "" ? split.title.map(cell).find((text) => text !== "") : undefined;
  return { id, title: title ?? "" };
}

/** Columns with a value for which a value set has no place. */
function unusedOf(row: TableRow, { layout, properties, roles }: Columns): string[] {
  if (layout) return [];
  const more = (["definition", "parent", "inactive"] as const).filter((role) => row.get(role) !== "");
  return [
    ...row.properties.map(([code]) => properties.get(code)!.name),
    ...more.map((role) => roles.get(role)!.name),
    ...(row.synonyms.length > 0 ? ["synonyms"] : []),
  ];
}

/** What one value set is put together from. */
class Members {
  readonly title: string;
  private readonly file: InputFile;
  readonly list = new MemberList();
  private readonly checks = new Map<string, CodeCheck>();
  private readonly odd: OddCodes;

  constructor(title: string, odd: OddCodes, file: InputFile) {
    this.title = title;
    this.odd = odd;
    this.file = file;
  }

  /** Takes the row as a member, or refuses it. */
  add(row: TableRow): void {
    const { job } = this.file;
    const location = this.file.at(row.line);
    const given = row.get("system") || job.options.sourceSystem;
    if (!given) return job.refuse(location, systemNotGiven("source", row.get("code")));
    const system = systemNamed(given, job);
    if (system === undefined) return job.refuse(location, systemNotKnown(given));
    const { exclude = false, descendants = false, lost } = row.verdict;
    const check = this.checks.get(system) ?? new CodeCheck(job);
    this.checks.set(system, check);
    const code = row.get("code");
    if (!check.accepts(code, location)) return undefined;
    if (lost !== undefined) job.leaveOut(lost);
    this.odd.check({ system, code }, location);
    const display = row.get("display");
    const named = display !== "" && mayTake(system, job);
    this.list.add({ system, code, display: named ? display : undefined, exclude, descendants });
    return undefined;
  }
}

function valueSetOf(id: string, members: Members, several: boolean, input: TableInput): r5.ValueSet {
  const header = tableHeader("ValueSet", input);
  const own = several
    ? {
        id: idFrom(`${header.id}-${id}`),
        url: `${header.url}-${idFrom(id)}`,
        title: members.title || header.title,
      }
    : {};
  return {
    ...header,
    ...own,
    resourceType: "ValueSet",
    status: "active",
    compose: members.list.compose(),
  };
}
