/** From the records of an import to the resources they make up: the same for every store. */
import { TerminologyError } from "../terminology/issues/issue.ts";
import { rowWithoutHeader } from "../terminology/issues/storage.ts";
import type { Resource } from "../terminology/model.ts";
import type { ImportRecord } from "../terminology/store.ts";
import type { Awaitable } from "../terminology/util/awaitable.ts";
import { Turns } from "../terminology/util/in-turns.ts";

export type HeaderRecord = Extract<ImportRecord, { kind: "codeSystem" | "conceptMap" }>;
export type RowRecord = Extract<ImportRecord, { kind: "concept" | "mapping" }>;

/** How a store takes resources in. */
export interface Gatherer<Open, Gathered> {
  /** A header has come; its rows follow. */
  open(record: HeaderRecord): Open;
  addRow(open: Open, record: RowRecord): void;
  /** The last row has come. */
  close(open: Open): Awaitable<Gathered>;
  /** A resource has come in one record. */
  whole(resource: Resource): Promise<Gathered>;
}

/**
 * One resource at a time, as soon as its last record has been seen.
 * @throws TerminologyError for a row without header, and what the source throws
 */
export async function* gather<Open, Gathered>(
  records: AsyncIterable<ImportRecord> | Iterable<ImportRecord>,
  gatherer: Gatherer<Open, Gathered>,
): AsyncGenerator<Gathered> {
  let current: { open: Open; rowKind: RowRecord["kind"] } | undefined;
  const turns = new Turns();
  for await (const record of records) {
    if (turns.isOver) await turns.giveWay();
    if (record.kind === "concept" || record.kind === "mapping") {
      if (current?.rowKind !== record.kind) throw new TerminologyError(rowWithoutHeader(record.kind));
      gatherer.addRow(current.open, record);
      continue;
    }
    if (current) yield await gatherer.close(current.open);
    current = undefined;
    if (record.kind === "resource") {
      yield await gatherer.whole(record.resource);
      continue;
    }
    const rowKind = record.kind === "codeSystem" ? "concept" : "mapping";
    current = { open: gatherer.open(record), rowKind };
  }
  if (current) yield await gatherer.close(current.open);
}
