/** When two codes of a code system are one code. */
import { onceFor } from "../util/once-for.ts";

/** How a code system compares codes (CodeSystem.caseSensitive): only `false` folds case. */
export function codeKey(
  codeSystem: { caseSensitive?: boolean | undefined } | undefined,
): (code: string) => string {
  return codeSystem?.caseSensitive === false ? (code) => code.toLowerCase() : (code) => code;
}

/** So few codes are looked at one by one. */
const FEW = 8;
/** Lists live as long as their value set: each is indexed once. */
const exactCodes = onceFor((codes: readonly string[]) => new Set(codes));
const foldedCodes = onceFor((codes: readonly string[]) => new Set(codes.map((code) => code.toLowerCase())));

/** Is the code one of the list, as the code system compares codes? The list must not change afterwards. */
export const hasCode = (
  codes: readonly string[],
  code: string,
  codeSystem: { caseSensitive?: boolean | undefined } | undefined,
): boolean => {
  const isFew = codes.length <= FEW;
  if (codeSystem?.caseSensitive !== false) return isFew ? codes.includes(code) : exactCodes(codes).has(code);
  const key = code.toLowerCase();
  return isFew ? codes.some((one) => one.toLowerCase() === key) : foldedCodes(codes).has(key);
};
