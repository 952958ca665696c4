/**
 * A transaction: every change or none, in one commit; https://hl7.org/fhir/R5/http.html#trules.
 * References between its entries (`urn:uuid:...`) are turned into those of the resources as stored.
 */
import { TerminologyError, type Issue } from "../../terminology/issues/issue.ts";
import { badEntry } from "../../terminology/issues/rest.ts";
import type { ResourceType } from "../../terminology/model.ts";
import type { ResourceReader, StoredResource, Write } from "../../terminology/store.ts";
import { inTurns, Turns } from "../../terminology/util/in-turns.ts";
import type { Caller } from "../auth/access.ts";
import type { Answer, FhirRequest } from "../fhir-request.ts";
import { checkDepth } from "../../fhir/depth.ts";
import { decodePercent } from "../query.ts";
import { entryRequest, onlyReads, type BundleEntry } from "./bundle-entry.ts";
import type { Dispatcher, Transaction } from "./bundle.ts";
import { faultsOf, resolveChange, takeResource, type Change } from "./change.ts";
import { withReferences } from "./references.ts";
import { changed, existing, invalid, type Writer } from "./write.ts";

/** A change, and which entry it is. */
interface Planned {
  index: number;
  request: FhirRequest;
  change: Change;
  fullUrl?: string | undefined;
  write?: Write | undefined;
  found?: StoredResource | undefined;
}

/** `writer` is absent where writing is off; then a transaction may only read. */
export function transaction(
  writable: readonly ResourceType[],
  writer: Writer | undefined,
  dispatcher: Dispatcher,
): Transaction {
  return async (bundle, entries) => {
    const requests = entries.map((entry, i) => entryRequest(bundle, entry, i));
    const planned: Planned[] = [];
    const reads: number[] = [];
    for (const [index, request] of requests.entries()) {
      const change = changeIn(request, entries[index]!, writable);
      if (change && writer) planned.push({ index, request, change, fullUrl: text(entries[index]!.fullUrl) });
      else if (writer && !onlyReads(request)) throw new TerminologyError(badEntry(index, NO_CHANGE));
      else reads.push(index);
    }
    const answers = new Map<number, Answer>();
    if (writer && planned.length > 0) {
      const caller = await authorizeAll(planned, writer);
      await checkAll(planned);
      await takeAll(planned);
      const decide = async (state: ResourceReader) => {
        await resolveAll(planned, state);
        return writesOf(planned).map(({ write }) => write);
      };
      const stored = await writer.commit(decide, { caller, request: bundle });
      await answerAll(planned, stored, answers);
    }
    // Reads come last, and see what was written. What they can't find undoes nothing.
    const state = planned.length > 0 ? await dispatcher.state() : bundle.store;
    for (const index of reads)
      answers.set(index, await readEntry({ ...requests[index]!, store: state }, dispatcher));
    return entries.map((_entry, i) => answers.get(i)!);
  };
}

const NO_CHANGE =
  "a transaction may read, search, call operations, and create, update or delete what is written here; this is none of it";

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** The change that an entry asks for; undefined: it asks for something else. */
function changeIn(
  request: FhirRequest,
  entry: BundleEntry,
  writable: readonly ResourceType[],
): Change | undefined {
  const { method, path, headers } = request;
  const [name = "", id, ...more] = path.split("/").map(decodePercent);
  const type = writable.find((t) => t === name);
  if (!type || more.length > 0 || id?.startsWith("$") || id === "_search") return undefined;
  if (method !== "POST" && method !== "PUT" && method !== "DELETE") return undefined;
  if (method === "POST" && id !== undefined) return undefined;
  return {
    version: request.version,
    method,
    type,
    id,
    condition: request.query,
    resource: entry.resource,
    ifMatch: headers["if-match"],
    ifNoneMatch: headers["if-none-match"],
    ifNoneExist: text(headers["if-none-exist"]),
  };
}

/** All of it, before any of it is looked at. */
async function authorizeAll(planned: readonly Planned[], writer: Writer): Promise<Caller | undefined> {
  let caller: Caller | undefined;
  const turns = new Turns();
  for (const { request, change } of planned) {
    caller = await writer.authorize(request, change.type, change.method);
    await turns.giveWay();
  }
  return caller;
}

async function checkAll(planned: readonly Planned[]): Promise<void> {
  const faults: Issue[] = [];
  const turns = new Turns();
  for (const { index, change } of planned) {
    await turns.giveWay();
    for (const fault of await faultsOf(change)) {
      const place = `Bundle.entry[${index}].resource`;
      const expression = fault.expression?.map((e) => e.replace(/^[A-Za-z]+/, place)) ?? [place];
      faults.push({ ...fault, text: `Entry ${index}: ${fault.text}`, expression });
    }
  }
  if (faults.length > 0) throw invalid(faults);
}

async function takeAll(planned: readonly Planned[]): Promise<void> {
  const turns = new Turns();
  for (const { change } of planned) {
    await takeResource(change);
    await turns.giveWay();
  }
}

async function resolveAll(planned: readonly Planned[], state: ResourceReader): Promise<void> {
  const ids = new Map<string, string>();
  const seen = new Map<string, number>();
  const turns = new Turns();
  for (const plan of planned) {
    await turns.giveWay();
    const resolved = await resolveChange(plan.change, state);
    plan.write = "write" in resolved ? resolved.write : undefined;
    plan.found = "write" in resolved ? undefined : resolved.found;
    const target = plan.write ?? plan.found;
    if (!target) continue;
    const name = `${target.type}/${target.id}`;
    const before = seen.get(name);
    if (before !== undefined && plan.write) {
      throw new TerminologyError(badEntry(plan.index, `it changes ${name}, as entry ${before} does`));
    }
    seen.set(name, plan.index);
    if (plan.fullUrl !== undefined) ids.set(plan.fullUrl, name);
  }
  for (const { write } of planned) {
    if (!write || write.method === "delete" || ids.size === 0) continue;
    await turns.giveWay();
    checkDepth(write.resource);
    write.resource = await inTurns(withReferences(write.resource, ids));
  }
}

/** In the specification's order: deletes, creates, updates. */
const ORDER = { delete: 0, create: 1, update: 2 };

type Writing = Planned & { write: Write };

const writesOf = (planned: readonly Planned[]): Writing[] =>
  planned
    .filter((plan): plan is Writing => plan.write !== undefined)
    .sort((a, b) => ORDER[a.write.method] - ORDER[b.write.method]);

async function answerAll(
  planned: readonly Planned[],
  stored: readonly StoredResource[],
  answers: Map<number, Answer>,
): Promise<void> {
  const turns = new Turns();
  for (const [i, { index, request, write }] of writesOf(planned).entries()) {
    await turns.giveWay();
    answers.set(index, changed(request, write, stored[i]!));
  }
  for (const { index, request, change, write, found } of planned) {
    if (!write) answers.set(index, existing(request, change, found));
  }
}

async function readEntry(request: FhirRequest, dispatcher: Dispatcher): Promise<Answer> {
  try {
    return await dispatcher.dispatch(request);
  } catch (thrown) {
    return dispatcher.failure(thrown, request);
  }
}
