/** A response to which headers can be given that every answer has, more cheaply than by `setHeader`. */
import type {
  IncomingMessage,
  OutgoingHttpHeader,
  OutgoingHttpHeaders,
  ServerResponse as Response,
} from "node:http";
import { ServerResponse } from "./node-http.ts";

type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[];

/** Set one by one, three headers cost more than the whole rest of the door: Node then writes all of them the slow way. */
export class ResponseWithCommonHeaders<
  R extends IncomingMessage = IncomingMessage,
> extends ServerResponse<R> {
  /** Name, value, name, value... What is set by `setHeader` goes before them. */
  declare commonHeaders: readonly string[];

  override writeHead(status: number, reason?: string | Headers, headers?: Headers): this {
    const { commonHeaders } = this;
    if (Array.isArray(reason) && this.getHeaderNames().length === 0) {
      return super.writeHead(status, [...commonHeaders, ...reason]);
    }
    for (let i = 0; i < commonHeaders.length; i += 2) {
      if (!this.hasHeader(commonHeaders[i]!)) this.setHeader(commonHeaders[i]!, commonHeaders[i + 1]!);
    }
    return typeof reason === "string"
      ? super.writeHead(status, reason, headers)
      : super.writeHead(status, reason);
  }
}

// No field: a response would define it anew each time, and the engine does that slowly where responses differ in shape.
ResponseWithCommonHeaders.prototype.commonHeaders = [];

/** `headers`: name, value, name, value... */
export function setCommonHeaders(res: Response, headers: string[]): void {
  if (res instanceof ResponseWithCommonHeaders) res.commonHeaders = headers;
  else for (let i = 0; i < headers.length; i += 2) res.setHeader(headers[i]!, headers[i + 1]!);
}
