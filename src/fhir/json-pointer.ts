/** JSON Pointer (RFC 6901): where something stands in a document. */

/** The names and numbers that lead there. */
export const stepsOf = (pointer: string): string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
