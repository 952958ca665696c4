/** A case of the suite: what is asked, what must and must not be answered, and the sentence that it tests. All of it is data. */
import { readdirSync, readFileSync } from "node:fs";

export type FhirVersion = "r4" | "r5";

/** FHIR R5's ConceptMapRelationship; R4's word follows from it, unless `equivalence` gives another. */
export type Relation =
  | "related-to"
  | "equivalent"
  | "source-is-narrower-than-target"
  | "source-is-broader-than-target"
  | "not-related-to";

/** The question in words of neither version; the runner says it in the version's own. */
export interface Ask {
  code?: string;
  system?: string;
  version?: string;
  /** `system|code` */
  coding?: string;
  concept?: {
    coding?: { system?: string; code?: string; display?: string; version?: string }[];
    text?: string;
  };
  /** R5's target inputs; on R4, `reverse` with a code says nearly the same. */
  targetCode?: string;
  targetCoding?: string;
  targetSystem?: string;
  sourceScope?: string;
  targetScope?: string;
  url?: string;
  mapVersion?: string;
  /** A file of `resources/`, sent inline as `conceptMap`. */
  inline?: string;
  /** Id of a stored map: the call is made on it. */
  instance?: string;
  reverse?: boolean;
  dependency?: { attribute: string; value: Record<string, unknown> }[];
  displayLanguage?: string;
  useSupplement?: string;
}

export interface ExpectedMatch {
  /** `system|code`; null: the map says that there is none. */
  concept: string | null;
  relation?: Relation;
  /** What maps contradict may also be given as `related-to`, so that nobody applies it unseen. */
  mayBeRelated?: boolean;
  /** R4's word where it is not the usual one for the relation. */
  equivalence?: string;
  display?: string;
  /** `url` or `url|version` of the map that says so. */
  map?: string;
  /** `system|code` in R5's part `source`. */
  source?: string;
  /** It comes with the conditions that are open. */
  conditional?: boolean;
  product?: { attribute: string; code: string };
  /** Text that the map's comment has. */
  comment?: string;
  /** How the name or code was recognised. */
  basis?: string;
  versions?: FhirVersion[];
}

export interface Expectation {
  /** Default 200. 400 accepts any status of a refused request. */
  status?: number;
  result?: boolean;
  /** Exactly these; order counts where `inOrder`. */
  matches?: ExpectedMatch[];
  inOrder?: boolean;
  /** `system|code` that no match may have. */
  never?: string[];
  /** Fragments of the message, or of the issues of a refusal; capital and small letters alike. */
  says?: string[];
  saysNot?: string[];
  silent?: boolean;
  normalizedCode?: string;
  /** Text that may be nowhere in the answer. */
  bodyLacks?: string[];
  /** The request asks for HTML: a server that has pages may answer with one. */
  mayBePage?: boolean;
}

export interface SuiteCase {
  name: string;
  /** The sentence, and where it is from. */
  tests: string;
  versions?: FhirVersion[];
  /** Files of `resources/` that must be known, and `condition` for the condition that comes with Ossicle. */
  uses?: string[];
  ask?: Ask;
  /** Instead of `ask`: the request as it is. */
  raw?: {
    method?: "GET" | "POST";
    /** Below the base; default: ConceptMap/$translate. */
    path?: string;
    query?: string;
    body?: object;
    /** Put in for `{{long}}`. */
    long?: { text: string; times: number };
    headers?: Record<string, string>;
  };
  expect: Expectation;
}

interface CaseFile {
  about: string;
  /** Abbreviations: `$NAME` at the start of a text stands for an address. */
  names?: Record<string, string>;
  uses?: string[];
  cases: SuiteCase[];
}

const folder = new URL("./cases/", import.meta.url);

/** All cases, in the order of files, abbreviations written out. */
export function readCases(): SuiteCase[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .flatMap((name) => {
      const file = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as CaseFile;
      const { cases } = writtenOut(file, file.names ?? {}) as CaseFile;
      return cases.map((c) => ({
        uses: file.uses ?? [],
        ...c,
        name: `${name.replace(".json", "")}: ${c.name}`,
      }));
    });
}

function writtenOut(value: unknown, names: Record<string, string>): unknown {
  if (typeof value === "string")
    return value.replace(/\$([A-Z]\w*)/g, (whole, name: string) => names[name] ?? whole);
  if (Array.isArray(value)) return value.map((item) => writtenOut(item, names));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, writtenOut(item, names)]));
}
