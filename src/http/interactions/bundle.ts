/** POST of a Bundle to the base: a batch, or a transaction; https://hl7.org/fhir/R5/http.html#transaction */
import { checkShape } from "../../fhir/shape.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import {
  badEntry,
  tooManyEntries,
  wrongBundleType,
  wrongResourceType,
} from "../../terminology/issues/rest.ts";
import type { Snapshot } from "../../terminology/store.ts";
import { type Awaitable, orElse } from "../../terminology/util/awaitable.ts";
import { isList, isNode, listOf, objects, typeSaid } from "../../terminology/util/json-object.ts";
import { splitAddress } from "../address.ts";
import { bundleAnswer, type MadeEntry } from "../bundle-pieces.ts";
import type { Answer, FhirRequest, Handler } from "../fhir-request.ts";
import { Query } from "../query.ts";
import { SharedResources } from "../shared-resources.ts";
import { type BundleEntry, entryOf, entryRequest, onlyReads } from "./bundle-entry.ts";

/** How many reading entries of a batch are under way at a time. */
const AT_A_TIME = 4;
/** How many whose answers are short: they ask about single codes, or for so few concepts of an expansion. */
const SHORT_AT_A_TIME = 16;
/** How many of those that ask about single codes and bring no definition of their own. */
const PLAIN_AT_A_TIME = 48;
const FEW_CONCEPTS = 100;
const ABOUT_CODES = /\$(?:lookup|subsumes|translate|validate-code)$/;
const MAX_ENTRIES = 10_000;

/** Answers requests: one that throws, and one that makes an answer of what was thrown. */
export interface Dispatcher {
  /** Whether the caller may ask it: throws where not, and does nothing of it. */
  judge(request: FhirRequest): Awaitable<unknown>;
  dispatch(request: FhirRequest): Awaitable<Answer>;
  /** What is there now: for whoever reads after a write. */
  state(): Awaitable<Snapshot>;
  failure(thrown: unknown, request: Pick<FhirRequest, "method" | "path" | "base">): Answer;
}

export type Transaction = (bundle: FhirRequest, entries: BundleEntry[]) => Promise<Answer[]>;

export function bundle(dispatcher: Dispatcher, transaction: Transaction): Handler {
  return async (asked) => {
    const { type, entries } = await readBundle(asked);
    const request = { ...asked, shared: new SharedResources() };
    const answers =
      type === "batch"
        ? await batchAnswers({ request, entries, dispatcher })
        : (await transaction(request, entries)).values();
    return bundleAnswer(request, {
      head: { resourceType: "Bundle", type: `${type}-response` },
      entries: asEntries(answers, { request, entries, dispatcher }),
    });
  };
}

/** A long answer is begun only while there is something left of the budget. */
async function* asEntries(
  answers: AnswersInOrder,
  { request: { work, path, base }, entries, dispatcher }: Batch,
): AsyncGenerator<MadeEntry> {
  let at = 0;
  for await (const answer of answers) {
    const mayBegin = !answer.pieces || !work?.isUsedUp;
    yield entryOf(
      mayBegin ? answer : dispatcher.failure(work.tooMuch(), { method: "batch entry", path, base }),
      entries[at++]!.request?.method,
    );
  }
}

async function readBundle(
  request: FhirRequest,
): Promise<{ type: "batch" | "transaction"; entries: BundleEntry[] }> {
  const body = await request.body();
  if (body instanceof Query || !isNode(body) || body.resourceType !== "Bundle")
    throw new TerminologyError(wrongResourceType(typeSaid(body), "a Bundle"));
  const { type, entry } = body;
  if (type !== "batch" && type !== "transaction") throw new TerminologyError(wrongBundleType(type));
  const entries = listOf(entry);
  // Entries are looked at one by one: in a batch each stands for itself.
  checkShape({ ...body, entry: isList(entry) ? [] : entry }, request.version.name);
  if (entries.length > MAX_ENTRIES)
    throw new TerminologyError(tooManyEntries(entries.length, MAX_ENTRIES, "Bundle.entry"));
  const broken = entries.findIndex((one) => !isNode(one));
  if (broken >= 0) throw new TerminologyError(badEntry(broken, "it is no object"));
  return { type, entries: entries.filter(isNode) };
}

interface Batch {
  request: FhirRequest;
  entries: readonly BundleEntry[];
  dispatcher: Dispatcher;
}

type AnswersInOrder = AsyncIterable<Answer> | Iterable<Answer>;

/** Each entry stands for itself. Where nothing is written, answers are made while those before are sent. */
async function batchAnswers(batch: Batch): Promise<AnswersInOrder> {
  return batch.entries.every(mayGoBesides) ? reads(batch) : readsAndWrites(batch);
}

/** Some are begun together, and no more: what they ask of a database at the same step is one question there. */
async function* reads(batch: Batch): AsyncGenerator<Answer> {
  const { entries, request } = batch;
  for (let at = 0; at < entries.length;) {
    // Each that has to wait here says itself why it may not go on.
    await orElse(
      () => request.work?.giveWay(),
      () => undefined,
    );
    const underWay: Promise<Answer>[] = [];
    for (let room = 1; room > 0 && at < entries.length; at++) {
      underWay.push(answerTo(batch, at, request.store));
      room -= 1 / atATime(entries[at]!);
    }
    yield* underWay;
  }
}

function atATime({ request, resource }: BundleEntry): number {
  const { url } = request ?? {};
  if (typeof url !== "string") return AT_A_TIME;
  const { path, query } = splitAddress(url);
  if (ABOUT_CODES.test(path)) return resource === undefined ? PLAIN_AT_A_TIME : SHORT_AT_A_TIME;
  const isShort =
    path.endsWith("$expand") && (countSaid(query) ?? countIn(resource) ?? Infinity) <= FEW_CONCEPTS;
  return isShort ? SHORT_AT_A_TIME : AT_A_TIME;
}

function countSaid(query: string): number | undefined {
  const said = /(?:^|&)count=(\d+)/.exec(query);
  return said ? Number(said[1]) : undefined;
}

/** Of Parameters. */
function countIn(resource: object | undefined): number | undefined {
  const parameters = objects(isNode(resource) ? resource.parameter : undefined);
  const count = parameters.find(({ name }) => name === "count")?.valueInteger;
  return typeof count === "number" ? count : undefined;
}

/**
 * All are done, whether or not their answers are taken. Those that only read go side by side, from one state, up to the
 * next that writes; what comes after it sees what it wrote.
 */
async function readsAndWrites(batch: Batch): Promise<Answer[]> {
  const answers: Promise<Answer>[] = [];
  let { store } = batch.request;
  /** Those before are there. */
  let from = 0;
  for (const [i, entry] of batch.entries.entries()) {
    const isRead = mayGoBesides(entry);
    await (isRead ? answers[i - AT_A_TIME] : Promise.all(answers.slice(from)));
    const answer = answerTo(batch, i, store);
    answers.push(answer);
    if (isRead) continue;
    await answer;
    from = i;
    store = await batch.dispatcher.state();
  }
  return Promise.all(answers);
}

/** What can't be read as a request changes nothing either. */
function mayGoBesides({ request }: BundleEntry): boolean {
  const { method, url } = request ?? {};
  if (typeof method !== "string" || typeof url !== "string") return true;
  try {
    return onlyReads({ method, path: splitAddress(url).path });
  } catch {
    return true;
  }
}

/** Never rejects. */
async function answerTo(
  { request, entries, dispatcher }: Batch,
  index: number,
  store: Snapshot,
): Promise<Answer> {
  const { work, path, base } = request;
  try {
    // Others have their turn; and what is left when the budget of all entries is used up says so.
    const turn = work?.giveWay();
    if (turn instanceof Promise) await turn;
    work?.concepts(1);
    return await dispatcher.dispatch(entryRequest(request, entries[index]!, index, store));
  } catch (thrown) {
    return dispatcher.failure(thrown, { method: "batch entry", path, base });
  }
}
