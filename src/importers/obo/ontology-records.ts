/** An ontology -> a CodeSystem, and a ConceptMap of its cross-references. */
import { foreignTerms, noTerms, partOfOntology, unknownXref } from "../../terminology/issues/obo.ts";
import { noLicence } from "../../terminology/issues/sssom.ts";
import {
  type CodeSystem,
  type ConceptMap,
  type ConceptMapGroup,
  type FullCoding,
  fullCoding,
  type Mapping,
} from "../../terminology/model.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import { inTurns } from "../../terminology/util/in-turns.ts";
import { own } from "../../terminology/util/own.ts";
import { withoutUndefined } from "../../terminology/util/without-undefined.ts";
import { CodeCheck, takeOutCircles } from "../concept-checks.ts";
import type { ImportJob, InputLocation, Pass } from "../import-job.ts";
import { codingOfCurie, wellKnownCoding } from "../mappings/curies.ts";
import {
  commentNeeded,
  OBO_IN_OWL,
  PREDICATES,
  stated,
  statedAs,
  UNSPECIFIED,
} from "../mappings/predicates.ts";
import { BUILT_IN, parseCurie, Prefixes } from "../mappings/prefixes.ts";
import { BASE, idFrom, nameFrom, stemOf, versionFrom } from "../naming.ts";
import { fileUri, withOrigin } from "../origin.ts";
import type { InputFile } from "../reading/input-file.ts";
import { metadataExtension } from "../sssom/set-extension.ts";
import { ALWAYS, slotProperty } from "../sssom/slots.ts";
import { conceptOf, type Link, propertyDefinitions } from "./concept.ts";
import type { Ontology, OntologyHeader, Term } from "./term.ts";

const HAS_DB_XREF = "oboInOwl:hasDbXref";

/** `open` gives the ontology for one pass; the first one says what is wrong. */
export async function* ontologyRecords(
  open: (pass: Pass) => Ontology,
  file: InputFile,
): AsyncGenerator<ImportRecord> {
  const plain = open({ report: false });
  const { header } = plain;
  const reader = new LinkReader(header, file.job);
  const prefix = await mainPrefix(plain, file);
  const survey = await surveyed(open({ report: true }), prefix, reader, file);
  const codeSystem = codeSystemOf(header, survey, file);
  if (codeSystem.copyright === undefined) file.job.note(file.at(), noLicence());
  yield { kind: "codeSystem", codeSystem };
  for await (const term of plain.terms()) {
    const parents = survey.parents.get(term.id);
    if (!parents || !isTaken(term, survey)) continue;
    const { links, urls } = reader.read(term);
    yield { kind: "concept", concept: conceptOf({ ...term, parents }, links, urls) };
  }
  if (survey.groups.size === 0) return;
  yield { kind: "conceptMap", conceptMap: conceptMapOf(codeSystem, survey, file.job) };
  for await (const term of plain.terms()) {
    if (isTaken(term, survey)) yield* mappingsOf(term, codeSystem.url!, reader);
  }
}

interface Survey {
  system: string;
  /** Where the terms stand that are imported: those of the ontology itself, the first of each id. */
  lines: ReadonlyMap<string, number>;
  /** Without those that lead back to the term. */
  parents: ReadonlyMap<string, string[]>;
  groups: Map<string, ConceptMapGroup>;
  relations: Set<string>;
  /** Parents that the file does not hold. */
  missingParents: number;
}

const isTaken = ({ id, line }: Term, { lines }: Survey): boolean => lines.get(id) === line;

/** The one pass that says what is wrong. */
async function surveyed(
  ontology: Ontology,
  prefix: string,
  reader: LinkReader,
  file: InputFile,
): Promise<Survey> {
  const system = systemOf(prefix, ontology.header, file.job);
  const check = new CodeCheck(file.job);
  const parents = new Map<string, string[]>();
  const lines = new Map<string, number>();
  const groups = new Map<string, ConceptMapGroup>();
  const relations = new Set<string>();
  for await (const term of ontology.terms()) {
    if (prefixOf(term.id) !== prefix) {
      file.job.leaveOut(foreignTerms(prefix));
      continue;
    }
    if (!check.accepts(term.id, file.at(term.line))) continue;
    parents.set(term.id, term.parents);
    lines.set(term.id, term.line);
    for (const { name } of term.relations) relations.add(name);
    for (const { coding } of reader.read(term, { report: true }).links) {
      groups.set(coding.system, { source: system, target: coding.system });
    }
  }
  const locationOf = (code: string): InputLocation => file.at(lines.get(code), code);
  await inTurns(takeOutCircles(parents, locationOf, file.job));
  const missing = new Set([...parents.values()].flat().filter((parent) => !parents.has(parent)));
  return { system, lines, parents, groups, relations, missingParents: missing.size };
}

const prefixOf = (id: string): string => parseCurie(id)?.prefix ?? "";

/** The prefix that most terms have: files also name terms of other ontologies. */
async function mainPrefix(ontology: Ontology, file: InputFile): Promise<string> {
  const counts = new Map<string, number>();
  for await (const { id } of ontology.terms()) {
    const prefix = prefixOf(id);
    const count = (counts.get(prefix) ?? 0) + 1;
    counts.set(prefix, count);
    // A file of thousands of terms has shown by then what it is about.
    if (count > 5_000) break;
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!most) {
    // Terms that were refused have said why.
    file.job.finish();
    file.job.fail(file.at(), noTerms());
  }
  return most[0];
}

function systemOf(prefix: string, { prefixes }: OntologyHeader, job: ImportJob): string {
  if (prefix === "") return `${BASE}/CodeSystem/ontology`;
  const expansion = own(prefixes, prefix) ?? `http://purl.obolibrary.org/obo/${prefix}_`;
  return codingOfCurie(job.systems, { prefix, local: "0" }, expansion).system;
}

function codeSystemOf(header: OntologyHeader, survey: Survey, file: InputFile): CodeSystem {
  const { options } = file.job;
  const stem = stemOf(header.id ?? file.path);
  const version = options.version ?? versionFrom(header.version);
  // A subset holds some of the system's codes: one that it has not may still exist.
  const part = survey.missingParents > 0 || /subset|slim/i.test(header.id ?? "");
  const url = options.url ?? survey.system;
  if (survey.missingParents > 0) file.job.note(file.at(), partOfOntology(survey.missingParents, url));
  const codeSystem: CodeSystem = {
    resourceType: "CodeSystem",
    id: idFrom(stem),
    url,
    version,
    name: nameFrom(stem),
    title: options.title ?? header.title ?? stem.replaceAll("_", " "),
    status: "active",
    date: version !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(version) ? version : undefined,
    description: header.description,
    caseSensitive: true,
    hierarchyMeaning: "is-a",
    content: part ? "fragment" : "complete",
    property: propertyDefinitions(survey.relations),
  };
  const origin = {
    source: header.version?.startsWith("http") ? header.version : fileUri(file.path),
    copyright: header.license === undefined ? undefined : `Licence: ${header.license}`,
  };
  return withOrigin(codeSystem, "CodeSystem", origin, options);
}

function conceptMapOf(codeSystem: CodeSystem, { groups }: Survey, { options }: ImportJob): ConceptMap {
  const { id, version, title, copyright, publisher, meta, date } = codeSystem;
  return withoutUndefined({
    resourceType: "ConceptMap",
    id: idFrom(`${id!.slice(0, 58)}-xrefs`),
    meta,
    extension: [metadataExtension({ curie_map: { oboInOwl: OBO_IN_OWL } }, [])],
    url: options.url === undefined ? `${BASE}/ConceptMap/${id}-xrefs` : `${options.url}-xrefs`,
    version,
    name: nameFrom(`${id}-xrefs`),
    title: `${title}: cross-references`,
    status: "active",
    date,
    publisher,
    description:
      "The cross-references of the ontology's terms. One that does not say how the two relate is 'related-to': it is no translation.",
    copyright,
    property: ALWAYS.map(slotProperty),
    group: [...groups.values()],
  });
}

function* mappingsOf(term: Term, system: string, reader: LinkReader): Generator<ImportRecord> {
  const source = fullCoding(system, term.id, term.name);
  for (const { coding, predicate } of reader.read(term).links) {
    const meaning = PREDICATES.get(reader.prefixes.iri(predicate)!)!;
    const mapping: Mapping = {
      source,
      target: coding,
      ...stated(meaning),
      ...(commentNeeded(meaning) ? { comment: statedAs(predicate) } : {}),
      dependsOn: [],
      product: [],
      properties: [
        { code: "predicate_id", type: "string", value: predicate },
        { code: "mapping_justification", type: "string", value: UNSPECIFIED },
      ],
    };
    yield { kind: "mapping", mapping };
  }
}

/** Finds the systems of cross-references; each code once, under the strongest that is said of it. */
class LinkReader {
  readonly prefixes: Prefixes;
  private readonly job: ImportJob;

  constructor({ prefixes }: OntologyHeader, job: ImportJob) {
    const declared = Object.fromEntries(Object.entries(prefixes).filter(([p]) => !BUILT_IN.has(p)));
    this.prefixes = new Prefixes({ ...declared, oboInOwl: OBO_IN_OWL });
    this.job = job;
  }

  read(term: Term, { report }: Pass = { report: false }): { links: Link[]; urls: string[] } {
    const links = new Map<string, Link>();
    const urls: string[] = [];
    const stated = [...term.matches, ...term.xrefs.map((id) => ({ predicate: HAS_DB_XREF, id }))];
    for (const { predicate, id } of stated) {
      const url = /^(?:url:)?(https?:\/\/\S+)$/i.exec(id)?.[1];
      if (url !== undefined) {
        urls.push(url);
        continue;
      }
      const coding = this.codingOf(id);
      if (coding) {
        const key = `${coding.system}|${coding.code}`;
        if (!links.has(key)) links.set(key, { coding, predicate });
      } else if (report) this.job.leaveOut(unknownXref(parseCurie(id)?.prefix ?? id.slice(0, 20)));
    }
    return { links: [...links.values()], urls };
  }

  private codingOf(id: string): FullCoding | undefined {
    const curie = parseCurie(id);
    if (!curie) return undefined;
    const declared = this.prefixes.expansion(curie.prefix);
    return declared === undefined
      ? wellKnownCoding(this.job.systems, curie)
      : codingOfCurie(this.job.systems, curie, declared);
  }
}
