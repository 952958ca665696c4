/** The trace that a caller's request belongs to; https://www.w3.org/TR/trace-context/#traceparent-header */
import { randomBytes } from "node:crypto";

/** Where a request stands in a trace. */
export interface Trace {
  traceId: string;
  /** This server's own part of it. */
  spanId: string;
  /** Does somebody keep it? */
  isSampled: boolean;
}

const FORM = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const ZEROS = /^0+$/;

/** Undefined: nothing was sent, or nothing that counts. */
export function traceOf(traceparent: unknown): Trace | undefined {
  const found = typeof traceparent === "string" ? FORM.exec(traceparent) : undefined;
  if (!found) return undefined;
  const [, version, traceId = "", parentId = "", flags = "", more] = found;
  // Later versions may say more.
  if (version === "ff" || (version === "00" && more !== undefined)) return undefined;
  if (ZEROS.test(traceId) || ZEROS.test(parentId)) return undefined;
  return { traceId, spanId: randomBytes(8).toString("hex"), isSampled: (parseInt(flags, 16) & 1) === 1 };
}

/** The trace as the header `traceparent`. */
export const traceParent = ({ traceId, spanId, isSampled }: Trace): string =>
  `00-${traceId}-${spanId}-${isSampled ? "01" : "00"}`;
