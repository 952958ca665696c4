/**
 * A transaction: every change or none, in one commit; https://hl7.org/fhir/R5/http.html#trules.
 * References between its entries (`urn:uuid:...`) and by a search are turned into those of the resources as stored.
 */
import { checkDepth } from "../../fhir/depth.ts";
import { type Issue, quote, TerminologyError } from "../../terminology/issues/issue.ts";
import { badEntry, writingIsOff } from "../../terminology/issues/rest.ts";
import type { ResourceType } from "../../terminology/model.ts";
import type { ResourceReader, StoredResource, Write } from "../../terminology/store.ts";
import { eachInTurn, inTurns } from "../../terminology/util/in-turns.ts";
import { asText } from "../../terminology/util/json-object.ts";
import type { Caller } from "../auth/access.ts";
import type { Answer, FhirRequest } from "../fhir-request.ts";
import { decodePercent } from "../query.ts";
import type { Dispatcher, Transaction } from "./bundle.ts";
import { type BundleEntry, entryRequest, onlyReads } from "./bundle-entry.ts";
import {
  type Change,
  type ChangeMethod,
  changeOf,
  checkConditions,
  countCondition,
  faultsOf,
  resolveChange,
  takeResource,
} from "./change.ts";
import {
  countReferences,
  type FoundReferences,
  referencesIn,
  resolveReferences,
  typesOf,
} from "./conditional-references.ts";
import { errorOfEntry, issueOfEntry, ofEntry } from "./entry-faults.ts";
import { rootOf, withReferences } from "./references.ts";
import { changed, refuse, type Writer } from "./write.ts";

/** A change that an entry asks for. */
interface Asked {
  index: number;
  request: FhirRequest;
  type: ResourceType;
  method: ChangeMethod;
  entry: BundleEntry;
}

/** The same, once it is known what it comes to. */
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
    const asked: Asked[] = [];
    const reads = new Map<number, FhirRequest>();
    for (const [index, request] of requests.entries()) {
      const change = changeIn(request, writable);
      if (change && writer) asked.push({ index, entry: entries[index]!, ...change });
      else if (onlyReads(request)) reads.set(index, request);
      else throw new TerminologyError(writer ? badEntry(index, NO_CHANGE) : writingIsOff());
    }
    // Whoever may not read an entry is told before anything is changed.
    for await (const request of eachInTurn(reads.values())) await dispatcher.judge(request);
    const answers = new Map<number, Answer>();
    if (writer && asked.length > 0) await changeAll(bundle, asked, writer, answers);
    // Reads come last, and see what was written. What they can't find undoes nothing.
    const state = asked.length > 0 ? await dispatcher.state() : bundle.store;
    for (const [index, request] of reads)
      answers.set(index, await readEntry({ ...request, store: state }, dispatcher));
    return entries.map((_entry, i) => answers.get(i)!);
  };
}

/** Every change of the transaction in one commit, or none. */
async function changeAll(
  bundle: FhirRequest,
  asked: readonly Asked[],
  writer: Writer,
  answers: Map<number, Answer>,
): Promise<void> {
  const caller = await authorizeAll(asked, writer);
  const planned = await planAll(asked);
  await checkAll(planned);
  await takeAll(planned);
  const references = await referencesOf(planned);
  for (const type of typesOf(references)) await writer.authorizeSearch(bundle, type);
  await countReferences(references, bundle);
  const decide = async (state: ResourceReader) => {
    await resolveAll(planned, references, state);
    return writesOf(planned).map(({ write }) => write);
  };
  const stored = await ofEntryRefused(planned, () => writer.commit(decide, { caller, request: bundle }));
  await answerAll(writer, planned, stored, answers);
}

const NO_CHANGE =
  "a transaction may read, search, call operations, and create, update, patch or delete what is written here; this is none of it";

/** The change that an entry asks for; undefined: it asks for something else. */
function changeIn(
  request: FhirRequest,
  writable: readonly ResourceType[],
): Pick<Asked, "request" | "type" | "method"> | undefined {
  const { method, path } = request;
  const [name = "", id, ...more] = path.split("/").map(decodePercent);
  const type = writable.find((t) => t === name);
  if (!type || more.length > 0 || id?.startsWith("$") || id === "_search") return undefined;
  if (!isChange(method) || (method === "POST" && id !== undefined)) return undefined;
  return { request: id === undefined ? request : { ...request, params: { id } }, type, method };
}

const isChange = (method: string): method is ChangeMethod =>
  method === "POST" || method === "PUT" || method === "PATCH" || method === "DELETE";

/** All of it, before any of it is looked at. */
async function authorizeAll(asked: readonly Asked[], writer: Writer): Promise<Caller | undefined> {
  let caller: Caller | undefined;
  for await (const { request, type, method } of eachInTurn(asked))
    caller = await writer.authorize(request, type, method);
  return caller;
}

/** What is patched is as it was before the transaction: no other entry may change it too. */
async function planAll(asked: readonly Asked[]): Promise<Planned[]> {
  const planned: Planned[] = [];
  for await (const { index, request, type, method, entry } of eachInTurn(asked)) {
    const change = await ofEntry(index, async () => {
      checkConditions(request, method);
      await countCondition(request, type, method);
      return method === "PATCH" ? patchOf(request, type) : changeOf(request, type, method, entry.resource);
    });
    planned.push({ index, request, change, fullUrl: asText(entry.fullUrl) });
  }
  return planned;
}

/** What patches is read at the first patch: most Bundles have none. */
async function patchOf(request: FhirRequest, type: ResourceType): Promise<Change> {
  const { patchAsked } = await import("./patch.ts");
  return patchAsked(request, type);
}

/** What the store refuses. */
async function ofEntryRefused<T>(planned: readonly Planned[], commit: () => Promise<T>): Promise<T> {
  try {
    return await commit();
  } catch (error) {
    const refused = error instanceof TerminologyError ? error.write : undefined;
    const plan = refused && planned.find(({ write }) => write === refused);
    throw plan ? errorOfEntry(plan.index, error) : error;
  }
}

async function checkAll(planned: readonly Planned[]): Promise<void> {
  const faults: Issue[] = [];
  for await (const { index, change } of eachInTurn(planned)) {
    for (const fault of await ofEntry(index, () => faultsOf(change))) faults.push(issueOfEntry(index, fault));
  }
  refuse(faults);
}

async function takeAll(planned: readonly Planned[]): Promise<void> {
  for await (const { index, change } of eachInTurn(planned)) await ofEntry(index, () => takeResource(change));
}

/**
 * The references that are searches, before others have to wait for it.
 * @throws TerminologyError value: one is to an entry that is not there
 */
async function referencesOf(planned: readonly Planned[]): Promise<ReadonlySet<string>> {
  const conditional = new Set<string>();
  const fullUrls = new Set(planned.map(({ fullUrl }) => fullUrl));
  for (const { index, change } of planned) {
    if (!change.resource) continue;
    checkDepth(change.resource);
    const found: FoundReferences = { conditional, entries: new Set() };
    await inTurns(referencesIn(change.resource, found));
    for (const reference of found.entries) {
      if (!fullUrls.has(reference)) throw new TerminologyError(badEntry(index, noSuchEntry(reference)));
    }
  }
  return conditional;
}

const noSuchEntry = (reference: string): string =>
  `it refers to ${quote(reference)}, which is the fullUrl of no entry that is written; refer to what is stored by type and id`;

async function resolveAll(
  planned: readonly Planned[],
  references: ReadonlySet<string>,
  state: ResourceReader,
): Promise<void> {
  for await (const plan of eachInTurn(planned)) {
    const resolved = await ofEntry(plan.index, () => resolveChange(plan.change, state));
    plan.write = "write" in resolved ? resolved.write : undefined;
    plan.found = "write" in resolved ? undefined : resolved.found;
  }
  changedOnce(planned);
  const ids = idsByUrl(planned);
  if (references.size > 0) {
    const writes = writesOf(planned).map(({ write }) => write);
    const { name } = planned[0]!.change.version;
    for (const [reference, id] of await resolveReferences(references, writes, name, state))
      ids.set(reference, id);
  }
  const canonicals = new Set(planned.flatMap(({ write }) => urlOf(write) ?? []));
  for await (const { write, fullUrl } of eachInTurn(planned)) {
    if (!write || write.method === "delete" || ids.size === 0) continue;
    checkDepth(write.resource);
    const links = { ids, canonicals, root: rootOf(fullUrl) };
    write.resource = await inTurns(withReferences(write.resource, links));
  }
}

/** @throws TerminologyError value: two entries change the same, or one is answered by what another deletes. */
function changedOnce(planned: readonly Planned[]): void {
  const changes = new Map<string, Planned>();
  for (const plan of planned) {
    if (!plan.write) continue;
    const name = nameOf(plan)!;
    const before = changes.get(name);
    if (before)
      throw new TerminologyError(badEntry(plan.index, `it changes ${name}, as entry ${before.index} does`));
    changes.set(name, plan);
  }
  for (const plan of planned) {
    const change = plan.found && changes.get(nameOf(plan)!);
    if (change?.write?.method === "delete")
      throw new TerminologyError(
        badEntry(plan.index, `it finds ${nameOf(plan)}, which entry ${change.index} deletes`),
      );
  }
}

const urlOf = (write: Write | undefined): string | undefined =>
  write && write.method !== "delete" && "url" in write.resource ? write.resource.url : undefined;

/** What entries are called by others. @throws TerminologyError value: two of different resources have the same name. */
function idsByUrl(planned: readonly Planned[]): Map<string, string> {
  const ids = new Map<string, string>();
  for (const plan of planned) {
    const name = nameOf(plan);
    const { index, fullUrl } = plan;
    if (name === undefined || fullUrl === undefined) continue;
    if ((ids.get(fullUrl) ?? name) !== name)
      throw new TerminologyError(badEntry(index, `its fullUrl ${quote(fullUrl)} is that of another entry`));
    ids.set(fullUrl, name);
  }
  return ids;
}

/** `TYPE/ID` of what an entry changes or has found. */
function nameOf({ write, found }: Planned): string | undefined {
  const target = write ?? found;
  return target && `${target.type}/${target.id}`;
}

/** In the specification's order: deletes, creates, updates. */
const ORDER = { delete: 0, create: 1, update: 2 };

type Writing = Planned & { write: Write };

const writesOf = (planned: readonly Planned[]): Writing[] =>
  planned
    .filter((plan): plan is Writing => plan.write !== undefined)
    .sort((a, b) => ORDER[a.write.method] - ORDER[b.write.method]);

async function answerAll(
  writer: Writer,
  planned: readonly Planned[],
  stored: readonly StoredResource[],
  answers: Map<number, Answer>,
): Promise<void> {
  for await (const [i, { index, request, write }] of eachInTurn(writesOf(planned).entries()))
    answers.set(index, changed(request, write, stored[i]!));
  for (const { index, request, change, write, found } of planned) {
    if (!write) answers.set(index, await writer.existing(request, change, found));
  }
}

async function readEntry(request: FhirRequest, dispatcher: Dispatcher): Promise<Answer> {
  try {
    return await dispatcher.dispatch(request);
  } catch (thrown) {
    return dispatcher.failure(thrown, request);
  }
}
