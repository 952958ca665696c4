/**
 * Ossicle in your own process, without HTTP: the same answers as the server's, from the same code.
 *
 *     const engine = createEngine(new MemoryStore(bundledResources()));
 *     const { resource } = await engine.ask("r4", "GET", "CodeSystem/$lookup?system=...&code=...");
 *
 * Below it are the operations themselves, for whoever wants no FHIR Parameters: `lookup(store, {...})` and the others.
 */
import { fhirTerminology } from "./content/fhir-terminology.ts";
import type { FhirVersion } from "./fhir/version.ts";
import { versions } from "./fhir/versions.ts";
import { splitAddress } from "./http/address.ts";
import type { Key } from "./http/auth/keys.ts";
import { errorAnswer } from "./http/error-answer.ts";
import type { Answer } from "./http/fhir-request.ts";
import type { Log } from "./http/log.ts";
import { Query } from "./http/query.ts";
import type { Routes } from "./http/router.ts";
import { createRoutes } from "./http/routes.ts";
import type { HttpSettings } from "./http/settings.ts";
import { expand as expandNow } from "./terminology/expand/expand.ts";
import { lookup as lookupNow } from "./terminology/lookup.ts";
import type { Store } from "./terminology/store.ts";
import { subsumes as subsumesNow } from "./terminology/subsumes.ts";
import { translate as translateNow } from "./terminology/translate/translate.ts";
import type { Awaitable } from "./terminology/util/awaitable.ts";
import { validateInCodeSystem as validateInCodeSystemNow } from "./terminology/validate-code/cs-validate-code.ts";
import { validateInValueSet as validateInValueSetNow } from "./terminology/validate-code/validate-code.ts";

export { bundledResources } from "./content/bundled-terminology.ts";
export { MemoryStore } from "./storage/memory/memory-store.ts";
export { openStore } from "./storage/open-store.ts";
export type { ExpandRequest } from "./terminology/expand/request.ts";
export { TerminologyError, type Issue } from "./terminology/issues/issue.ts";
export { recordsOf } from "./terminology/resources/resources.ts";
export type { LookupOutcome, LookupRequest } from "./terminology/lookup.ts";
export type { SubsumesRequest } from "./terminology/subsumes.ts";
export type { TranslateOutcome, TranslateRequest } from "./terminology/translate/translate.ts";
export type { Terminology, Store } from "./terminology/store.ts";
export type { Answer, FhirVersion };

/** Outside of the engine all answers are promises, also those that are there at once. */
const promised =
  <A extends unknown[], R>(operation: (...given: A) => Awaitable<R>) =>
  async (...given: A): Promise<R> =>
    operation(...given);

/** ValueSet/$expand: the codes of a value set. As with all of these, a TerminologyError says why there is no answer. */
export const expand = promised(expandNow);
/** CodeSystem/$lookup: what a code means. */
export const lookup = promised(lookupNow);
/** CodeSystem/$subsumes: how two codes of one code system stand to each other. */
export const subsumes = promised(subsumesNow);
/** ConceptMap/$translate: what a code or name is elsewhere. That there is nothing is an outcome. */
export const translate = promised(translateNow);
/** CodeSystem/$validate-code: that a code is wrong is an outcome, as is that nothing is known of it. */
export const validateInCodeSystem = promised(validateInCodeSystemNow);
/** ValueSet/$validate-code: that a code is no member is an outcome. */
export const validateInValueSet = promised(validateInValueSetNow);

/** All of them may be left out. */
export interface EngineSettings {
  /** Most concepts in one expansion that is not paged. */
  expansionLimit?: number;
  /** $expand nests codes only where the caller wants it. */
  flatExpansions?: boolean;
  /** $translate answers names with exact matches only. */
  strictNames?: boolean;
  /** Where failures that nobody expected are logged; without it they are not. */
  log?: Log;
  /** May resources be changed? By whoever gets to the engine, unless there are `keys`. Default: no. */
  writes?: boolean;
  /** Whoever changes something has to show one of these, as `Authorization: Bearer KEY`. */
  keys?: readonly Key[];
  /** For `ossicle/express`: largest request body, in bytes. */
  bodyLimit?: number;
  /** For `ossicle/express`: what stands before the mount path in links; absent: what the request says. */
  publicUrl?: string;
  /** For `ossicle/express`: Cache-Control of answers to GETs. */
  cacheControl?: string;
  /** For `ossicle/express`: most bytes of answers kept for repeated GETs; 0: none. */
  responseCache?: number;
}

/** Of a request, what is not in its address. */
export interface Ask {
  /** Names in lower case: `accept-language`, `prefer`. */
  headers?: Record<string, string>;
  /** The body, in the shape of the asked version. */
  resource?: object;
}

export interface Engine {
  /**
   * What the server would answer at `/r4/...` or `/r5/...`; `address` is below that, query included. It never throws:
   * what can't be answered has a status from 400 on and an OperationOutcome. Changes need `writes`; `store.commit` always
   * takes them.
   */
  ask(version: FhirVersion, method: "GET" | "POST", address: string, more?: Ask): Promise<Answer>;
  /** What `ossicle/express` makes its handlers of. */
  readonly parts: EngineParts;
}

/** For a handler over the same content. */
export interface EngineParts {
  routes: Routes;
  store: Store;
  settings: HttpSettings;
  log: Log;
}

const SILENT: Log = { error: () => {} };

/** An engine over a store, with FHIR's own code systems and value sets beneath it. It opens nothing, and nothing has to be closed but the store. */
export function createEngine(store: Store, settings: EngineSettings = {}): Engine {
  const { log = SILENT, ...given } = settings;
  const http: HttpSettings = {
    bodyLimit: 10_000_000,
    expansionLimit: 10_000,
    cacheControl: "no-cache",
    writes: false,
    keys: undefined,
    responseCache: 0,
    ...given,
    definitions: { r4: fhirTerminology("r4"), r5: fhirTerminology("r5") },
  };
  const routes = createRoutes(store, http, log);
  return {
    parts: { routes, store, settings: http, log },
    async ask(version, method, address, { headers = {}, resource = {} } = {}) {
      const { path, query } = splitAddress(address.replace(/^\//, ""));
      try {
        return await routes.dispatch({
          method,
          path,
          headers,
          version: versions[version],
          store: await store.snapshot(),
          base: `/${version}`,
          params: {},
          query: Query.parse(query),
          body: () => Promise.resolve(resource),
        });
      } catch (thrown) {
        return errorAnswer(thrown, log, { method, path });
      }
    },
  };
}
