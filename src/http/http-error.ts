/** "Cannot answer", where the status or a header says more than the issue's code. */
import { methodNotAllowed } from "../terminology/issues/http.ts";
import { type Issue, TerminologyError } from "../terminology/issues/issue.ts";

export class HttpError extends TerminologyError {
  readonly headers: Record<string, string>;

  constructor(status: number, issue: Issue, headers: Record<string, string> = {}) {
    super(issue);
    this.name = "HttpError";
    this.status = status;
    this.headers = headers;
  }
}

/** Of what is only read at its address. */
export const notRead = (method: string): HttpError =>
  new HttpError(405, methodNotAllowed(method, ["GET", "HEAD"]), { Allow: "GET, HEAD" });
