/** Messages about a display that was sent with a code. */
import type { Issue, Severity } from "./issue.ts";
import type { Where } from "./validation-issue.ts";

/** A name of a concept, as messages list it. */
interface ListedName {
  value: string;
  language?: string | undefined;
}

const invalidDisplay = (severity: Severity, messageId: string, where: Where, text: string): Issue => ({
  severity,
  code: "invalid",
  txType: "invalid-display",
  messageId,
  text,
  ...(where ? { expression: where } : {}),
});

/** `'A' (en), 'B' or 'C' (de)` */
function listed(names: readonly ListedName[]): string {
  const texts = names.map(({ value, language }) => `'${value}'${language ? ` (${language})` : ""}`);
  const last = texts.pop()!;
  return texts.length === 0 ? last : `${texts.join(", ")} or ${last}`;
}

const choices = (names: readonly ListedName[]): string =>
  names.length === 1 ? listed(names) : `one of ${names.length} choices: ${listed(names)}`;

/** @param languages as the caller asked for them; undefined: not at all */
export const wrongDisplay = (
  sent: string,
  code: string,
  valid: readonly ListedName[],
  languages: string | undefined,
  severity: Severity,
  where: Where,
): Issue =>
  invalidDisplay(
    severity,
    "Display_Name_for__should_be_one_of__instead_of",
    where,
    `Wrong Display Name '${sent}' for ${code}. Valid display is ${choices(valid)} (for the language(s) '${languages ?? "--"}')`,
  );

/** Only the white space is wrong. */
export const wrongWhitespace = (
  sent: string,
  code: string,
  valid: readonly ListedName[],
  languages: string | undefined,
  severity: Severity,
  where: Where,
): Issue =>
  invalidDisplay(
    severity,
    "Display_Name_WS_for__should_be_one_of__instead_of",
    where,
    `Wrong whitespace in Display Name '${sent}' for ${code}. Valid display is ${choices(valid)} (for the language(s) '${languages ?? "--"}')`,
  );

/** The concept has no name in the wanted languages, and what was sent is right in the code system's own. */
export const displayOfDefaultLanguage = (
  sent: string,
  code: string,
  languages: string,
  where: Where,
): Issue =>
  invalidDisplay(
    "information",
    "NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_OK",
    where,
    `There are no valid display names found for the code ${code} for language(s) '${languages}'. The display is '${sent}' which is a valid display for the default language`,
  );

export const wrongInEveryLanguage = (
  sent: string,
  code: string,
  languages: string,
  usual: string,
  severity: Severity,
  where: Where,
): Issue =>
  invalidDisplay(
    severity,
    "NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_ERR",
    where,
    `Wrong Display Name '${sent}' for ${code}. There are no valid display names found for language(s) '${languages}'. Default display is '${usual}'`,
  );

/** The code system has no name for the concept at all, so nothing can be said about the one sent. */
export const noDisplayToCompare = (sent: string, code: string, where: Where): Issue =>
  invalidDisplay(
    "warning",
    "NO_VALID_DISPLAY_FOUND",
    where,
    `The code system has no display name for ${code}, so '${sent}' cannot be checked`,
  );

export const displayWithdrawn = (
  sent: string,
  code: string,
  status: string,
  valid: readonly ListedName[],
  where: Where,
): Issue => ({
  severity: "warning",
  code: "invalid",
  txType: "display-comment",
  messageId: "INACTIVE_DISPLAY_FOUND",
  text:
    `'${sent}' is no longer considered a correct display for code '${code}' (status = ${status}). ` +
    `The correct display is one of ${valid.map((n) => `"${n.value}"`).join(", ")}.`,
  ...(where ? { expression: where } : {}),
});
