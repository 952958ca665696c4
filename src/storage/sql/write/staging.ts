/**
 * Where the records of an import wait until all of them are known to be good. A source may be slow, or break off;
 * meanwhile nobody else has to wait, and memory holds no more than a page.
 */
import { designationsOf } from "../../../terminology/concepts/designations.ts";
import type { CodeSystem, Concept, ConceptMap, Resource } from "../../../terminology/model.ts";
import { recordsOf } from "../../../terminology/resources/resources.ts";
import type { ImportRecord, Met } from "../../../terminology/store.ts";
import { yieldToOthers } from "../../../terminology/util/in-turns.ts";
import { Lru } from "../../../terminology/util/lru.ts";
import { gather, type Gatherer, type HeaderRecord, type RowRecord } from "../../gather.ts";
import { Fingerprint, unstamped } from "../../resource-identity.ts";
import { deflated, hasRows, type StoredText, withoutRows } from "../body.ts";
import { translated } from "../engines/sqlite-connection.ts";
import { keyOf } from "../keys.ts";
import { describe, type Staged } from "./staged.ts";
import { StagingFile } from "./staging-file.ts";

/** Codes whose numbers are kept while records come. */
const RECENT = 200_000;
/** Rows of a whole resource that are taken in at a time; between two, other requests have their turn. */
const BATCH = 500;

type Header = CodeSystem | ConceptMap | Resource;

/** A resource whose rows are coming. */
interface Open {
  number: number;
  header: Header;
  met?: Met | undefined;
  rows: number;
  languages: Set<string>;
  print: Fingerprint;
  key: (code: string) => string;
}

class Staging implements Gatherer<Open, Staged> {
  private readonly file = new StagingFile();
  private count = 0;
  /** Parents mostly come shortly before their children: those needn't be looked up later. */
  private readonly recent = new Lru<string, number>("staged-codes", RECENT);

  /**
   * Takes records in, and yields each resource when its last record has come.
   * @throws TerminologyError for a row without header, and what the source throws
   */
  take(records: AsyncIterable<ImportRecord> | Iterable<ImportRecord>): AsyncGenerator<Staged> {
    return gather(records, this);
  }

  /** A resource that came as a whole: where rows can't say all of it, it is kept as it is too. */
  async whole(given: Resource): Promise<Staged> {
    const resource = unstamped(given);
    if (!hasRows(resource.resourceType)) {
      const print = await new Fingerprint().addWhole(resource);
      return this.close(this.start(resource, print, await withoutRows(resource)));
    }
    const body = await deflated(resource);
    let open: Open | undefined;
    let rows = 0;
    for (const record of recordsOf(resource)) {
      if (record.kind === "concept" || record.kind === "mapping") this.addRow(open!, record);
      else if (record.kind !== "resource") open = this.open(record, body);
      if (++rows % BATCH === 0) await yieldToOthers();
    }
    return this.close(open!);
  }

  open(record: HeaderRecord, body: Uint8Array | null = null): Open {
    const header = unstamped(record.kind === "codeSystem" ? record.codeSystem : record.conceptMap);
    const text = { header: JSON.stringify(header), body };
    return { ...this.start(header, new Fingerprint().add(record), text), met: record.met };
  }

  private start(header: Header, print: Fingerprint, text: StoredText): Open {
    const number = this.count++;
    this.recent.clear();
    this.file.addResource(number, text);
    return { number, header, rows: 0, languages: new Set(), print, key: keyOf(header) };
  }

  addRow(open: Open, record: RowRecord): void {
    open.print.add(record);
    if (record.kind === "concept") this.addConcept(open, record.concept);
    else this.file.addMapping(open.number, open.rows, record.mapping);
    open.rows++;
  }

  private addConcept({ number, rows, languages, key }: Open, concept: Concept): void {
    const n = this.file.addConcept(number, rows, key(concept.code), concept);
    if (n === rows) this.recent.set(key(concept.code), n);
    for (const parent of concept.parents)
      this.file.addParent(number, n, this.recent.get(key(parent)), key(parent));
    for (const { language } of designationsOf(concept)) if (language !== undefined) languages.add(language);
  }

  close({ number, header, met, rows, languages, print }: Open): Staged {
    const { file } = this;
    return {
      ...describe(header),
      met,
      rows,
      languages,
      fingerprint: print.digest(),
      resource: () => file.resource(number),
      hierarchy: () => file.hierarchy(number),
      conceptReader: () => file.conceptReader(number),
      mappings: () => file.mappings(number),
      sorter: (table) => file.sorter(table),
    };
  }

  end(): void {
    this.file.close();
  }
}

/** Runs `work` with a staging of its own, which may run out of room as any file. */
export async function withStaging<T>(work: (staging: Staging) => Promise<T>): Promise<T> {
  const staging = new Staging();
  try {
    return await work(staging);
  } catch (cause) {
    throw translated(cause);
  } finally {
    staging.end();
  }
}
