/** Conditions -> code system, names, references, entries of other catalogues, and the maps between them. */
import type { CodeSystem, Coding, Concept, ConceptMap, Mapping, Property } from "../../terminology/model.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import { GroupList } from "../group-list.ts";
import type { ImportJob } from "../importer.ts";
import { idFrom, nameFrom, stemOf } from "../naming.ts";
import { withOrigin, type Origin } from "../origin.ts";
import { LITERALS } from "../sssom/read-mapping.ts";
import { BASE } from "../systems.ts";
import type { Condition } from "./condition.ts";
import { conceptOf, geneCoding, isSame, linkCoding, nameScope, type GeneCodes } from "./condition-concept.ts";
import { scopeOf, type Curation } from "./curation.ts";
import { GARD, GTR, MEDGEN, OMIM, PUBMED } from "./databases.ts";
import {
  CONDITION_PROPERTIES,
  defined,
  ENTRY_PROPERTIES,
  MAP_PROPERTIES,
  NAME_PROPERTIES,
  REFERENCE_PROPERTIES,
} from "./properties.ts";

export const DEFAULT_URL = `${BASE}/CodeSystem/medlineplus-genetics`;
const SOURCE = "MedlinePlus Genetics";
const UNREVIEWED = "not reviewed";

/** Catalogues with a short name for the maps to them; others go by their own. */
const CATALOGUES: Record<string, string> = {
  [OMIM]: "omim",
  [GTR]: "gtr",
  [MEDGEN]: "medgen",
  [GARD]: "gard",
};

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

  /** Each name once, though several conditions may list it. */
  *names(): Generator<ImportRecord> {
    const concepts = new Map<string, Concept>();
    for (const condition of this.all) {
      const own: Listed = { name: condition.name, scope: "exact", section: "page title" };
      for (const { name, scope, section, order } of [own, ...this.listed(condition)]) {
        const key = name.toLowerCase();
        const known = concepts.get(key) ?? concept(name, name);
        known.properties.push(
          { code: "condition", type: "Coding", value: this.coding(condition) },
          { code: "name-scope", type: "Coding", value: nameScope(scope) },
          ...(order === undefined
            ? []
            : [{ code: "list-order", type: "integer", value: order } satisfies Property]),
          { code: "asserted-by", type: "string", value: `${SOURCE}, ${section}` },
        );
        concepts.set(key, known);
      }
    }
    const header = {
      id: "condition-names",
      url: LITERALS,
      title: "Names of genetic conditions",
      caseSensitive: false,
    };
    yield* this.codeSystem(header, NAME_PROPERTIES, [...concepts.values()]);
  }

  private listed(condition: Condition): Listed[] {
    return condition.names.map((name, i) => ({
      name,
      scope: scopeOf(this.curation.of(name, condition.slug).own),
      section: "Other Names for This Condition",
      order: i + 1,
    }));
  }

  *references(): Generator<ImportRecord> {
    const concepts = new Map<string, Concept>();
    for (const condition of this.all) {
      condition.references.forEach((reference, i) => {
        const { pmid, citation, title, pmcUrl } = reference;
        const known = concepts.get(pmid) ?? concept(pmid, title ?? citation.slice(0, 200), citation);
        const string = (code: string, value: string | undefined): Property[] =>
          value === undefined ? [] : [{ code, type: "string", value }];
        known.properties.push(
          { code: "associated-condition", type: "Coding", value: this.coding(condition) },
          { code: "list-order", type: "integer", value: i + 1 },
          ...string("authors", reference.authors),
          ...string("journal", reference.journal),
          ...(reference.date
            ? [{ code: "date", type: "dateTime", value: reference.date } satisfies Property]
            : []),
          ...string("volume-pages", reference.volumePages),
          ...string("electronic-date", reference.electronicDate),
          ...string("doi", reference.doi),
          ...string("erratum", reference.erratum),
          ...string("pmcid", pmcUrl && /PMC\d+/i.exec(pmcUrl)?.[0]),
          ...string("url", reference.url),
          ...string("pmc-url", pmcUrl),
        );
        concepts.set(pmid, known);
      });
    }
    if (concepts.size > 0) {
      const header = { id: "pubmed", url: PUBMED, title: "PubMed: articles cited" };
      yield* this.codeSystem(header, REFERENCE_PROPERTIES, [...concepts.values()]);
    }
  }

  /** So that `$lookup` knows the codes that records hold. */
  *entries(): Generator<ImportRecord> {
    for (const [system, id] of Object.entries(CATALOGUES)) {
      const concepts = new Map<string, Concept>();
      for (const condition of this.all) {
        for (const link of condition.links.filter((l) => l.system === system)) {
          const known = concepts.get(link.code) ?? concept(link.code, link.title ?? condition.name);
          known.properties.push(
            { code: "condition", type: "Coding", value: this.coding(condition) },
            ...(link.url === undefined
              ? []
              : [{ code: "url", type: "string", value: link.url } satisfies Property]),
            { code: "asserted-by", type: "string", value: `${SOURCE}, ${link.section}` },
          );
          concepts.set(link.code, known);
        }
      }
      if (concepts.size > 0) {
        const header = { id, url: system, title: `${id.toUpperCase()}: entries mentioned` };
        yield* this.codeSystem(header, ENTRY_PROPERTIES, [...concepts.values()]);
      }
    }
  }

  *maps(): Generator<ImportRecord> {
    const systems = [...new Set(this.all.flatMap((c) => c.links.map((l) => l.system)))];
    for (const system of systems) {
      const rows = this.all.flatMap((c) =>
        c.links.filter((l) => l.system === system).map((l) => this.linkMapping(c, l)),
      );
      yield* this.conceptMap(`${this.stem}-to-${CATALOGUES[system] ?? idFrom(stemOf(system))}`, rows);
    }
    const genes = this.all.flatMap((c) =>
      c.genes.filter((g) => this.genes.has(g)).map((g) => this.geneMapping(c, g)),
    );
    yield* this.conceptMap(`${this.stem}-to-gene`, genes);
    yield* this.conceptMap(
      `names-to-${this.stem}`,
      this.all.flatMap((c) => this.nameMappings(c)),
    );
  }

  private linkMapping(condition: Condition, link: Condition["links"][number]): Mapping {
    const same = isSame(link, condition);
    return {
      source: this.coding(condition),
      target: linkCoding(link),
      relationship: same ? "equivalent" : "related-to",
      dependsOn: [],
      product: [],
      properties: this.provenance(condition, link.section),
    };
  }

  private geneMapping(condition: Condition, gene: string): Mapping {
    return {
      source: this.coding(condition),
      target: geneCoding(gene, this.genes),
      relationship: "related-to",
      comment:
        "A mutation in the gene causes the condition; a gene and a condition are never the same thing.",
      dependsOn: [],
      product: [],
      properties: this.provenance(condition, "Causes"),
    };
  }

  private nameMappings(condition: Condition): Mapping[] {
    // Its own name needs no judgement; a curation file may name it all the same.
    this.curation.of(condition.name, condition.slug);
    const title = this.provenance(condition, "page title", nameScope("exact"), "semapv:LexicalMatching");
    const rows = [this.nameMapping(condition.name, this.coding(condition), undefined, title, "equivalent")];
    condition.names.forEach((name, i) => {
      const { own, others } = this.curation.of(name, condition.slug);
      const order: Property = { code: "order", type: "integer", value: i + 1 };
      const section = "Other Names for This Condition";
      const said = this.provenance(condition, section, nameScope(scopeOf(own)), ...judged(own));
      rows.push(this.nameMapping(name, this.coding(condition), own, [...said, order]));
      for (const other of others) {
        const [justification, reviewer] = judged(other);
        const properties: Property[] = [
          { code: "justification", type: "string", value: justification },
          { code: "reviewed-by", type: "string", value: reviewer },
        ];
        rows.push(this.nameMapping(name, other.target!, other, properties));
      }
    });
    return rows;
  }

  private nameMapping(
    name: string,
    target: Coding,
    judged: Mapping | undefined,
    properties: Property[],
    relationship: Mapping["relationship"] = judged?.relationship ?? "related-to",
  ): Mapping {
    return {
      source: { system: LITERALS, code: name, display: name },
      target,
      relationship,
      ...(judged?.equivalence === undefined ? {} : { equivalence: judged.equivalence }),
      ...(judged?.comment === undefined ? {} : { comment: judged.comment }),
      dependsOn: [],
      product: [],
      properties,
    };
  }

  private provenance(
    { page }: Condition,
    section: string,
    scope?: Coding,
    justification = "semapv:UnspecifiedMatching",
    reviewer = UNREVIEWED,
  ): Property[] {
    return [
      ...(scope === undefined
        ? []
        : [{ code: "name-scope", type: "Coding", value: scope } satisfies Property]),
      { code: "asserted-by", type: "string", value: `${SOURCE}, ${section}` },
      ...(page === undefined
        ? []
        : [{ code: "asserted-on-page", type: "string", value: page } satisfies Property]),
      { code: "justification", type: "string", value: justification },
      { code: "reviewed-by", type: "string", value: reviewer },
    ];
  }

  private coding({ slug, name }: Condition): Coding {
    return { system: this.url, code: slug, display: name };
  }

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
    const own = url === this.url ? this.job.options.version : undefined;
    const codeSystem: CodeSystem = {
      resourceType: "CodeSystem",
      id,
      language: "en",
      url,
      ...(own === undefined ? {} : { version: own }),
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
      ...(version === undefined ? {} : { version }),
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
    const [first] = this.all;
    return {
      source:
        this.all.length === 1 && first!.page !== undefined
          ? first!.page
          : "https://medlineplus.gov/genetics/",
      publisher: "MedlinePlus Genetics, National Library of Medicine",
      copyright: "Courtesy of MedlinePlus from the National Library of Medicine.",
    };
  }
}

interface Listed {
  name: string;
  scope: string;
  section: string;
  order?: number;
}

const concept = (code: string, display: string, definition?: string): Concept => ({
  code,
  display,
  ...(definition === undefined ? {} : { definition }),
  designations: [],
  properties: [],
  parents: [],
  inactive: false,
  abstract: false,
});

/** Justification and reviewers of a curated row. */
function judged(mapping: Mapping | undefined): [justification: string, reviewer: string] {
  const values = (code: string) =>
    (mapping?.properties ?? []).filter((p) => p.code === code).map((p) => String(p.value));
  const [justification = "semapv:UnspecifiedMatching"] = values("mapping_justification");
  const reviewers = [...values("reviewer_label"), ...values("reviewed-by")];
  return [justification, reviewers.join(", ") || UNREVIEWED];
}
