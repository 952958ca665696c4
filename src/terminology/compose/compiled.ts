/**
 * What a value set's definition says once it is resolved. The set algebra ends in one ConceptCondition per include and
 * code system version, so that membership of a code is one `select` bounded to it, and paging stays in the provider.
 */
import type * as r5 from "fhir/r5";
import type { ConceptCondition } from "../concepts/concept-condition.ts";
import type { Issue } from "../issues/issue.ts";
import type { CodeSystem, ValueSet, ValueSetInclude } from "../model.ts";
import type { VersionSource } from "../resolve/version-rules.ts";
import type { CodeSystemProvider } from "../store.ts";

export interface IncludedConcept extends r5.ValueSetComposeIncludeConcept {
  /** By a stored expansion: where the code system is not here, nobody else says so. */
  inactive?: boolean | undefined;
  abstract?: boolean | undefined;
}

/** What was asked for, and why there is none. */
export interface MissingValueSet {
  kind: "value-set";
  url: string;
  version: string | undefined;
  /** What may help. */
  hint?: string | undefined;
  /** Every version is later than this date. */
  versionDate?: string | undefined;
}

/** What one include (or exclude) says about one version of one code system. */
export interface CompiledInclude {
  /** The element of the compose that says it; of an import, that of the value set that does not import it. */
  include: ValueSetInclude;
  /** Of that element: `ValueSet.compose.include[0]` */
  path: string;
  system: string;
  /** The version used; of an unresolved system, the version asked for. */
  version: string | undefined;
  versionSource: VersionSource;
  /** The version that the include names; of an import, the one that the imported include names. */
  statedVersion: string | undefined;
  /** The version or pattern asked for, once the version parameters have had their say; undefined: the latest. */
  wantedVersion: string | undefined;
  /** With its supplements; absent when the code system or that version of it is not known. */
  provider?: CodeSystemProvider | undefined;
  /** Enumerated codes AND filters AND imported value sets. */
  condition: ConceptCondition;
  /** `condition` without what the value set excludes. Of an exclude: the same as `condition`. */
  members: ConceptCondition;
  /** Read off a stored expansion, also where that is imported: its list is all that need be known of its codes. */
  stored: boolean;
  /** The codes are listed, so their number is known and they have an order. */
  enumerated: boolean;
  /** It refers to other value sets. */
  imports: boolean;
  /** What the value set says about single concepts: displays, designations, extensions; imports included. In order. */
  concepts: ReadonlyMap<string, IncludedConcept>;
}

/** Something the definition refers to that is not there, or is wrong. `versionDate`: it was not there at that date. */
export type ComposeProblem = { path: string; valueSet: ValueSet } & (
  | {
      kind: "code-system";
      system: string;
      version: string | undefined;
      known: string[];
      versionDate?: string | undefined;
      /** What the address is instead. */
      hint?: string | undefined;
    }
  | { kind: "version-check"; system: string; version: string | undefined; required: string }
  | MissingValueSet
  | { kind: "supplements"; urls: readonly string[]; hint?: string | undefined }
  | { kind: "circular"; chain: string[] }
  /** The definition itself is wrong; `issue` says how. */
  | { kind: "invalid"; issue: Issue }
);

/** What the definition draws on, each once, in the order met. */
export interface UsedContent {
  codeSystems: CodeSystem[];
  /** Imported ones; not the value set itself, nor contained ones. */
  valueSets: ValueSet[];
  /** `url|version` */
  supplements: string[];
  /** Those of `codeSystems` that are fragments. */
  fragments: CodeSystem[];
  /** The version parameters that had an effect. */
  versionParameters: { name: string; value: string }[];
  /** Sentences about systems that the definition names by another address than their own. */
  aliases: readonly string[];
  /** Sentences about values of filters whose code is there with other systems alone. */
  unfitValues: readonly string[];
  /** Sentences about supplements that were asked for and are of no code system, or of no version, that it draws on. */
  unusedSupplements: readonly string[];
  /** The codes from which filters go up or down a hierarchy. */
  filterStarts: { provider: CodeSystemProvider; code: string; path: string }[];
  /** The codes that filters compare with, those of concepts or of the property that is named. */
  comparedCodes: {
    provider: CodeSystemProvider;
    codes: readonly string[];
    property: string | undefined;
    path: string;
  }[];
}

/** The value sets, stored in part as an expansion, by which it is not known whether there are more members, or fewer. */
export interface Openness {
  more: readonly ValueSet[];
  fewer: readonly ValueSet[];
}

export interface CompiledValueSet {
  valueSet: ValueSet;
  includes: readonly CompiledInclude[];
  excludes: readonly CompiledInclude[];
  /** compose.inactive is false: inactive concepts are no members. `members` does not know this. */
  activeOnly: boolean;
  /** Codes of different versions of one system are the same code: as the value set says, or as an exclude implies. */
  versionsMatch: boolean | undefined;
  openness: Openness;
  used: UsedContent;
  problems: ComposeProblem[];
}
