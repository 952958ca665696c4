/** A sheet that a tool writes: known by its own columns, so that nothing about it is guessed. */
import type { MappingAttribute } from "../../../terminology/model.ts";
import type { Meaning } from "../../mappings/predicates.ts";
import type { Role } from "../roles.ts";

export type Kind = "code list" | "value set" | "map";

export interface Layout {
  /** What the sheet is called in the report. */
  title: string;
  kind: Kind;
  /**
   * Plain names of columns that only these sheets have together; behind the name above them, where there are two rows.
   * Of several, one must be there.
   */
  marks: readonly (string | readonly string[])[];
  /** A plain name that its sheets don't have. */
  without?: string;
  /** Role -> plain name of its column, or of the first of several that is there. */
  roles: Partial<Record<Role, string | readonly string[]>>;
  /** Plain names of further columns that its rows are read by, and what for. */
  reads?: ReadonlyMap<string, string>;
  /** Systems that the tool implies. */
  systems?: Partial<Record<Role, string>>;
  /** Url of what is made, where the tool implies it. */
  url?: string;
  /** A column that tells several resources in one sheet apart. */
  splitBy?: { id: string; title: readonly string[] };
  /** What a row says in the tool's own words. */
  read?(cell: (name: string) => string): Verdict;
}

/** What a layout makes of a row; what it does not say is read from the columns. */
export interface Verdict {
  /** The row is no content of what is made; why, as the report counts it. */
  leaveOut?: string;
  /** What of the row can't be carried, as the report counts it. */
  lost?: string;
  set?: Partial<Record<Role, string>>;
  noMap?: boolean;
  meaning?: Meaning;
  dependsOn?: MappingAttribute[];
  /** Member of a value set that is taken away from it. */
  exclude?: boolean;
  /** What is below the code belongs to it. */
  descendants?: boolean;
  /** Further concepts that a row describes. */
  below?: { code: string; display: string }[];
}
