/** Messages about a display that was sent with a code. */
import { asSent, information, type Issue, quote, type Severity } from "./issue.ts";
import { issueAt, type Where } from "./validation-issue.ts";

/** A name of a concept, as messages list it. */
interface ListedName {
  value: string;
  language?: string | undefined;
}

/** A display that was sent, and how it is judged. */
interface SentDisplay {
  sent: string;
  /** `system#code` */
  code: string;
  /** As the caller asked for them; undefined: not at all. */
  languages: string | undefined;
  /** Of one that is wrong. */
  severity: Severity;
  where: Where;
}

const invalidDisplay = (severity: Severity, messageId: string, where: Where, text: string): Issue =>
  issueAt(where, {
    severity,
    code: "invalid",
    txType: "invalid-display",
    messageId,
    text,
  });

/** So many are listed, the first: a code may have tens of thousands, and a batch may send thousands of wrong ones. */
const MOST_LISTED = 100;

/** `'A' (en), 'B' or 'C' (de)` */
function listed(names: readonly ListedName[]): string {
  const texts = names
    .slice(0, MOST_LISTED)
    .map(({ value, language }) => `'${asSent(value)}'${language ? ` (${language})` : ""}`);
  const others = names.length - texts.length;
  const last = others > 0 ? `${others} others` : texts.pop()!;
  return texts.length === 0 ? last : `${texts.join(", ")} or ${last}`;
}

const asked = (languages: string | undefined): string => asSent(languages ?? "--");

const choices = (names: readonly ListedName[]): string =>
  names.length === 1 ? listed(names) : `one of ${names.length} choices: ${listed(names)}`;

const noneOf =
  (messageId: string, wrong: string) =>
  ({ sent, code, languages, severity, where }: SentDisplay, valid: readonly ListedName[]): Issue =>
    invalidDisplay(
      severity,
      messageId,
      where,
      `Wrong ${wrong} '${asSent(sent)}' for ${code}. Valid display is ${choices(valid)} (for the language(s) '${asked(languages)}')`,
    );

export const wrongDisplay = noneOf("Display_Name_for__should_be_one_of__instead_of", "Display Name");

/** @param use what the code system says of the name, in its words */
export const listedNotAsDisplay = (sent: string, code: string, use: string): Issue =>
  information(`${quote(sent)} is listed with '${code}', but not as its display: ${use}`);

/** @param supplement `url|version`; it was not asked for */
export const nameInSupplement = (sent: string, code: string, supplement: string): string =>
  `${quote(sent)} is a name of '${code}' in a supplement that was not asked for; ask again with useSupplement=${supplement}`;

/** Only the white space is wrong. */
export const wrongWhitespace = noneOf(
  "Display_Name_WS_for__should_be_one_of__instead_of",
  "whitespace in Display Name",
);

/** The concept has no name in the wanted languages, and what was sent is right in the code system's own. */
export const displayOfDefaultLanguage = ({ sent, code, languages, where }: SentDisplay): Issue =>
  invalidDisplay(
    "information",
    "NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_OK",
    where,
    `There are no valid display names found for the code ${code} for language(s) '${asked(languages)}'. The display is '${asSent(sent)}' which is a valid display for the default language`,
  );

export const wrongInEveryLanguage = (
  { sent, code, languages, severity, where }: SentDisplay,
  usual: string,
): Issue =>
  invalidDisplay(
    severity,
    "NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_ERR",
    where,
    `Wrong Display Name '${asSent(sent)}' for ${code}. There are no valid display names found for language(s) '${asked(languages)}'. Default display is '${asSent(usual)}'`,
  );

/** The code system has no name for the concept at all, so nothing can be said about the one sent. */
export const noDisplayToCompare = ({ sent, code, where }: SentDisplay): Issue =>
  invalidDisplay(
    "warning",
    "NO_VALID_DISPLAY_FOUND",
    where,
    `The code system has no display name for ${code}, so '${asSent(sent)}' cannot be checked`,
  );

/** How much is here of the code system that names a code. */
export type NamesHere = "all" | "part" | "none";

/** What is not here of the code system may list the display all the same. @param known what the value set calls the code */
export const displayNotJudged = (
  { sent, code, where }: SentDisplay,
  known: string | undefined,
  here: Exclude<NamesHere, "all">,
): Issue =>
  invalidDisplay(
    "warning",
    "NO_VALID_DISPLAY_FOUND",
    where,
    `${here === "part" ? `Only a part of the code system of ${code} is here, without it` : `The code system of ${code} is not here`}, so whether ${quote(sent)} is a name of it is not known${known === undefined ? "" : `; the value set calls it ${quote(known)}`}`,
  );

/** @param code without its system */
export const displayWithdrawn = (
  { sent, where }: SentDisplay,
  code: string,
  status: string,
  valid: readonly ListedName[],
): Issue =>
  issueAt(where, {
    severity: "warning",
    code: "invalid",
    txType: "display-comment",
    messageId: "INACTIVE_DISPLAY_FOUND",
    text:
      `'${asSent(sent)}' is no longer considered a correct display for code '${asSent(code)}' (status = ${status}). ` +
      `The correct display is one of ${valid.map((n) => `"${asSent(n.value)}"`).join(", ")}.`,
  });
