/** Conditions -> code system, names, references, entries of other catalogues, and the maps between them. */
import type { CodeSystem, Coding, Concept, ConceptMap, Mapping } from "../../terminology/model.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import { own } from "../../terminology/util/own.ts";
import { GroupList } from "../group-list.ts";
import type { ImportJob } from "../import-job.ts";
import { BASE, idFrom, nameFrom, stemOf } from "../naming.ts";
import { type Origin, withOrigin } from "../origin.ts";
import { LITERALS } from "../sssom/read-mapping.ts";
import type { Condition } from "./condition.ts";
import { conceptOf, type GeneCodes } from "./condition-concept.ts";
import { geneMapping, linkMapping, nameMappings } from "./condition-mappings.ts";
import type { Curation } from "./curation.ts";
import { GARD, GTR, MEDGEN, OMIM, PUBMED } from "./databases.ts";
import { entryConcepts, nameConcepts, referenceConcepts } from "./fragments.ts";
import {
  CONDITION_PROPERTIES,
  defined,
  ENTRY_PROPERTIES,
  MAP_PROPERTIES,
  NAME_PROPERTIES,
  REFERENCE_PROPERTIES,
} from "./properties.ts";

const DEFAULT_URL = `${BASE}/CodeSystem/medlineplus-genetics`;

/** Catalogues with a short name for the maps to them; others go by their own. */
const CATALOGUES: Record<string, string> = {
  [OMIM]: "omim",
  [GTR]: "gtr",
  [MEDGEN]: "medgen",
  [GARD]: "gard",
};

/** All that the importer makes, headers before their rows. `genes`: HGNC codes by symbol. */
export function* conditionRecords(
  conditions: readonly Condition[],
  genes: GeneCodes,
  curation: Curation,
  job: ImportJob,
): Generator<ImportRecord> {
  const builder = new Builder(conditions, genes, curation, job);
  yield* builder.conditions();
  yield* builder.names();
  yield* builder.references();
  yield* builder.entries();
  yield* builder.maps();
}

class Builder {
  private readonly url: string;
  private readonly stem: string;
  private readonly all: readonly Condition[];
  private readonly genes: GeneCodes;
  private readonly curation: Curation;
  private readonly job: ImportJob;

  constructor(all: readonly Condition[], genes: GeneCodes, curation: Curation, job: ImportJob) {
    this.all = all;
    this.genes = genes;
    this.curation = curation;
    this.job = job;
    this.url = job.options.url ?? DEFAULT_URL;
    this.stem = idFrom(stemOf(this.url));
  }

  *conditions(): Generator<ImportRecord> {
    yield* this.codeSystem(
      { id: this.stem, url: this.url, title: this.job.options.title ?? "Conditions of MedlinePlus Genetics" },
      CONDITION_PROPERTIES,
      this.all.map((condition) => conceptOf(condition, this.genes, this.curation)),
    );
  }

  *names(): Generator<ImportRecord> {
    const header = {
      id: "condition-names",
      url: LITERALS,
      title: "Names of genetic conditions",
      caseSensitive: false,
    };
    yield* this.codeSystem(header, NAME_PROPERTIES, nameConcepts(this.all, this.curation, this.coding));
  }

  *references(): Generator<ImportRecord> {
    const header = { id: "pubmed", url: PUBMED, title: "PubMed: articles cited" };
    yield* this.codeSystem(header, REFERENCE_PROPERTIES, referenceConcepts(this.all, this.coding));
  }

  *entries(): Generator<ImportRecord> {
    for (const [system, id] of Object.entries(CATALOGUES)) {
      const header = { id, url: system, title: `${id.toUpperCase()}: entries mentioned` };
      yield* this.codeSystem(header, ENTRY_PROPERTIES, entryConcepts(this.all, system, this.coding));
    }
  }

  *maps(): Generator<ImportRecord> {
    const systems = [...new Set(this.all.flatMap((c) => c.links.map((l) => l.system)))];
    for (const system of systems) {
      const rows = this.all.flatMap((c) =>
        c.links.filter((l) => l.system === system).map((l) => linkMapping(this.coding(c), c, l)),
      );
      yield* this.conceptMap(`${this.stem}-to-${own(CATALOGUES, system) ?? idFrom(stemOf(system))}`, rows);
    }
    const genes = this.all.flatMap((c) =>
      c.genes.filter((g) => this.genes.has(g)).map((g) => geneMapping(this.coding(c), c, g, this.genes)),
    );
    yield* this.conceptMap(`${this.stem}-to-gene`, genes);
    yield* this.conceptMap(
      `names-to-${this.stem}`,
      this.all.flatMap((c) => nameMappings(this.coding(c), c, this.curation)),
    );
  }

  private readonly coding = ({ slug, name }: Condition): Coding => ({
    system: this.url,
    code: slug,
    display: name,
  });

  private *codeSystem(
    {
      id,
      url,
      title,
      caseSensitive = true,
    }: { id: string; url: string; title: string; caseSensitive?: boolean },
    properties: Parameters<typeof defined>[0],
    concepts: readonly Concept[],
  ): Generator<ImportRecord> {
    if (concepts.length === 0) return;
    const version = url === this.url ? this.job.options.version : undefined;
    const codeSystem: CodeSystem = {
      resourceType: "CodeSystem",
      id,
      language: "en",
      url,
      version,
      name: nameFrom(id),
      title,
      status: "active",
      caseSensitive,
      content: "fragment",
      property: defined(properties),
    };
    yield {
      kind: "codeSystem",
      codeSystem: withOrigin(codeSystem, "CodeSystem", this.origin(), this.job.options),
    };
    for (const concept of concepts) yield { kind: "concept", concept };
  }

  private *conceptMap(id: string, mappings: readonly Mapping[]): Generator<ImportRecord> {
    if (mappings.length === 0) return;
    const groups = new GroupList();
    for (const mapping of mappings) groups.add(mapping);
    const { version } = this.job.options;
    const conceptMap: ConceptMap = {
      resourceType: "ConceptMap",
      id: idFrom(id),
      language: "en",
      url: `${BASE}/ConceptMap/${idFrom(id)}`,
      version,
      name: nameFrom(id),
      title: id.replaceAll("-", " "),
      status: "active",
      property: defined(MAP_PROPERTIES),
      group: groups.list(),
    };
    yield {
      kind: "conceptMap",
      conceptMap: withOrigin(conceptMap, "ConceptMap", this.origin(), this.job.options),
    };
    for (const mapping of mappings) yield { kind: "mapping", mapping };
  }

  private origin(): Origin {
    const [first, ...others] = this.all;
    const page = others.length === 0 ? first?.page : undefined;
    return {
      source: page ?? "https://medlineplus.gov/genetics/",
      publisher: "MedlinePlus Genetics, National Library of Medicine",
      copyright: "Courtesy of MedlinePlus from the National Library of Medicine.",
    };
  }
}
