/** A request and its answer as plain data: the same whether it came over HTTP or in a Bundle. */
import type { IncomingHttpHeaders } from "node:http";
import type { Version } from "../fhir/version.ts";
import type { Notation } from "../terminology/resources/notation.ts";
import type { Snapshot } from "../terminology/store.ts";
import type { Awaitable } from "../terminology/util/awaitable.ts";
import type { WorkBudget } from "../terminology/util/work-budget.ts";
import type { Query } from "./query.ts";
import type { SharedResources } from "./shared-resources.ts";

export interface FhirRequest {
  readonly method: string;
  readonly version: Version;
  /** What is asked: one state, from the first question to the last. */
  readonly store: Snapshot;
  /** Base URL of the version's endpoint as the caller knows it, no slash at the end: `http://host/r4`. */
  readonly base: string;
  /** Below the base, without a slash at either end: `CodeSystem/$lookup`. */
  readonly path: string;
  /** What stands in the path for `:id` and `:vid`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  /** What it may cost; the entries of a batch share one. Absent: an operation makes one of its own. */
  readonly work?: WorkBudget;
  /** What entries of a batch bring with them. Absent: it is no entry. */
  readonly shared?: SharedResources;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** May the answer be text in pieces? Not where it is wanted as an object. */
  readonly takesPieces?: boolean;
  /**
   * The body: form fields, or a resource in the shape of the request's version.
   * @throws TerminologyError structure (malformed), not-supported (415), required (empty), too-long (413).
   */
  body(): Awaitable<Query | object>;
}

/** The text of a resource, in the notation that the caller wants. */
export type Pieces = (notation: Notation) => AsyncIterable<string>;

export interface Answer {
  status: number;
  /** In the shape of the request's version; absent: no body. */
  resource?: object | undefined;
  /** In its place, for what is too large to be put together: its text, to be sent as it is made. */
  pieces?: Pieces | undefined;
  headers?: Record<string, string> | undefined;
  /** Of the resource, in full: Last-Modified has no fractions of a second. */
  lastUpdated?: string | undefined;
}

export type Handler = (request: FhirRequest) => Awaitable<Answer>;

/** Throws where the caller may not ask this. */
export type Judge = (request: FhirRequest) => Awaitable<unknown>;
