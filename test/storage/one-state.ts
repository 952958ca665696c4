/**
 * Asks while somebody writes: a code system, a value set and a concept map are rewritten together, again and again, and
 * everything in the version N says N. So each answer tells which versions it was made from.
 */
import { writeFileSync } from "node:fs";
import { ImportJob } from "../../src/importers/import-job.ts";
import { importFiles } from "../../src/importers/run.ts";
import { openStore } from "../../src/storage/open-store.ts";
import { systemTable } from "../../src/terminology/resolve/known-systems.ts";
import type { Store } from "../../src/terminology/store.ts";
import { temporaryFolder } from "./temporary.ts";

const SYSTEM = "http://example.org/numbered";
const VALUE_SET = "http://example.org/numbered-set";
const MAP = "http://example.org/numbered-map";
const TARGET = "http://example.org/numbered-target";
const CODES = ["a", "b", "c"];

export interface Run {
  /** Base addresses with the FHIR version: the writer and the readers go to each in turn. */
  nodes: readonly string[];
  key: string;
  questions: number;
  writes: number;
  /** Questions under way at a time. */
  readers?: number;
  /** Imports each version into this store, beside the nodes, instead of writing it over HTTP. */
  importInto?: string;
}

export interface Tally {
  questions: number;
  writes: number;
  /** From a version that a write had replaced, and been acknowledged, before the question was asked. */
  stale: number;
  /** From several versions at once. */
  mixed: number;
  /** Not what holds in every version, or from one that was not there yet. */
  wrong: number;
  /** The first few of them, as they were. */
  examples: string[];
}

type Json = Record<string, unknown>;
interface Answer {
  status: number;
  body: Json;
}

/** What an answer says: the versions that it was made from; undefined: something that holds in no version. */
interface Question {
  path: string;
  versionsIn(body: Json): number[] | undefined;
}

/** All three in one version. */
function contentOf(n: number): Json[] {
  const concept = CODES.map((code) => ({ code, display: `${code} ${n}` }));
  const described = { status: "active", title: `Title ${n}` };
  const element = CODES.map((code) => ({
    code,
    target: [{ code: `t-${code}`, display: `t ${n}`, equivalence: "equivalent" }],
  }));
  return [
    { resourceType: "CodeSystem", id: "numbered", url: SYSTEM, content: "complete", ...described, concept },
    {
      resourceType: "ValueSet",
      id: "numbered",
      url: VALUE_SET,
      ...described,
      compose: { include: [{ system: SYSTEM }] },
    },
    {
      resourceType: "ConceptMap",
      id: "numbered",
      url: MAP,
      ...described,
      sourceUri: VALUE_SET,
      group: [{ source: SYSTEM, target: TARGET, element }],
    },
  ];
}

const numberIn = (text: unknown): number => Number(/\d+$/.exec(String(text))?.[0]);

interface Parameter {
  name: string;
  part?: Parameter[];
  [value: string]: unknown;
}
const parametersOf = (body: Json): Parameter[] => (body.parameter ?? []) as Parameter[];
const named = (list: readonly Parameter[], name: string): Parameter | undefined =>
  list.find((parameter) => parameter.name === name);

function displayed(body: Json): number[] | undefined {
  const display = named(parametersOf(body), "display")?.valueString;
  return display === undefined ? undefined : [numberIn(display)];
}

function validated(body: Json): number[] | undefined {
  return named(parametersOf(body), "result")?.valueBoolean === true ? displayed(body) : undefined;
}

function expanded(body: Json): number[] | undefined {
  const contains = (body.expansion as { contains?: { display: string }[] } | undefined)?.contains ?? [];
  if (contains.length !== CODES.length) return undefined;
  return [numberIn(body.title), ...contains.map(({ display }) => numberIn(display))];
}

function translated(body: Json): number[] | undefined {
  const match = named(parametersOf(body), "match")?.part ?? [];
  const concept = named(match, "concept")?.valueCoding as { display?: string } | undefined;
  return concept?.display === undefined ? undefined : [numberIn(concept.display)];
}

function readWhole(body: Json): number[] | undefined {
  const concepts = (body.concept ?? []) as { display: string }[];
  if (concepts.length !== CODES.length) return undefined;
  const { versionId } = body.meta as { versionId: string };
  return [Number(versionId), numberIn(body.title), ...concepts.map(({ display }) => numberIn(display))];
}

function pageOfHistory(body: Json): number[] | undefined {
  const [entry] = (body.entry ?? []) as { resource?: Json }[];
  return entry?.resource && [Number(body.total), ...(readWhole(entry.resource) ?? [NaN])];
}

function searched(body: Json): number[] | undefined {
  const [entry] = (body.entry ?? []) as { resource?: Json }[];
  return body.total === 1 && entry?.resource ? readWhole(entry.resource) : undefined;
}

const query = (parameters: Record<string, string>): string => new URLSearchParams(parameters).toString();

const QUESTIONS: readonly Question[] = [
  { path: `CodeSystem/$lookup?${query({ system: SYSTEM, code: "a" })}`, versionsIn: displayed },
  { path: `ValueSet/$expand?${query({ url: VALUE_SET })}`, versionsIn: expanded },
  {
    path: `ConceptMap/$translate?${query({ url: MAP, system: SYSTEM, code: "a" })}`,
    versionsIn: translated,
  },
  {
    path: `ConceptMap/$translate?${query({ system: SYSTEM, code: "b", targetsystem: TARGET })}`,
    versionsIn: translated,
  },
  {
    path: `ValueSet/$validate-code?${query({ url: VALUE_SET, system: SYSTEM, code: "b" })}`,
    versionsIn: validated,
  },
  { path: `CodeSystem/$validate-code?${query({ url: SYSTEM, code: "c" })}`, versionsIn: validated },
  { path: "CodeSystem/numbered", versionsIn: readWhole },
  { path: "CodeSystem/numbered/_history?_count=1", versionsIn: pageOfHistory },
  { path: `CodeSystem?${query({ url: SYSTEM })}`, versionsIn: searched },
];

/** Writes `writes` versions and asks meanwhile; ends when both are done. Throws if a write fails. */
export async function askWhileWriting(run: Run): Promise<Tally> {
  const { nodes, questions, writes, readers = 8 } = run;
  const importing = run.importInto === undefined ? undefined : await Importing.into(run.importInto);
  const tally: Tally = { questions: 0, writes: 0, stale: 0, mixed: 0, wrong: 0, examples: [] };
  let begun = 0;
  const write = async (): Promise<void> => {
    begun++;
    if (importing) await importing.version(begun);
    else await writeVersion(nodes[begun % nodes.length]!, run.key, begun);
    tally.writes = begun;
  };
  const judge = (path: string, { status, body }: Answer, from: number, found: number[] | undefined): void => {
    const fault = faultOf(found, from, begun);
    if (!fault) return;
    tally[fault]++;
    const said = `${path}: ${status} ${JSON.stringify(body).slice(0, 400)}`;
    if (tally.examples.length < 10) tally.examples.push(`${fault}, ${from} to ${begun}: ${said}`);
  };
  const ask = async (): Promise<void> => {
    while (tally.questions < questions) {
      const n = tally.questions++;
      const { path, versionsIn } = QUESTIONS[n % QUESTIONS.length]!;
      const from = tally.writes;
      const node = nodes[Math.floor(n / QUESTIONS.length) % nodes.length]!;
      const answer = await fetchJson(`${node}/${path}`);
      judge(path, answer, from, answer.status === 200 ? versionsIn(answer.body) : undefined);
      // As many questions between two writes, all along.
      while (tally.writes < writes && tally.writes * questions < (tally.questions - readers) * writes)
        await writing();
    }
  };
  let last = Promise.resolve();
  const writing = (): Promise<void> =>
    (last = last.then(() => (tally.writes < writes ? write() : undefined)));
  await write();
  await Promise.all(Array.from({ length: readers }, ask));
  await importing?.close();
  return tally;
}

function faultOf(
  versions: readonly number[] | undefined,
  from: number,
  to: number,
): "stale" | "mixed" | "wrong" | undefined {
  if (!versions || versions.some((n) => !(n <= to))) return "wrong";
  if (new Set(versions).size > 1) return "mixed";
  return versions[0]! < from ? "stale" : undefined;
}

async function writeVersion(node: string, key: string, n: number): Promise<void> {
  const entry = contentOf(n).map((resource) => ({
    resource,
    request: { method: "PUT", url: `${String(resource.resourceType)}/numbered` },
  }));
  const response = await fetch(node, {
    method: "POST",
    headers: { "content-type": "application/fhir+json", authorization: `Bearer ${key}` },
    body: JSON.stringify({ resourceType: "Bundle", type: "transaction", entry }),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`write ${n}: ${response.status} ${text.slice(0, 500)}`);
}

/** Does what `ossicle import` does. */
class Importing {
  private readonly store: Store;
  private readonly folder = temporaryFolder();

  private constructor(store: Store) {
    this.store = store;
  }

  static async into(address: string): Promise<Importing> {
    return new Importing(await openStore(address));
  }

  async version(n: number): Promise<void> {
    const path = `${this.folder.path}/version.json`;
    const entry = contentOf(n).map((resource) => ({ resource }));
    writeFileSync(path, JSON.stringify({ resourceType: "Bundle", type: "collection", entry }));
    await importFiles([path], this.store, new ImportJob(systemTable, { fhirVersion: "r4" }));
  }

  async close(): Promise<void> {
    await this.store.close();
    this.folder.remove();
  }
}

async function fetchJson(url: string): Promise<Answer> {
  const response = await fetch(url);
  return { status: response.status, body: (await response.json()) as Json };
}
