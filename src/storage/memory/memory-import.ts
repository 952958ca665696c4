/** Collects import records into the resources they make up. */
import type { CodeSystem, Concept, ConceptMap, Mapping, Resource } from "../../terminology/model.ts";
import { recordsOf } from "../../terminology/resources/resources.ts";
import type { ImportRecord, Met } from "../../terminology/store.ts";
import { inTurns, yieldToOthers } from "../../terminology/util/in-turns.ts";
import { gather, type Gatherer } from "../gather.ts";
import { Fingerprint, unstamped } from "../resource-identity.ts";
import { MemoryCodeSystem } from "./memory-code-system.ts";
import { MemoryConceptMap } from "./memory-concept-map.ts";
import { MemoryResource } from "./memory-resource.ts";

/** Rows that are taken in at a time; between two, other requests have their turn. */
const BATCH = 500;

type Open = { print: Fingerprint; met: Met | undefined } & (
  | { kind: "codeSystem"; header: CodeSystem; rows: Concept[] }
  | { kind: "conceptMap"; header: ConceptMap; rows: Mapping[] }
);

export interface Collected {
  resource: MemoryResource;
  rows: number;
  met?: Met | undefined;
}

/**
 * One resource at a time, as soon as its last record has been seen.
 * @throws TerminologyError for a row without header
 */
export const collect = (
  records: AsyncIterable<ImportRecord> | Iterable<ImportRecord>,
): AsyncGenerator<Collected> => gather(records, COLLECTING);

const COLLECTING: Gatherer<Open, Collected> = {
  open(record) {
    const print = new Fingerprint().add(record);
    const { met } = record;
    if (record.kind === "codeSystem")
      return { kind: record.kind, header: unstamped(record.codeSystem), rows: [], print, met };
    return { kind: record.kind, header: unstamped(record.conceptMap), rows: [], print, met };
  },

  addRow(open, record) {
    if (open.kind === "codeSystem" && record.kind === "concept") open.rows.push(record.concept);
    if (open.kind === "conceptMap" && record.kind === "mapping") open.rows.push(record.mapping);
    open.print.add(record);
  },

  async close(open) {
    const rows =
      open.kind === "codeSystem"
        ? await inTurns(MemoryCodeSystem.of(open.header, open.rows))
        : await inTurns(MemoryConceptMap.of(open.header, open.rows));
    const resource = new MemoryResource(open.header, rows, open.print.digest());
    return { resource, rows: open.rows.length, met: open.met };
  },

  /** It may have rows too. */
  async whole(resource: Resource) {
    const given = unstamped(resource);
    let rows = -1;
    const print = new Fingerprint();
    for (const record of recordsOf(given)) {
      if (record.kind === "resource") await print.addWhole(given);
      else print.add(record);
      if (++rows % BATCH === BATCH - 1) await yieldToOthers();
    }
    return { resource: await MemoryResource.inTurns(given, print.digest()), rows };
  },
};
