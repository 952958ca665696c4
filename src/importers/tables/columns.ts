/** Which column is what: by the names that people give them, or as the user says. */
import { noHeaderRow, noSuchColumn, unknownRole } from "../../terminology/issues/tables.ts";
import type { ImportJob } from "../importer.ts";
import type { Row } from "../reading/delimited.ts";
import type { Table } from "./open-table.ts";

export type Role =
  | "code"
  | "display"
  | "definition"
  | "parent"
  | "synonym"
  | "inactive"
  | "system"
  | "source"
  | "source-display"
  | "source-system"
  | "target"
  | "target-display"
  | "target-system"
  | "relationship"
  | "comment";

/** Names of columns, in small letters and without punctuation; the first role that fits takes the column. */
const NAMES: Record<Role, RegExp> = {
  source:
    /^(source|source (code|id|concept|concept code)|from|from code|subject|subject id|local code|map from)$/,
  "source-display":
    /^(source (display|name|label|term|description|text)|subject label|local (name|display|description))$/,
  "source-system": /^(source (system|code system|codesystem|vocabulary)|from system|subject source)$/,
  target:
    /^(target|target (code|id|concept|concept code)|to|to code|object|object id|map to|mapped (code|to)|map target)$/,
  "target-display":
    /^(target (display|name|label|term|description|text)|object label|mapped (name|display|description))$/,
  "target-system": /^(target (system|code system|codesystem|vocabulary)|to system|object source)$/,
  relationship:
    /^(relationship|relation|equivalence|predicate|predicate id|map(ping)? type|match type|correlation)$/,
  comment: /^(comments?|notes?|remarks?)$/,
  system: /^(system|code system|codesystem|system uri|system url|vocabulary)$/,
  code: /^(code|concept code|concept id|id|identifier|code value|concept)$/,
  display: /^(display|display name|name|label|term|title|preferred (term|name|label)|pref label)$/,
  definition: /^(definition|def|description|meaning)$/,
  parent: /^(parents?|parent (code|id)|is ?a|broader|subclass of|parent class)$/,
  synonym: /^(synonyms?|alternative (names?|labels?)|alt labels?|alias(es)?|other names?|exact synonyms?)$/,
  inactive: /^(inactive|obsolete|deprecated|retired|status|active)$/,
};

const ROLES = Object.keys(NAMES) as Role[];

export interface Columns {
  kind: "code list" | "value set" | "map";
  /** Column of each role. */
  roles: ReadonlyMap<Role, number>;
  /** Columns that become properties: name -> column. */
  properties: ReadonlyMap<string, number>;
  names: readonly string[];
  headerLine: number;
}

/** Titles may stand above the header; further down than this there is none. */
const SEARCHED_ROWS = 30;

/** @throws ImportRefused: no row looks like a header, or `--columns` names what is not there. */
export async function findColumns(table: Table, path: string, job: ImportJob): Promise<Columns> {
  const given = job.options.columns ?? {};
  const bad = Object.keys(given).find((role) => !ROLES.includes(role as Role) && !/^property:./.test(role));
  if (bad !== undefined) job.fail({ file: path }, unknownRole(bad, ROLES));
  let first: Row | undefined;
  let searched = 0;
  for await (const row of table()) {
    if (row.fields.every((field) => field.trim() === "")) continue;
    first ??= row;
    const columns = columnsOf(row, given);
    if (columns) return columns;
    if (++searched >= SEARCHED_ROWS) break;
  }
  const names = first?.fields.map((f) => f.trim()).filter((f) => f !== "") ?? [];
  const missing = Object.values(given).find((name) => !names.includes(name));
  return job.fail(
    { file: path, line: first?.line },
    missing === undefined ? noHeaderRow(names) : noSuchColumn(missing, names),
  );
}

/** undefined: the row names no columns. */
function columnsOf({ fields, line }: Row, given: Readonly<Record<string, string>>): Columns | undefined {
  const names = fields.map((field) => field.trim());
  const roles = new Map<Role, number>();
  const properties = new Map<string, number>();
  for (const [role, name] of Object.entries(given)) {
    const at = names.indexOf(name);
    if (at < 0) return undefined;
    if (role.startsWith("property:")) properties.set(role.slice("property:".length), at);
    else roles.set(role as Role, at);
  }
  const taken = () => new Set([...roles.values(), ...properties.values()]);
  names.forEach((name, at) => {
    const role = ROLES.find((r) => !roles.has(r) && NAMES[r].test(plain(name)));
    if (role !== undefined && !taken().has(at)) roles.set(role, at);
  });
  const kind =
    roles.has("source") && roles.has("target")
      ? "map"
      : roles.has("code")
        ? roles.has("system")
          ? "value set"
          : "code list"
        : undefined;
  if (kind === undefined) return undefined;
  if (kind !== "map") {
    names.forEach((name, at) => {
      if (name !== "" && !taken().has(at)) properties.set(name, at);
    });
  }
  return { kind, roles, properties, names, headerLine: line };
}

const plain = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** Access to one row by role; "" where the column is missing or empty. */
export function reader({ roles, properties }: Columns, { fields }: Row) {
  return {
    get: (role: Role): string => (roles.has(role) ? (fields[roles.get(role)!] ?? "").trim() : ""),
    property: (name: string): string => (fields[properties.get(name)!] ?? "").trim(),
  };
}
