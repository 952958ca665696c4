import { expect, test } from "vitest";
import { busy } from "../../../src/http/load.ts";
import { refusalOf } from "../../../src/http/metrics/refusal.ts";
import { tookTooLong } from "../../../src/terminology/issues/http.ts";
import { TerminologyError } from "../../../src/terminology/issues/issue.ts";
import { unknownResource } from "../../../src/terminology/issues/rest.ts";
import { storeTookTooLong, storeUnreachable } from "../../../src/terminology/issues/storage.ts";

test.each([
  ["busy", busy()],
  ["timeout", new TerminologyError(tookTooLong(1))],
  ["timeout", new TerminologyError(storeTookTooLong())],
  ["store", new TerminologyError(storeUnreachable("ECONNREFUSED"))],
  [undefined, new TerminologyError(unknownResource("ValueSet", "x"))],
])("as %s", (reason, failure) => {
  expect(refusalOf(failure)).toBe(reason);
});
