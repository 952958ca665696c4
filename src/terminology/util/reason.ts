import { isNode } from "./json-object.ts";

/** Why something failed, in the words of what was thrown. */
export const reasonOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);

/** The code that Node, or a library, gives to what was thrown: `ENOENT`. */
export const codeOf = (thrown: unknown): unknown => (isNode(thrown) ? thrown.code : undefined);
