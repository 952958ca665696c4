/** POST of a Bundle to the base: a batch, or a transaction; https://hl7.org/fhir/R5/http.html#transaction */
import type { Awaitable } from "../../terminology/util/awaitable.ts";
import type { Snapshot } from "../../terminology/store.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import {
  badEntry,
  tooManyEntries,
  wrongBundleType,
  wrongResourceType,
} from "../../terminology/issues/http.ts";
import type { Answer, FhirRequest, Handler } from "../fhir-request.ts";
import { decodePercent, Query } from "../query.ts";
import { entryOf, entryRequest, onlyReads, type BundleEntry } from "./bundle-entry.ts";

/** How many reading entries of a batch are under way at a time. */
const AT_A_TIME = 4;
const MAX_ENTRIES = 10_000;

/** Answers requests: one that throws, and one that makes an answer of what was thrown. */
export interface Dispatcher {
  dispatch(request: FhirRequest): Awaitable<Answer>;
  /** What is there now: for who reads after a write. */
  state(): Awaitable<Snapshot>;
  failure(thrown: unknown, request: { method: string; path: string }): Answer;
}

export type Transaction = (bundle: FhirRequest, entries: BundleEntry[]) => Promise<object[]>;

export function bundle(dispatcher: Dispatcher, transaction: Transaction): Handler {
  return async (request) => {
    const { type, entries } = await readBundle(request);
    const entry =
      type === "batch" ? await batch(request, entries, dispatcher) : await transaction(request, entries);
    const resource = {
      resourceType: "Bundle",
      type: `${type}-response`,
      ...(entry.length > 0 ? { entry } : {}),
    };
    return { status: 200, resource };
  };
}

async function readBundle(
  request: FhirRequest,
): Promise<{ type: "batch" | "transaction"; entries: BundleEntry[] }> {
  const body = await request.body();
  const { resourceType, type, entry } = body as { resourceType?: unknown; type?: unknown; entry?: unknown };
  if (body instanceof Query || resourceType !== "Bundle") {
    throw new TerminologyError(wrongResourceType(resourceType, "a Bundle"));
  }
  if (type !== "batch" && type !== "transaction") throw new TerminologyError(wrongBundleType(type));
  const entries: unknown[] = Array.isArray(entry) ? entry : [];
  if (entries.length > MAX_ENTRIES) throw new TerminologyError(tooManyEntries(entries.length, MAX_ENTRIES));
  const broken = entries.findIndex((e) => typeof e !== "object" || e === null);
  if (broken >= 0) throw new TerminologyError(badEntry(broken, "it is no object"));
  return { type, entries: entries as BundleEntry[] };
}

/**
 * Each entry stands for itself. Those that only read go side by side, from one state, up to the next that writes; what
 * comes after it sees what it wrote.
 */
async function batch(
  request: FhirRequest,
  entries: BundleEntry[],
  dispatcher: Dispatcher,
): Promise<object[]> {
  const answers: Promise<Answer>[] = [];
  let { store } = request;
  for (const [i, entry] of entries.entries()) {
    const reads = mayGoBesides(entry);
    await (reads ? answers[i - AT_A_TIME] : Promise.all(answers));
    const answer = answerTo(request, entry, i, store, dispatcher);
    answers.push(answer);
    if (reads) continue;
    await answer;
    store = await dispatcher.state();
  }
  return (await Promise.all(answers)).map(entryOf);
}

/** What can't be read as a request changes nothing either. */
function mayGoBesides({ request }: BundleEntry): boolean {
  const { method, url } = request ?? {};
  if (typeof method !== "string" || typeof url !== "string") return true;
  try {
    return onlyReads({ method, path: decodePercent(url.split("?", 1)[0]!) });
  } catch {
    return true;
  }
}

async function answerTo(
  bundle: FhirRequest,
  entry: BundleEntry,
  index: number,
  store: Snapshot,
  dispatcher: Dispatcher,
): Promise<Answer> {
  try {
    // Others have their turn; and what is left when the budget of all entries is used up says so.
    await bundle.work?.giveWay();
    bundle.work?.concepts(1);
    const answer = await dispatcher.dispatch(entryRequest(bundle, entry, index, store));
    if (answer.resource) bundle.work?.bytes(JSON.stringify(answer.resource).length);
    return answer;
  } catch (thrown) {
    return dispatcher.failure(thrown, { method: "batch entry", path: bundle.path });
  }
}
