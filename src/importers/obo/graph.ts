/** OBO Graph JSON -> ontology. Nodes and edges are read one by one. */
import { HALF_EDGE, nodeWithoutId, otherKindOfJson } from "../../terminology/issues/obo.ts";
import { addTo } from "../../terminology/util/grouping.ts";
import type { ImportJob } from "../import-job.ts";
import type { InputFile } from "../reading/input-file.ts";
import { jsonItems } from "../reading/json-items.ts";
import { DOCUMENT, EDGE, type Fitting, misfit, NODE } from "./graph-shape.ts";
import {
  emptyTerm,
  isAcronym,
  matchPredicate,
  type Ontology,
  type OntologyHeader,
  type SynonymScope,
  type Term,
} from "./term.ts";
import { curieOf, idNamed } from "./term-id.ts";

type Node = Fitting<typeof NODE>;
type Edge = Fitting<typeof EDGE>;

const NODES = ["graphs", "*", "nodes"];
const EDGES = ["graphs", "*", "edges"];

/** What the first pass finds: header and edges stand behind the nodes that they belong to. */
interface GraphSurvey {
  header: OntologyHeader;
  parents: Map<string, string[]>;
  relations: Map<string, { name: string; id: string }[]>;
  /** Numbers of the nodes that are not of the right shape. */
  refused: Set<number>;
}

/**
 * The ontology of the file, whose terms are read when they are asked for. What can't be read is reported once, now.
 * @throws ImportRefused when the document is no graph
 */
export async function openGraph(file: InputFile): Promise<Ontology> {
  const survey = await surveyed(file);
  return { header: survey.header, terms: () => termsOf(file, survey) };
}

async function surveyed(file: InputFile): Promise<GraphSurvey> {
  const survey: GraphSurvey = {
    header: { prefixes: {} },
    parents: new Map(),
    relations: new Map(),
    refused: new Set(),
  };
  let nodes = 0;
  for await (const item of jsonItems(file, [NODES, EDGES])) {
    if (item.kind === "rest") {
      const wrong = misfit(item.value, DOCUMENT);
      if (wrong) file.job.fail(file.at(undefined, wrong.path), otherKindOfJson(wrong.expected));
      survey.header = headerOf(item.value);
      continue;
    }
    const isNode = item.key === "nodes";
    const wrong = misfit(item.value, isNode ? NODE : EDGE);
    if (isNode) nodes++;
    if (wrong) {
      const place = [item.key.replace(/s$/, ""), wrong.path].filter(Boolean).join(".");
      file.job.refuse(file.at(item.line, place), otherKindOfJson(wrong.expected));
      if (isNode) survey.refused.add(nodes);
    } else if (isNode) {
      const { id, lbl } = item.value as Node;
      if (id === undefined && lbl !== undefined)
        file.job.refuse(file.at(item.line, "node"), nodeWithoutId(lbl));
    } else addEdge(item.value as Edge, survey, file.job);
  }
  return survey;
}

function addEdge({ sub, pred, obj }: Edge, { parents, relations }: GraphSurvey, job: ImportJob): void {
  if (!sub || !pred || !obj) job.leaveOut(HALF_EDGE);
  else if (pred === "is_a") addTo(parents, sub, curieOf(obj));
  else addTo(relations, sub, { name: localName(pred), id: curieOf(obj) });
}

async function* termsOf(file: InputFile, { parents, relations, refused }: GraphSurvey): AsyncGenerator<Term> {
  let at = 0;
  for await (const item of jsonItems(file, [NODES, EDGES])) {
    if (item.kind !== "item" || item.key !== "nodes" || refused.has(++at)) continue;
    const node = item.value as Node;
    if (node.id === undefined || (node.type !== undefined && node.type !== "CLASS")) continue;
    const term = termOf(node, item.line);
    term.parents = parents.get(node.id) ?? [];
    term.relations = relations.get(node.id) ?? [];
    // Terms of other ontologies are named as the ends of edges, without anything said about them.
    if (term.name !== undefined) yield term;
  }
}

function headerOf(document: unknown): OntologyHeader {
  const [graph] = (document as Fitting<typeof DOCUMENT>).graphs ?? [];
  const value = (ending: RegExp) =>
    graph?.meta?.basicPropertyValues?.find((v) => ending.test(v.pred ?? ""))?.val;
  return {
    id: graph?.id?.replace(/\.(json|owl)$/, ""),
    version: graph?.meta?.version ?? value(/versionInfo$/),
    title: value(/title$/) ?? graph?.lbl,
    license: value(/(license|rights)$/),
    description: value(/description$/),
    prefixes: {},
  };
}

function termOf(node: Node, line: number): Term {
  const { definition, comments, subsets, synonyms, xrefs, basicPropertyValues, deprecated } = node.meta ?? {};
  const term = emptyTerm(curieOf(node.id!), line);
  term.name = node.lbl;
  term.definition = definition?.val;
  term.definitionSources = definition?.xrefs ?? [];
  term.comments = comments ?? [];
  term.subsets = (subsets ?? []).map(localName);
  term.obsolete = deprecated === true;
  term.xrefs = (xrefs ?? []).flatMap(({ val }) => val ?? []);
  for (const { pred = "", val, synonymType = "" } of synonyms ?? []) {
    const scope = /has(Exact|Broad|Narrow|Related)Synonym/.exec(pred)?.[1]?.toLowerCase() as
      SynonymScope | undefined;
    if (val) term.synonyms.push({ value: val, scope: scope ?? "related", acronym: isAcronym(synonymType) });
  }
  for (const { pred = "", val } of basicPropertyValues ?? []) if (val) readProperty(term, pred, val);
  return term;
}

function readProperty(term: Term, predicate: string, value: string): void {
  const match = matchPredicate(predicate);
  if (match !== undefined) term.matches.push({ predicate: match, id: value });
  else if (predicate.endsWith("#hasAlternativeId")) term.alternativeIds.push(idNamed(term, value));
  else if (predicate.endsWith("IAO_0100001")) term.replacedBy.push(idNamed(term, value));
  else if (predicate.endsWith("#consider")) term.consider.push(idNamed(term, value));
}

const localName = (iri: string): string => iri.split(/[/#]/).at(-1)!;
