/** The header of ICD-10-CM, whichever file its codes come from. */
import { bareConcept } from "../../terminology/concepts/bare-concept.ts";
import { NAME_KINDS } from "../../terminology/concepts/designation-uses.ts";
import { onlyAPart } from "../../terminology/issues/icd-10-cm.ts";
import type { CodeSystem, Concept } from "../../terminology/model.ts";
import { BASE, idFrom } from "../naming.ts";
import { fileUri, withOrigin } from "../origin.ts";
import type { InputFile } from "../reading/input-file.ts";

const ICD_10_CM = "http://hl7.org/fhir/sid/icd-10-cm";

/** Notes of the tabular list: element -> property. */
export const NOTES: ReadonlyMap<string, { code: string; description: string }> = new Map([
  ["includes", { code: "includes", description: "What the code covers besides its title." }],
  ["excludes1", { code: "excludes1", description: "Never coded together with it (Excludes1)." }],
  ["excludes2", { code: "excludes2", description: "Not covered by it; both may be coded (Excludes2)." }],
  ["codeFirst", { code: "code-first", description: "What is coded before it." }],
  ["useAdditionalCode", { code: "use-additional-code", description: "What is coded besides it." }],
  ["codeAlso", { code: "code-also", description: "What may be coded besides it, in any order." }],
  ["notes", { code: "note", description: "A note of the tabular list." }],
  [
    "sevenChrNote",
    { code: "seventh-character-note", description: "To which codes a seventh character is added." },
  ],
]);

/** What a code stands in, as names of it: the tabular list's inclusion terms. */
export const INCLUSION_TERM = {
  system: NAME_KINDS,
  code: "inclusion-term",
  display: "Inclusion term",
};

export interface Edition {
  version: string | undefined;
  /** Is all of it there? */
  isWhole: boolean;
  /** What the file holds. */
  what: string;
}

/** The header of an edition; the options may give it another url, version or title. */
export function codeSystemOf({ version, isWhole, what }: Edition, file: InputFile): CodeSystem {
  const { options } = file.job;
  if (!isWhole && options.content === undefined) file.job.note(file.at(), onlyAPart());
  const number = options.version ?? version;
  const header: CodeSystem = {
    resourceType: "CodeSystem",
    id: idFrom(number === undefined ? "icd-10-cm" : `icd-10-cm-${number}`),
    url: options.url ?? ICD_10_CM,
    version: number,
    name: "ICD10CM",
    title: options.title ?? `ICD-10-CM${version === undefined ? "" : ` ${version}`}, ${what}`,
    status: "active",
    caseSensitive: true,
    hierarchyMeaning: "is-a",
    content: options.content ?? (isWhole ? "complete" : "fragment"),
    property: [
      {
        code: "notSelectable",
        uri: "http://hl7.org/fhir/concept-properties#notSelectable",
        description: "True for what groups codes and can't be billed itself.",
        type: "boolean",
      },
      ...[...NOTES.values()].map(({ code, description }) => ({
        code,
        uri: `${BASE}/CodeSystem/icd-10-cm-properties#${code}`,
        description,
        type: "string" as const,
      })),
    ],
  };
  const origin = {
    source: fileUri(file.path),
    publisher:
      "National Center for Health Statistics (NCHS) and Centers for Medicare & Medicaid Services (CMS)",
    copyright: "A work of the United States government, in the public domain in the United States",
  };
  return withOrigin(header, "CodeSystem", origin, options);
}

/** `M6110` and `M61.10` -> `M61.10` */
export function pointed(code: string): string {
  const bare = code.replace(".", "");
  return bare.length > 3 ? `${bare.slice(0, 3)}.${bare.slice(3)}` : bare;
}

interface Listed {
  code: string;
  display: string;
  parent: string | undefined;
  group: boolean;
}

/** A group of codes can't be chosen. */
export function conceptOf({ code, display, parent, group }: Listed): Concept {
  return {
    ...bareConcept(code),
    ...(display === "" ? {} : { display }),
    properties: group ? [{ code: "notSelectable", type: "boolean", value: true }] : [],
    parents: parent === undefined ? [] : [parent],
    abstract: group,
  };
}
