/** What no engine can do anything about. */
import { TerminologyError } from "../../../terminology/issues/issue.ts";
import { storeFull } from "../../../terminology/issues/storage.ts";

/** 507 Insufficient Storage (RFC 4918, 11.5): nobody but who runs the server can help. */
export function diskFull(): TerminologyError {
  const error = new TerminologyError(storeFull());
  error.status = 507;
  return error;
}
