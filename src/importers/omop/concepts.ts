/** CONCEPT (with CONCEPT_SYNONYM and the hierarchy) -> a CodeSystem of each vocabulary. */
import { SYNONYM } from "../../terminology/concepts/designation-uses.ts";
import { unknownVocabulary } from "../../terminology/issues/omop.ts";
import type { CodeSystem, Concept, Property } from "../../terminology/model.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import { inTurns } from "../../terminology/util/in-turns.ts";
import { CodeCheck, takeOutCircles } from "../concept-checks.ts";
import type { ImportJob } from "../import-job.ts";
import { mayTake } from "../licensed-strings.ts";
import { BASE, idFrom, nameFrom } from "../naming.ts";
import { OddCodes } from "../odd-codes.ts";
import { fileUri, withOrigin } from "../origin.ts";
import type { InputFile } from "../reading/input-file.ts";
import { type OmopRow, omopRows } from "./tables.ts";
import { isInvalid } from "./words.ts";

interface Vocabulary {
  id: string;
  system: string;
  name: string;
  version: string | undefined;
}

/** A concept as other tables refer to it. */
export interface ConceptKey {
  vocabulary: Vocabulary;
  code: string;
  display: string;
}

interface OmopConcepts {
  vocabularies: readonly Vocabulary[];
  byId: ReadonlyMap<string, ConceptKey>;
  /** Lines that are refused. */
  refused: ReadonlySet<number>;
}

/** The pass that says what is wrong. `versions`: vocabulary -> its version, where it is known. */
export async function surveyedConcepts(
  file: InputFile,
  versions: ReadonlyMap<string, string>,
): Promise<OmopConcepts> {
  const { job } = file;
  const vocabularies = new Map<string, { vocabulary: Vocabulary; check: CodeCheck }>();
  const byId = new Map<string, ConceptKey>();
  const refused = new Set<number>();
  const odd = new OddCodes(file);
  for await (const row of omopRows(file)) {
    const id = row.get("vocabulary_id");
    const entry = job.systems.called(id);
    if (!entry) {
      job.leaveOut(unknownVocabulary(id));
      continue;
    }
    const version = job.options.version ?? versions.get(id);
    const known = vocabularies.get(id) ?? {
      vocabulary: { id, system: entry.uri, name: entry.name, version },
      check: new CodeCheck(job),
    };
    vocabularies.set(id, known);
    const code = row.get("concept_code");
    const location = file.at(row.line);
    if (!known.check.accepts(code, location)) {
      refused.add(row.line);
      continue;
    }
    odd.check({ system: entry.uri, code }, location);
    byId.set(row.get("concept_id"), {
      vocabulary: known.vocabulary,
      code,
      display: row.get("concept_name"),
    });
  }
  odd.finish();
  return { vocabularies: [...vocabularies.values()].map(({ vocabulary }) => vocabulary), byId, refused };
}

/** What the other tables say of concepts, by concept id. */
export interface Besides {
  synonyms: ReadonlyMap<string, readonly string[]>;
  /** Ids of the concepts right above. */
  above: ReadonlyMap<string, readonly string[]>;
}

/** Each vocabulary in a pass of its own: its concepts stand anywhere in the table. */
export async function* conceptRecords(
  file: InputFile,
  concepts: OmopConcepts,
  besides: Besides,
): AsyncGenerator<ImportRecord> {
  for (const vocabulary of concepts.vocabularies) {
    const parents = await parentsIn(vocabulary, concepts, besides, file);
    const nested = parents.size > 0;
    yield { kind: "codeSystem", codeSystem: codeSystemOf(vocabulary, nested, file) };
    for await (const row of omopRows(file)) {
      if (row.get("vocabulary_id") !== vocabulary.id || concepts.refused.has(row.line)) continue;
      const above = parents.get(row.get("concept_code")) ?? [];
      const names = namesOf(row, vocabulary, besides, file.job);
      yield { kind: "concept", concept: conceptOf(row, above, names) };
    }
  }
}

/** Parents of the same vocabulary, those that lead back to the code left off. */
async function parentsIn(
  vocabulary: Vocabulary,
  { byId }: OmopConcepts,
  { above }: Besides,
  file: InputFile,
): Promise<Map<string, string[]>> {
  const parents = new Map<string, string[]>();
  for (const [id, ids] of above) {
    const concept = byId.get(id);
    if (concept?.vocabulary !== vocabulary) continue;
    const own = ids.flatMap((i) => byId.get(i) ?? []).filter((c) => c.vocabulary === vocabulary);
    if (own.length > 0) parents.set(concept.code, [...new Set(own.map(({ code }) => code))]);
  }
  await inTurns(takeOutCircles(parents, (code) => file.at(undefined, code), file.job));
  return parents;
}

const COLUMNS = [
  "concept_id",
  "domain_id",
  "concept_class_id",
  "standard_concept",
  "valid_start_date",
  "valid_end_date",
  "invalid_reason",
] as const;

function codeSystemOf(
  { id, system, name, version }: Vocabulary,
  nested: boolean,
  file: InputFile,
): CodeSystem {
  const header: CodeSystem = {
    resourceType: "CodeSystem",
    id: idFrom(`omop-${id}`),
    url: system,
    version,
    name: nameFrom(`OMOP ${id}`),
    title: file.job.options.title ?? `${name}, as far as OMOP's vocabularies hold it`,
    status: "active",
    caseSensitive: true,
    hierarchyMeaning: nested ? "is-a" : undefined,
    content: file.job.options.content ?? "fragment",
    property: [
      {
        code: "inactive",
        uri: "http://hl7.org/fhir/concept-properties#inactive",
        description: "True when the concept is deleted or replaced.",
        type: "boolean",
      },
      ...COLUMNS.map((code) => ({
        code,
        uri: `${BASE}/CodeSystem/omop-properties#${code}`,
        description: `Column ${code} of OMOP's CONCEPT`,
        type: "string" as const,
      })),
    ],
  };
  return withOrigin(header, "CodeSystem", { source: fileUri(file.path) }, file.job.options);
}

/** Its display, and its synonyms: none without a display. */
function namesOf(row: OmopRow, { system }: Vocabulary, { synonyms }: Besides, job: ImportJob): string[] {
  const display = row.get("concept_name");
  if (display === "" || !mayTake(system, job)) return [];
  return [display, ...(synonyms.get(row.get("concept_id")) ?? [])];
}

function conceptOf(row: OmopRow, parents: string[], [display, ...synonyms]: readonly string[]): Concept {
  const inactive = isInvalid(row.get("invalid_reason"));
  const values = COLUMNS.map((code): Property => ({ code, type: "string", value: row.get(code) }));
  return {
    code: row.get("concept_code"),
    ...(display === undefined ? {} : { display }),
    designations: synonyms.filter((name) => name !== display).map((value) => ({ use: SYNONYM, value })),
    properties: [
      ...(inactive ? [{ code: "inactive", type: "boolean", value: true } satisfies Property] : []),
      ...values.filter(({ value }) => value !== ""),
    ],
    parents,
    inactive,
    abstract: false,
  };
}
