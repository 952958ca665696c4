/** Messages about work that is bounded. */
import { error, type Issue } from "./issue.ts";

export type WorkKind = "concepts" | "resources" | "addresses" | "patterns" | "bytes";

const TOO_MUCH: Record<WorkKind, string> = {
  concepts: "too many concepts would have to be looked at",
  resources: "too many resources would have to be looked at",
  addresses: "too many code systems or value sets that are not here would have to be looked for",
  patterns: "too many values would have to be tested with regular expressions",
  bytes: "the answer is too long",
};

const INSTEAD: Record<WorkKind, string> = {
  concepts: "narrow it, or ask in several requests",
  resources: "search for whole values, such as url, by fewer texts and sort rules, or in several requests",
  addresses: "name those that are here, or ask in several requests",
  patterns: "use fewer or simpler expressions, or other filters",
  bytes: "ask for less at a time, with count or _count",
};

export const shorterPage = (limit: number): Issue => ({
  severity: "information",
  code: "too-costly",
  text: "This page has fewer entries than it might: all of them would be more than one request may ask for. The next ones are at the link 'next'",
  diagnostics: limitOf(limit),
});

export const tooMuchWork = (kind: WorkKind, limit: number): Issue =>
  error(
    "too-much-work",
    "too-costly",
    `This is more work than one request may ask for: ${TOO_MUCH[kind]}. Please ${INSTEAD[kind]}`,
    { diagnostics: limitOf(limit) },
  );

const limitOf = (limit: number): string =>
  `The limit is ${limit} units of about a microsecond (OSSICLE_WORK_LIMIT); a batch has it for all of its entries`;
