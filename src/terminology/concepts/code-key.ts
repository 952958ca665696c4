/** When two codes of a code system are one code. */
import { onceFor } from "../util/once-for.ts";

/** How a code system compares codes (CodeSystem.caseSensitive): only `false` folds case. */
export function codeKey(
  codeSystem: { caseSensitive?: boolean | undefined } | undefined,
): (code: string) => string {
  return codeSystem?.caseSensitive === false ? (code) => code.toLowerCase() : (code) => code;
}

/** Lists live as long as their value set: each is indexed once. */
const exactCodes = onceFor((codes: readonly string[]) => new Set(codes));
const foldedCodes = onceFor((codes: readonly string[]) => new Set(codes.map((code) => code.toLowerCase())));

/** Is the code one of the list, as the code system compares codes? The list must not change afterwards. */
export const hasCode = (
  codes: readonly string[],
  code: string,
  codeSystem: { caseSensitive?: boolean | undefined } | undefined,
): boolean =>
  codeSystem?.caseSensitive === false
    ? foldedCodes(codes).has(code.toLowerCase())
    : exactCodes(codes).has(code);
