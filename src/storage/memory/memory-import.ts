/** Collects import records into the resources they make up. */
import { breathe, Turns } from "../../terminology/util/in-turns.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { rowWithoutHeader } from "../../terminology/issues/storage.ts";
import type { CodeSystem, Concept, ConceptMap, Mapping } from "../../terminology/model.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import { recordsOf } from "../../terminology/resources/resources.ts";
import { Fingerprint, unstamped } from "../resource-identity.ts";
import { codeSystemInTurns, conceptMapInTurns, MemoryResource } from "./memory-resource.ts";

/** Rows that are taken in at a time; between two, other requests have their turn. */
const BATCH = 500;

type Open =
  | { kind: "codeSystem"; header: CodeSystem; rows: Concept[]; print: Fingerprint }
  | { kind: "conceptMap"; header: ConceptMap; rows: Mapping[]; print: Fingerprint };

/**
 * One resource at a time, as soon as its last record has been seen.
 * @throws TerminologyError for a row without header
 */
export async function* collect(
  records: AsyncIterable<ImportRecord> | Iterable<ImportRecord>,
): AsyncGenerator<{ resource: MemoryResource; rows: number }> {
  let open: Open | undefined;
  const turns = new Turns();
  for await (const record of records) {
    if (turns.isOver) await turns.giveWay();
    if (record.kind === "concept" || record.kind === "mapping") {
      addRow(open, record);
      continue;
    }
    if (open) yield await close(open);
    open = undefined;
    if (record.kind === "resource") {
      yield await whole(record);
      continue;
    }
    const print = new Fingerprint().add(record);
    if (record.kind === "codeSystem")
      open = { kind: "codeSystem", header: unstamped(record.codeSystem), rows: [], print };
    else open = { kind: "conceptMap", header: unstamped(record.conceptMap), rows: [], print };
  }
  if (open) yield await close(open);
}

function addRow(
  open: Open | undefined,
  record: Extract<ImportRecord, { kind: "concept" | "mapping" }>,
): void {
  if (record.kind === "concept" && open?.kind === "codeSystem") open.rows.push(record.concept);
  else if (record.kind === "mapping" && open?.kind === "conceptMap") open.rows.push(record.mapping);
  else throw new TerminologyError(rowWithoutHeader(record.kind));
  open.print.add(record);
}

async function close(open: Open): Promise<{ resource: MemoryResource; rows: number }> {
  const rows =
    open.kind === "codeSystem"
      ? await codeSystemInTurns(open.header, open.rows)
      : await conceptMapInTurns(open.header, open.rows);
  return { resource: new MemoryResource(open.header, rows, open.print.digest()), rows: open.rows.length };
}

/** A resource given as one record may have rows too. */
async function whole({ resource }: Extract<ImportRecord, { kind: "resource" }>): Promise<{
  resource: MemoryResource;
  rows: number;
}> {
  const given = unstamped(resource);
  let rows = -1;
  const print = new Fingerprint();
  for (const record of recordsOf(given)) {
    if (record.kind === "resource") await print.addWhole(given);
    else print.add(record);
    if (++rows % BATCH === BATCH - 1) await breathe();
  }
  return { resource: await MemoryResource.inTurns(given, print.digest()), rows };
}
