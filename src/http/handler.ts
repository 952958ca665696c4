/** A handler as Express calls it, with as much of Express as FHIR needs: versions 4 and 5 are the same here. */
import type { IncomingMessage, ServerResponse } from "node:http";

export interface HttpRequestMessage extends IncomingMessage {
  /** Where the handler is mounted, without a slash at the end; absent outside of Express. */
  baseUrl?: string;
  /** `https` where the socket is encrypted, or a trusted proxy says so. */
  protocol?: string;
  app?: { get(setting: string): unknown };
  /** What an earlier middleware has made of the body. */
  body?: unknown;
}

/** Without an argument: this request is for another handler. */
export type Next = (thrown?: unknown) => void;
export type HttpHandler = (req: HttpRequestMessage, res: ServerResponse, next: Next) => void;
/** Four parameters: by these Express knows that it is for failures. */
export type FailureHandler = (
  thrown: unknown,
  req: HttpRequestMessage,
  res: ServerResponse,
  next: Next,
) => void;
