/** What can be set of the HTTP side; `src/server/config.ts` has the defaults and limits. */
import type { FhirVersion } from "../fhir/version.ts";
import type { Terminology } from "../terminology/store.ts";
import type { Key, KeyFile } from "./auth/keys.ts";

export interface HttpSettings {
  /** Largest accepted request body, in bytes, after unpacking. */
  bodyLimit: number;
  /** Most concepts in one expansion that is not paged. */
  expansionLimit: number;
  /** $expand nests codes only where the caller wants it (`excludeNested` false). */
  flatExpansions?: boolean | undefined;
  /** $translate answers names with exact matches only. */
  strictNames?: boolean | undefined;
  /** Address under which callers reach the server, for links; absent: what their Host header says. */
  publicUrl?: string | undefined;
  /** FHIR's own code systems and value sets by version, for what the store itself does not have. */
  definitions?: Readonly<Record<FhirVersion, Terminology>> | undefined;
  /** Cache-Control of answers to GETs. */
  cacheControl: string;
  /** May resources be changed? */
  writes: boolean;
  /** By who has one of these; undefined: by whoever gets here, for somebody else sees to that. */
  keys: readonly Key[] | KeyFile | undefined;
  /** Or by whoever has a token of this issuer, whose `iss` it is, that allows it. */
  issuer?: string | undefined;
  /** What tokens have to name in `aud`, one of these. */
  audience?: readonly string[] | undefined;
  /** Where the issuer's public keys are; absent: where it says. */
  jwks?: string | undefined;
  /** `key`: reading and operations too are for those who have a key or token. */
  reads?: "open" | "key" | undefined;
  /** Aborted when the server is about to stop: from then on it is not ready. */
  stopping?: AbortSignal | undefined;
  /** Most bytes of answers kept for repeated GETs; 0: none. */
  responseCache: number;
  /** What entity tags begin with, the same in all processes that answer alike; absent: another one in each. */
  epoch?: string | undefined;
  /** Units of work that one request may cost, each about a microsecond. */
  workLimit?: number | undefined;
  /** Seconds until a request that is not answered ends. */
  requestTimeout?: number | undefined;
  /** Requests that may be under way at the same time; above it 503. */
  queueLimit?: number | undefined;
  /** Bytes of bodies of requests that are not answered, at the same time; above it 503. One that comes alone is never too much. */
  bodiesLimit?: number | undefined;
  /** Most bytes of what callers have sent with a `cache-id`; 0: nothing is kept from one request to the next. */
  txResources?: number | undefined;
}
