/** What an import meets in the store: the same code system or map from elsewhere is neither lost nor mixed by accident. */
import { canonicalSaid, pickVersion, printCanonical } from "../terminology/canonical.ts";
import { EVERY_CONCEPT } from "../terminology/concepts/concept-condition.ts";
import { broughtTwice, replacesOther, willReplace } from "../terminology/issues/importing.ts";
import { staysFragment } from "../terminology/issues/tables.ts";
import type { CodeSystem, ConceptMap, ResourceOf } from "../terminology/model.ts";
import type { FoundResource, ImportRecord, Store, StoredResource } from "../terminology/store.ts";
import { withoutUndefined } from "../terminology/util/without-undefined.ts";
import type { ImportJob, InputLocation } from "./import-job.ts";
import type { Policy } from "./importer.ts";

type Header = Extract<ImportRecord, { kind: "codeSystem" | "conceptMap" }>;

/** Where records are to go, and of which file and run they are. */
interface Bound {
  store: Store;
  location: InputLocation;
  job: ImportJob;
  /** What the run has brought so far, by name: the store knows nothing of it yet. */
  brought: Set<string>;
}

const PAGE = 5_000;

/**
 * Lets records through, heeding what is there. Without a policy, a resource that came from another source is only
 * replaced when the user says so.
 * @throws ImportRefused: it is there already, from elsewhere; or an earlier file of the run has brought it.
 */
export async function* guarded(
  records: AsyncIterable<ImportRecord>,
  bound: Bound,
  policyOf: (header: CodeSystem | ConceptMap) => Policy | undefined,
): AsyncGenerator<ImportRecord> {
  let kept: Kept | undefined;
  for await (const record of records) {
    if (record.kind === "concept" || record.kind === "mapping") {
      if (!kept || kept.meet(record)) yield record;
      continue;
    }
    if (kept) yield* kept.rest();
    kept = undefined;
    if (record.kind === "resource") yield record;
    else {
      const met = await meet(record, policyOf(resourceIn(record)), bound);
      kept = met instanceof Kept ? met : undefined;
      yield met instanceof Kept ? met.header : met;
    }
  }
  if (kept) yield* kept.rest();
}

const resourceIn = (record: Header): CodeSystem | ConceptMap =>
  record.kind === "codeSystem" ? record.codeSystem : record.conceptMap;

async function meet(record: Header, policy: Policy | undefined, bound: Bound): Promise<Kept | Header> {
  const { store, location, job, brought } = bound;
  const incoming = resourceIn(record);
  const name = printCanonical(incoming);
  const type = incoming.resourceType;
  if (brought.has(`${type} ${name}`) && !job.options.replace) job.fail(location, broughtTwice(name));
  brought.add(`${type} ${name}`);
  const there = await stored(incoming, store, policy);
  if (!there) return { ...record, met: null };
  const met = { id: there.id, versionId: there.versionId };
  const header = there.resource;
  if (policy !== undefined) {
    const rows =
      header.resourceType === "CodeSystem"
        ? await conceptsOf(header, store)
        : await mappingsOf(there.id, store);
    return new Kept({ ...record, met }, header, rows, policy);
  }
  const sources = sourcesOf(header);
  const same = sources.length === 1 && sources[0] === incoming.meta?.source;
  if (!same && !job.options.replace) job.fail(location, replacesOther(name, sources.join(", ")));
  if (!same) job.note(location, willReplace(name, sources.join(", ")));
  return stillFragment({ ...record, met }, header, name, bound);
}

/** What was a part of its code system is not made the whole by what takes its place; only the user can say so. */
function stillFragment(
  record: Header,
  there: CodeSystem | ConceptMap,
  name: string,
  { location, job }: Bound,
): Header {
  if (record.kind !== "codeSystem" || there.resourceType !== "CodeSystem") return record;
  const becomesWhole = there.content === "fragment" && record.codeSystem.content === "complete";
  if (!becomesWhole || job.options.content === "complete") return record;
  job.note(location, staysFragment(name));
  return { ...record, codeSystem: { ...record.codeSystem, content: "fragment" } };
}

/** A source without version adds to the latest version there is. */
async function stored(
  { resourceType, url, version }: CodeSystem | ConceptMap,
  store: Store,
  policy: Policy | undefined,
): Promise<FoundResource<ResourceOf<"CodeSystem" | "ConceptMap">> | undefined> {
  const query = { criteria: [{ name: "url", values: [url ?? ""] }] };
  const { items } = await store.search(resourceType, query, { summary: true });
  const versionOf = ({ resource }: StoredResource) => canonicalSaid(resource).version;
  if (policy !== undefined && version === undefined) return pickVersion(items, versionOf);
  return items.find((item) => versionOf(item) === version);
}

async function conceptsOf({ url, version }: CodeSystem, store: Store): Promise<ImportRecord[]> {
  const provider = await store.codeSystem({ url: url!, version });
  const rows: ImportRecord[] = [];
  for (let offset = 0; provider; offset += PAGE) {
    const { items } = await provider.select({ condition: EVERY_CONCEPT, offset, count: PAGE });
    for (const concept of items) rows.push({ kind: "concept", concept });
    if (items.length < PAGE) break;
  }
  return rows;
}

async function mappingsOf(id: string, store: Store): Promise<ImportRecord[]> {
  const [provider] = await store.conceptMaps({ id });
  const rows: ImportRecord[] = [];
  for await (const mapping of provider?.all() ?? []) rows.push({ kind: "mapping", mapping });
  return rows;
}

/** What was there, as long as nothing takes its place. */
class Kept {
  readonly header: Header;
  private readonly policy: Policy;
  private readonly rows = new Map<string, ImportRecord>();
  private readonly fold: boolean;

  constructor(
    incoming: Header,
    there: CodeSystem | ConceptMap,
    rows: readonly ImportRecord[],
    policy: Policy,
  ) {
    this.header = { ...merged(incoming, there), met: incoming.met! };
    this.policy = policy;
    this.fold = there.resourceType === "CodeSystem" && there.caseSensitive === false;
    for (const row of rows) this.rows.set(this.keyOf(row), row);
  }

  /** Does the row go on to the store now? */
  meet(row: ImportRecord): boolean {
    const key = this.keyOf(row);
    if (this.policy === "merge") {
      this.rows.delete(key);
      return true;
    }
    if (!this.rows.has(key)) this.rows.set(key, row);
    return false;
  }

  /**
   * What is left when all has come. Importing the same again must give the same again: merged rows stand behind those
   * that come, by code and not in an order of the store's; added rows stand behind those that were there.
   */
  rest(): ImportRecord[] {
    if (this.policy === "add") return [...this.rows.values()];
    return [...this.rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }

  private keyOf(row: ImportRecord): string {
    if (row.kind === "concept") return this.fold ? row.concept.code.toLowerCase() : row.concept.code;
    if (row.kind !== "mapping") return "";
    const { source, target, dependsOn } = row.mapping;
    const conditions = dependsOn.map(({ attribute, value }) => [attribute, value]);
    return JSON.stringify([source.system, source.code, target?.system, target?.code, conditions]);
  }
}

const MERGED = "merged from";

/** Every source that a resource was put together from. */
function sourcesOf({ meta, relatedArtifact = [] }: CodeSystem | ConceptMap): string[] {
  const others = relatedArtifact.filter((a) => a.label === MERGED).map((a) => a.display ?? "");
  return [...new Set([...(meta?.source === undefined ? [] : [meta.source]), ...others])];
}

/** The header that is there, with the properties, groups and sources of both. */
function merged(incoming: Header, there: CodeSystem | ConceptMap): Header {
  const union = <T>(a: readonly T[] = [], b: readonly T[] = [], key: (item: T) => string): T[] | undefined =>
    a.length + b.length === 0
      ? undefined
      : [...new Map([...b, ...a].map((item) => [key(item), item])).values()];
  const own = resourceIn(incoming);
  const header = { ...there };
  const sources = sourcesOf(own).filter((source) => !sourcesOf(there).includes(source));
  if (sources.length > 0) {
    const artifacts = sources.map((display) => ({ type: "derived-from" as const, label: MERGED, display }));
    header.relatedArtifact = [...(there.relatedArtifact ?? []), ...artifacts];
  }
  if (header.resourceType === "CodeSystem") {
    const property = union(header.property, own.property, (p) => p.code);
    return { kind: "codeSystem", codeSystem: withoutUndefined({ ...header, property }) };
  }
  const other = own as ConceptMap;
  const property = union(header.property, other.property, (p) => p.code);
  const group = union(header.group, other.group, (g) => `${g.source} ${g.target}`);
  return { kind: "conceptMap", conceptMap: withoutUndefined({ ...header, property, group }) };
}
