/** One run of an import: what the user says, and what is noticed on the way. */
import { type Issue, TerminologyError } from "../terminology/issues/issue.ts";
import type { SystemTable } from "../terminology/resolve/known-systems.ts";

export interface ImportOptions {
  /** Refused rows are listed and the rest is kept; otherwise one refused row stops all. */
  keepGoing?: boolean;
  /** Add to the code system or map of the same url and version that is in the store. */
  merge?: boolean;
  /** Take the place of one that came from another source. */
  replace?: boolean;
  /** Strings of SNOMED CT and MedDRA may be imported: the user has a licence. */
  licensed?: boolean;
  /** Name of the importer, where recognition should not decide. */
  format?: string;
  /** Version of the resources, where they don't say it themselves. */
  fhirVersion?: "r4" | "r5";
  /** Folder with the packages that packages depend on. */
  dependencies?: string;
  /** SSSOM file of literal mappings that raises or lowers listed names. */
  curation?: string;
  /** SSSOM metadata beside a file without header. */
  metadata?: string;
  /** Role -> column name, for tables. */
  columns?: Record<string, string>;
  /** Sheet of a workbook; default: the first. */
  sheet?: string;
  /** What the source does not say of itself, or should say otherwise. */
  url?: string;
  version?: string;
  title?: string;
  publisher?: string;
  copyright?: string;
  source?: string;
  /** Is a table the whole of its code system? Default: yes for one's own address, no for one that others own. */
  content?: "complete" | "fragment";
  /** Words in the column of targets that say that there is none; [] where every one is a code. */
  noMap?: readonly string[];
  /** Systems of tables that have no column for them. */
  sourceSystem?: string;
  targetSystem?: string;
}

/** A file is read more than once; one pass says what is wrong with it. */
export interface Pass {
  report: boolean;
}

/** Where in the input something is: shown as `file:line path`. */
export interface InputLocation {
  file: string;
  line?: number | undefined;
  /** Element or code, where lines mean nothing. */
  path?: string | undefined;
}

/** What a table was taken for, and each of its columns: plain data, for a person to check at a glance. */
export interface TableTaken {
  file: string;
  /** Of the header. */
  line: number;
  /** The kind of sheet: `table`, or whose. */
  sheet: string;
  becomes: string;
  columns: { number: number; name: string; as: string }[];
}

export interface Problem {
  location: InputLocation;
  issue: Issue;
}

/** Taken, but a person should look. */
export const isOdd = ({ issue }: Problem): boolean => issue.severity === "warning";

/** `file:line path`, as far as it is known. */
export function printLocation({ file, line, path }: InputLocation): string {
  return `${file}${line === undefined ? "" : `:${line}`}${path === undefined ? "" : ` ${path}`}`;
}

/** The import is not done: the whole input is at fault, or rows were refused and nobody said to keep going. */
export class ImportRefused extends TerminologyError {
  readonly problems: readonly Problem[];
  constructor(problems: readonly [Problem, ...Problem[]]) {
    super(problems[0].issue);
    this.name = "ImportRefused";
    this.problems = problems;
    this.message = `${printLocation(problems[0].location)}: ${problems[0].issue.text}`;
  }
}

/** Problems that are listed in full; of more only the number is kept, so that hostile input costs no memory. */
const MOST_LISTED = 1_000;

/** One run: its options, and what is noticed on the way. */
export class ImportJob {
  readonly options: ImportOptions;
  readonly systems: SystemTable;
  readonly refused: Problem[] = [];
  readonly notes: Problem[] = [];
  readonly tables: TableTaken[] = [];
  /** What was left out on purpose, and how often. */
  readonly leftOut = new Map<string, number>();
  private readonly noted = new Set<string>();
  refusedCount = 0;
  /** The file being read. */
  file = "";
  /** Bytes of input read so far, for progress. */
  bytesRead = 0;

  constructor(systems: SystemTable, options: ImportOptions = {}) {
    this.systems = systems;
    this.options = options;
  }

  /** Codes of these displays in a code system of the store: display -> code. */
  codesOf: (system: string, displays: readonly string[]) => Promise<Map<string, string>> = () =>
    Promise.resolve(new Map<string, string>());

  /** A row that is not imported. Reading goes on, so that one run lists all of them. */
  refuse(location: InputLocation, issue: Issue): void {
    this.refusedCount++;
    if (this.refused.length < MOST_LISTED) this.refused.push({ location, issue });
  }

  /** Nothing of this file can be trusted: gives up. */
  fail(location: InputLocation, issue: Issue): never {
    throw new ImportRefused([{ location, issue }]);
  }

  /** Once, however often a file is gone through. */
  note(location: InputLocation, issue: Issue): void {
    const key = `${printLocation(location)}: ${issue.text}`;
    if (this.notes.length >= MOST_LISTED || this.noted.has(key)) return;
    this.noted.add(key);
    this.notes.push({ location, issue });
  }

  leaveOut(what: string, count = 1): void {
    this.leftOut.set(what, (this.leftOut.get(what) ?? 0) + count);
  }

  /** Called behind the last record, before the store commits: throws if rows were refused and that is not allowed. */
  finish(): void {
    const [first, ...others] = this.refused;
    if (first && !this.options.keepGoing) throw new ImportRefused([first, ...others]);
  }
}
