/** Messages about who may do what. */
import { error, type Issue, quote } from "./issue.ts";

const AUTHORIZATION = { expression: ["Authorization"] };

export const missingToken = (): Issue =>
  error(
    "missing-token",
    "login",
    "This needs a key or a token; send it in the header Authorization: Bearer KEY",
    AUTHORIZATION,
  );

export const unknownToken = (): Issue =>
  error("unknown-token", "login", "The key in the Authorization header is not known here", AUTHORIZATION);

/** @param reason in our own words */
export const refusedToken = (reason: string): Issue =>
  error(
    "refused-token",
    "login",
    `The token in the Authorization header does not count: ${reason}`,
    AUTHORIZATION,
  );

export const insufficientScope = (caller: string, scope: string): Issue =>
  error(
    "insufficient-scope",
    "forbidden",
    `The token of ${quote(caller)} does not allow this; it needs the scope ${scope}`,
    AUTHORIZATION,
  );

export const issuerUnreachable = (issuer: string, reason: string): Issue =>
  error(
    "issuer-unreachable",
    "transient",
    `Tokens of ${issuer} can't be checked now: ${reason}; try again in a moment`,
    AUTHORIZATION,
  );
