/** When two codes of a code system are one code. */

/** How a code system compares codes (CodeSystem.caseSensitive): only `false` folds case. */
export function codeKey(
  codeSystem: { caseSensitive?: boolean | undefined } | undefined,
): (code: string) => string {
  return codeSystem?.caseSensitive === false ? (code) => code.toLowerCase() : (code) => code;
}
