/** Messages about who may do what. */
import { error, type Issue, type IssueCode, quote } from "./issue.ts";

const refused = (id: string, code: IssueCode, text: string): Issue =>
  error(id, code, text, { expression: ["Authorization"] });

export const missingToken = (): Issue =>
  refused(
    "missing-token",
    "login",
    "This needs a key or a token; send it in the header Authorization: Bearer KEY",
  );

export const unknownToken = (): Issue =>
  refused("unknown-token", "login", "The key in the Authorization header is not known here");

/** @param reason in our own words */
export const refusedToken = (reason: string): Issue =>
  refused("refused-token", "login", `The token in the Authorization header does not count: ${reason}`);

export const insufficientScope = (caller: string, scope: string): Issue =>
  refused(
    "insufficient-scope",
    "forbidden",
    `The token of ${quote(caller)} does not allow this; it needs the scope ${scope}`,
  );

export const issuerUnreachable = (issuer: string, reason: string): Issue =>
  refused(
    "issuer-unreachable",
    "transient",
    `Tokens of ${issuer} can't be checked now: ${reason}; try again in a moment`,
  );
