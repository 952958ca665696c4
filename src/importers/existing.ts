/** What an import meets in the store: the same code system or map from elsewhere is neither lost nor mixed by accident. */
import { replacesOther, willReplace } from "../terminology/issues/importing.ts";
import { EVERY_CONCEPT } from "../terminology/concept-condition.ts";
import type { CodeSystem, ConceptMap } from "../terminology/model.ts";
import type { ImportRecord, StoredResource, TerminologyStore } from "../terminology/store.ts";
import type { ImportJob, Place } from "./importer.ts";

type Header = Extract<ImportRecord, { kind: "codeSystem" | "conceptMap" }>;

const PAGE = 5_000;

/**
 * Lets records through. With `--merge`, the rows of a resource that is there already are kept, and those that come
 * are added or take the place of their like; without, a resource from another source is only replaced on `--replace`.
 */
export async function* guarded(
  records: AsyncIterable<ImportRecord>,
  store: TerminologyStore,
  place: Place,
  job: ImportJob,
): AsyncGenerator<ImportRecord> {
  let kept: Kept | undefined;
  for await (const record of records) {
    if (record.kind === "concept" || record.kind === "mapping") {
      kept?.meet(record);
      yield record;
      continue;
    }
    if (kept) yield* kept.rest();
    kept = undefined;
    if (record.kind === "resource") yield record;
    else {
      kept = await meet(record, store, place, job);
      yield kept ? kept.header : record;
    }
  }
  if (kept) yield* kept.rest();
}

async function meet(
  record: Header,
  store: TerminologyStore,
  place: Place,
  job: ImportJob,
): Promise<Kept | undefined> {
  const incoming = record.kind === "codeSystem" ? record.codeSystem : record.conceptMap;
  const there = await stored(incoming, store);
  if (!there) return undefined;
  if (job.options.merge) {
    const rows =
      record.kind === "codeSystem" ? await conceptsOf(there, store) : await mappingsOf(there, store);
    return new Kept(record, there.resource as CodeSystem | ConceptMap, rows);
  }
  const name = `${incoming.url}${incoming.version ? `|${incoming.version}` : ""}`;
  const source = (there.resource as { meta?: { source?: string } }).meta?.source;
  if (source === incoming.meta?.source) return undefined;
  if (job.options.replace) job.note(place, willReplace(name, source));
  else job.fail(place, replacesOther(name, source));
  return undefined;
}

async function stored({ resourceType, url, version }: CodeSystem | ConceptMap, store: TerminologyStore) {
  const { items } = await store.search(
    resourceType,
    { criteria: [{ name: "url", values: [url ?? ""] }] },
    { summary: true },
  );
  return items.find((item) => (item.resource as { version?: string } | undefined)?.version === version);
}

async function conceptsOf(there: StoredResource, store: TerminologyStore): Promise<ImportRecord[]> {
  const { url, version } = there.resource as CodeSystem;
  const provider = await store.codeSystem({ url: url!, version });
  const rows: ImportRecord[] = [];
  for (let offset = 0; provider; offset += PAGE) {
    const { items } = await provider.select({ condition: EVERY_CONCEPT, offset, count: PAGE });
    for (const concept of items) rows.push({ kind: "concept", concept });
    if (items.length < PAGE) break;
  }
  return rows;
}

async function mappingsOf(there: StoredResource, store: TerminologyStore): Promise<ImportRecord[]> {
  const [provider] = await store.conceptMaps({ id: there.id });
  const rows: ImportRecord[] = [];
  for await (const mapping of provider?.all() ?? []) rows.push({ kind: "mapping", mapping });
  return rows;
}

/** What was there, as long as nothing takes its place. */
class Kept {
  readonly header: Header;
  private readonly rows = new Map<string, ImportRecord>();

  constructor(incoming: Header, there: CodeSystem | ConceptMap, rows: readonly ImportRecord[]) {
    this.header = merged(incoming, there);
    for (const row of rows) this.rows.set(keyOf(row), row);
  }

  meet(row: ImportRecord): void {
    this.rows.delete(keyOf(row));
  }

  /** By code, not in the store's order: importing the same again must give the same again. */
  rest(): ImportRecord[] {
    return [...this.rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }
}

function keyOf(row: ImportRecord): string {
  if (row.kind === "concept") return row.concept.code;
  if (row.kind !== "mapping") return "";
  const { source, target } = row.mapping;
  return JSON.stringify([source.system, source.code, target?.system, target?.code]);
}

/** The incoming header, with the properties and groups of both. */
function merged(incoming: Header, there: CodeSystem | ConceptMap): Header {
  const union = <T>(a: readonly T[] = [], b: readonly T[] = [], key: (item: T) => string): T[] => [
    ...new Map([...b, ...a].map((item) => [key(item), item])).values(),
  ];
  if (incoming.kind === "codeSystem") {
    const { codeSystem } = incoming;
    const property = union(codeSystem.property, (there as CodeSystem).property, (p) => p.code);
    return {
      kind: "codeSystem",
      codeSystem: { ...codeSystem, ...(property.length > 0 ? { property } : {}) },
    };
  }
  const { conceptMap } = incoming;
  const other = there as ConceptMap;
  const property = union(conceptMap.property, other.property, (p) => p.code);
  const group = union(conceptMap.group, other.group, (g) => `${g.source} ${g.target}`);
  return {
    kind: "conceptMap",
    conceptMap: {
      ...conceptMap,
      ...(property.length > 0 ? { property } : {}),
      ...(group.length > 0 ? { group } : {}),
    },
  };
}
