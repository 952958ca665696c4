/** CONCEPT_RELATIONSHIP -> what stands above a concept, and a ConceptMap of what it is mapped to. */
import { inverseLeftOut, ofUnknownConcepts, relationshipLeftOut } from "../../terminology/issues/omop.ts";
import type { Coding, ConceptMap, Mapping } from "../../terminology/model.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import { addTo } from "../../terminology/util/grouping.ts";
import { GroupList } from "../group-list.ts";
import type { ImportJob, Pass } from "../import-job.ts";
import { withoutLicence } from "../licensed-strings.ts";
import { type Meaning, stated, UNKNOWN_PREDICATE } from "../mappings/predicates.ts";
import { RELATIONSHIP_NAMES } from "../mappings/relationship-names.ts";
import { BASE, OMOP_CONCEPTS } from "../naming.ts";
import { fileUri, withOrigin } from "../origin.ts";
import type { InputFile } from "../reading/input-file.ts";
import type { ConceptKey } from "./concepts.ts";
import { type OmopRow, omopRows } from "./tables.ts";
import { isInvalid } from "./words.ts";

type Concepts = ReadonlyMap<string, ConceptKey> | undefined;

/** "Is a" within the tables' concepts, by concept id; rows that are not valid any more don't count. */
export async function aboveOf(file: InputFile): Promise<Map<string, string[]>> {
  const above = new Map<string, string[]>();
  for await (const row of omopRows(file)) {
    if (row.get("relationship_id") !== "Is a" || isInvalid(row.get("invalid_reason"))) continue;
    addTo(above, row.get("concept_id_1"), row.get("concept_id_2"));
  }
  return above;
}

/** `concepts`: those of CONCEPT; without that table, concept ids are mapped to each other. */
export async function* relationshipRecords(
  file: InputFile,
  concepts: Concepts,
): AsyncGenerator<ImportRecord> {
  const groups = new GroupList();
  for await (const mapping of mappings(file, concepts, { report: true })) groups.add(mapping);
  if (groups.list().length === 0) return;
  yield { kind: "conceptMap", conceptMap: conceptMapOf(groups, file) };
  for await (const mapping of mappings(file, concepts, { report: false })) yield { kind: "mapping", mapping };
}

async function* mappings(file: InputFile, concepts: Concepts, { report }: Pass): AsyncGenerator<Mapping> {
  const leaveOut = (what: string): void => {
    if (report) file.job.leaveOut(what);
  };
  for await (const row of omopRows(file)) {
    const id = row.get("relationship_id");
    if (isInvalid(row.get("invalid_reason")))
      leaveOut("relationships that are not valid any more (invalid_reason)");
    else if (INVERSES.has(id)) leaveOut(inverseLeftOut(id));
    else if (row.get("concept_id_1") === row.get("concept_id_2"))
      leaveOut("relationships of a concept with itself");
    else if (id === "Is a" && concepts) continue;
    else {
      const meaning = meaningOf(id);
      const mapping = meaning && mappingOf(row, meaning, concepts, file.job);
      if (mapping) yield mapping;
      else leaveOut(meaning ? ofUnknownConcepts() : relationshipLeftOut(id));
    }
  }
}

/** Said from the other side by the relationship of which it is the inverse. */
const INVERSES = new Set([
  "Mapped from",
  "Value mapped from",
  "Unit mapped from",
  "Subsumes",
  "Concept replaces",
  "Concept same_as from",
  "Concept poss_eq from",
  "Concept alt_to from",
  "Concept was_a from",
]);

/**
 * A standard concept may be wider than what is mapped to it ("Maps to"): related, and no more. undefined: what it says
 * of a concept is no translation of it.
 */
function meaningOf(id: string): Meaning | undefined {
  if (id === "Concept same_as to") return RELATIONSHIP_NAMES.get("equivalent");
  if (id === "Is a") return RELATIONSHIP_NAMES.get("subsumes");
  if (/^(Maps to( value| unit)?|Concept (replaced by|poss_eq to|alt_to to|was_a to))$/.test(id))
    return UNKNOWN_PREDICATE;
  return / - .* eq$/i.test(id) ? UNKNOWN_PREDICATE : undefined;
}

function mappingOf(row: OmopRow, meaning: Meaning, concepts: Concepts, job: ImportJob): Mapping | undefined {
  const source = codingOf(row.get("concept_id_1"), concepts, job);
  const target = codingOf(row.get("concept_id_2"), concepts, job);
  if (!source || !target) return undefined;
  return {
    source,
    target,
    ...stated(meaning),
    dependsOn: [],
    product: [],
    properties: [{ code: "relationship_id", type: "string", value: row.get("relationship_id") }],
  };
}

function codingOf(id: string, concepts: Concepts, { options }: ImportJob): Coding | undefined {
  if (!concepts) return { system: OMOP_CONCEPTS, code: id };
  const concept = concepts.get(id);
  if (!concept) return undefined;
  const { vocabulary, code, display } = concept;
  const named = display !== "" && withoutLicence(vocabulary.system, options) === undefined;
  return { system: vocabulary.system, code, ...(named ? { display } : {}) };
}

function conceptMapOf(groups: GroupList, file: InputFile): ConceptMap {
  const { options } = file.job;
  const map: ConceptMap = {
    resourceType: "ConceptMap",
    id: "omop-concept-relationship",
    url: options.url ?? `${BASE}/ConceptMap/omop-concept-relationship`,
    version: options.version,
    name: "OmopConceptRelationship",
    title: options.title ?? "OMOP's relationships between concepts",
    status: "active",
    property: [
      {
        code: "relationship_id",
        uri: `${BASE}/CodeSystem/omop-properties#relationship_id`,
        description: "OMOP's name of the relationship",
        type: "string",
      },
    ],
    group: groups.list(),
  };
  return withOrigin(map, "ConceptMap", { source: fileUri(file.path) }, options);
}
