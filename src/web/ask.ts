/** How pages ask: the same requests as any caller's, answered in this process by the same handlers. */
import type { FhirVersion } from "../fhir/version.ts";
import { versions } from "../fhir/versions.ts";
import { splitAddress } from "../http/address.ts";
import { errorAnswer } from "../http/error-answer.ts";
import type { Answer } from "../http/fhir-request.ts";
import type { Log } from "../http/log.ts";
import { Query } from "../http/query.ts";
import type { Routes } from "../http/router.ts";
import type { Snapshot, Store } from "../terminology/store.ts";
import type { Awaitable } from "../terminology/util/awaitable.ts";
import type { WorkBudget } from "../terminology/util/work-budget.ts";

/** Parameters of an address: what is undefined or empty is left out, a list is repeated. */
export type Params = Record<string, string | number | boolean | readonly string[] | undefined>;

export interface Ask {
  /**
   * Throws only where the page itself is to end: what can't be answered has a status from 400 on and an OperationOutcome. `path` is below the
   * version's base, and may have a query of its own.
   */
  (version: FhirVersion, path: string, params?: Params, body?: object): Promise<Answer>;
}

/** The state of the content that all questions of a page are answered from. */
export type State = () => Awaitable<Snapshot>;

export interface Asked {
  routes: Routes;
  store: Store;
  log: Log;
}

/** Units of work that a question costs in any case: a sheet asks one for each row. */
const QUESTION = 100;

interface Asking {
  /** The server's address, for links in answers. */
  base: string;
  /** The caller's own, as far as they count for the answer. */
  headers: Record<string, string>;
  state: State;
  work: WorkBudget;
}

/** All that a page asks, it asks of one state of the content, within one budget of work. */
export function createAsk({ routes, log }: Asked, { base, headers, state, work }: Asking): Ask {
  return async (version, address, params = {}, body) => {
    const method = body ? "POST" : "GET";
    const { path, query: own } = splitAddress(address);
    // The page has no caller any more: it ends, and not this question alone.
    if (work.isStopped) throw work.tooMuch();
    try {
      work.concepts(QUESTION);
      const answer = await routes.dispatch({
        method,
        path,
        headers,
        version: versions[version],
        store: await state(),
        base: `${base}/${version}`,
        params: {},
        work,
        query: Query.parse([own, queryOf(params)].filter(Boolean).join("&")),
        body: () => Promise.resolve(body ?? {}),
      });
      // What is made of a long answer may take long as well.
      await work.giveWay();
      return answer;
    } catch (thrown) {
      return errorAnswer(thrown, log, { method, path, explained: `${base}/errors/` });
    }
  };
}

/** One state for all questions, taken when the first is asked. */
export function oneState(store: Store): State {
  let state: Awaitable<Snapshot> | undefined;
  return () => (state ??= store.snapshot());
}

/** `a=1&b=2`, without a question mark. */
export function queryOf(params: Params): string {
  const pairs = Object.entries(params).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((v) => v !== undefined && v !== "")
      .map((v) => [name, String(v)] as [string, string]),
  );
  // A slash and a colon stand for themselves in a query, RFC 3986, section 3.4: addresses in it stay readable.
  return new URLSearchParams(pairs).toString().replaceAll("%2F", "/").replaceAll("%3A", ":");
}
