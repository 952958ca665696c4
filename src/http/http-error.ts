/** "Cannot answer", where the status or a header says more than the issue's code. */
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
