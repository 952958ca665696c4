/** Errors of PostgreSQL and of the way to it, in our words. */
import { TerminologyError } from "../../../terminology/issues/issue.ts";
import {
  storeReadOnly,
  storeTookTooLong,
  storeUnreachable,
  unstorableText,
  writeWaitedTooLong,
} from "../../../terminology/issues/storage.ts";
import { WRITE_WAIT_MS } from "../../write-queue.ts";
import { diskFull } from "./disk-full.ts";
import { codeOf, reasonOf } from "../../../terminology/util/reason.ts";

const NETWORK = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);
/** The driver's own words, which have no code. */
const DRIVER =
  /^Connection terminated|^timeout exceeded when trying to connect|not queryable|^Client was closed/;

const codeIn = (cause: unknown): string => String(codeOf(cause) ?? "");

/** Is the connection gone, or was there none? Classes 08 and 57P: SQLSTATE "connection exception", "shutdown". */
export function isLost(cause: unknown): boolean {
  const code = codeIn(cause);
  if (NETWORK.has(code) || code.startsWith("08") || code.startsWith("57P") || code === "53300") return true;
  return cause instanceof Error && code === "" && DRIVER.test(cause.message);
}

/** The driver waits no longer for an answer. */
const isSilent = (cause: unknown): boolean => reasonOf(cause) === "Query read timeout";

/** Was it asked, and not answered? The server may have done it, or be doing it. */
export const isUnanswered = (cause: unknown): boolean => isLost(cause) || isSilent(cause);

/** An error of PostgreSQL as an issue; anything else as it is. */
export function translated(cause: unknown): unknown {
  if (isLost(cause)) return new TerminologyError(storeUnreachable(reasonOf(cause) || codeIn(cause)));
  if (isSilent(cause)) return new TerminologyError(storeTookTooLong());
  switch (codeIn(cause)) {
    case "57014": // query_canceled, by statement_timeout
      return new TerminologyError(storeTookTooLong());
    case "55P03": // lock_not_available
    case "40001": // serialization_failure
    case "40P01": // deadlock_detected
      return new TerminologyError(writeWaitedTooLong(WRITE_WAIT_MS));
    case "53100": // disk_full
      return diskFull();
    case "25006": // read_only_sql_transaction
    case "42501": // insufficient_privilege
      return new TerminologyError(storeReadOnly(reasonOf(cause)));
    case "22021": // character_not_in_repertoire
    case "22P05": // untranslatable_character
    case "54000": // program_limit_exceeded: an index row
      return new TerminologyError(unstorableText());
    default:
      return cause;
  }
}
