/** The body of an operation or a search, which may be empty: then there are the parameters of the address alone. */
import { TerminologyError } from "../terminology/issues/issue.ts";
import { type Awaitable, orElse } from "../terminology/util/awaitable.ts";
import type { FhirRequest } from "./fhir-request.ts";
import { Query } from "./query.ts";

/** @throws what `request.body()` throws but for an empty body */
export function bodyOrNothing(request: FhirRequest): Awaitable<Query | object> {
  return orElse<Query | object>(() => request.body(), nothingWhereEmpty);
}

function nothingWhereEmpty(failure: unknown): Query {
  if (failure instanceof TerminologyError && failure.issues[0]?.id === "empty-body") return Query.EMPTY;
  throw failure;
}
