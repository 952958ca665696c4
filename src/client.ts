/** A typed client for any FHIR terminology server; it needs `fetch`, and nothing of Node's. */
export { createClient, type TerminologyClient } from "./client/client.ts";
export type { Failure } from "./client/failure.ts";
export type { ClientOptions, Reply } from "./client/transport.ts";
export type * from "./client/types.ts";
