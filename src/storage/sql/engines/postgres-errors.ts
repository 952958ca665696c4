/** Errors of PostgreSQL and of the way to it, in our words. */
import { TerminologyError } from "../../../terminology/issues/issue.ts";
import {
  storeFailed,
  storeTookTooLong,
  storeUnreachable,
  unstorableText,
  writeWaitedTooLong,
} from "../../../terminology/issues/storage.ts";
import { codeOf, reasonOf } from "../../../terminology/util/reason.ts";
import { WRITE_WAIT_MS } from "../../write-queue.ts";
import { diskFull } from "./disk-full.ts";

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

/** SQLSTATE's "connection exception", "shutdown", too_many_connections, and transactions that took too long (25P03, 25P04). */
const LOST = /^(?:08|57P|53300|25P03|25P04)/;

/** Is the connection gone, or was there none? */
export function isLost(cause: unknown): boolean {
  const code = codeIn(cause);
  if (NETWORK.has(code) || LOST.test(code)) return true;
  return cause instanceof Error && code === "" && DRIVER.test(cause.message);
}

/** The driver waits no longer for an answer. */
const isSilent = (cause: unknown): boolean => reasonOf(cause) === "Query read timeout";

/**
 * Only who runs the database can help: it lets nobody write any more (25006) or in (28), is gone (3D, 3F, 42P01), refuses
 * (42501), or is out of something or broken (53, 58, XX).
 */
const FAILED = /^(?:25006|28|3D|3F|42P01|42501|53|58|XX)/;
/** A statement that this connection has prepared is not there, or one that it has not is: it is shared. */
const SHARED = /^(?:26000|42P05)/;

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
    case "22021": // character_not_in_repertoire
    case "22P05": // untranslatable_character
    case "54000": // program_limit_exceeded: an index row
      return new TerminologyError(unstorableText());
    default:
      return failure(cause);
  }
}

function failure(cause: unknown): unknown {
  const code = codeIn(cause);
  if (SHARED.test(code))
    return new TerminologyError(
      storeFailed(`${reasonOf(cause)}; a pooler before PostgreSQL has to keep to session mode`),
    );
  return FAILED.test(code) ? new TerminologyError(storeFailed(reasonOf(cause))) : cause;
}
