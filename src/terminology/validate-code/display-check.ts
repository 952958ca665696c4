/** Is the display that came with a code one of the concept's names, in a language that the caller wants? */
import { NAME_KINDS, NAME_SCOPES } from "../concepts/designation-uses.ts";
import {
  displayNotJudged,
  displayOfDefaultLanguage,
  displayWithdrawn,
  listedNotAsDisplay,
  type NamesHere,
  noDisplayToCompare,
  wrongDisplay,
  wrongInEveryLanguage,
  wrongWhitespace,
} from "../issues/display-check.ts";
import type { Issue } from "../issues/issue.ts";
import type { Coding } from "../model.ts";
import { withoutCase } from "../util/without-case.ts";
import { type DisplayName, inWantedLanguages, type WantedLanguages } from "./display-names.ts";

/** Would `checkDisplay` accept it without a word? */
export function isValidDisplay(
  sent: string,
  names: readonly DisplayName[],
  languages: WantedLanguages,
): boolean {
  const isSent = isSameAs(sent);
  return inWantedLanguages(names, languages).some((n) => n.status === undefined && isSent(n.value));
}

/** The parts of what is asked that matter here. */
interface Asked {
  coding: Coding;
  path: { at(element: "display"): string[] };
  settings: { languages: WantedLanguages; lenientDisplay?: boolean | undefined };
}

/**
 * Compares the display that was sent with the names; case does not count.
 * @param asked of its coding, `display` is checked
 * @param here how much of the code system is: of what is not here there may be other names
 * @returns nothing where the display is right or none was sent
 */
export function checkDisplay(
  { coding, path, settings }: Asked,
  names: readonly DisplayName[],
  here: NamesHere = "all",
): Issue[] {
  const sent = coding.display;
  if (sent === undefined) return [];
  const { languages } = settings;
  const { system = "", code = "" } = coding;
  const all = inWantedLanguages(names, languages);
  const valid = all.filter((n) => n.status === undefined);
  const isSent = isSameAs(sent);
  if (valid.some((n) => isSent(n.value))) return [];
  const severity = settings.lenientDisplay === true ? "warning" : "error";
  const where = path.at("display");
  const display = { sent, code: `${system}#${code}`, languages: languages.text, severity, where } as const;
  const withdrawn = all.find((n) => n.status !== undefined && isSent(n.value));
  if (withdrawn?.status !== undefined) return [displayWithdrawn(display, code, withdrawn.status, valid)];
  const usual = names.find((n) => n.status === undefined);
  const ofDefault = names.filter((n) => n.status === undefined && n.language === usual?.language);
  const isOfDefault = ofDefault.some((n) => isSent(n.value));
  if (here !== "all" && !isOfDefault) return [displayNotJudged(display, usual?.value, here)];
  const isSqueezed = isSameAs(squeeze(sent));
  if (valid.some((n) => isSqueezed(squeeze(n.value)))) return [wrongWhitespace(display, valid)];
  if (valid.length > 0) return [wrongDisplay(display, valid), ...listedAsOther(sent, isSent, code, names)];
  if (!usual) return [noDisplayToCompare(display)];
  return isOfDefault ? [displayOfDefaultLanguage(display)] : [wrongInEveryLanguage(display, usual.value)];
}

/** A name that the code system lists with the concept, and says itself that it is no display of it. */
function listedAsOther(
  sent: string,
  isSent: (name: string) => boolean,
  code: string,
  names: readonly DisplayName[],
): Issue[] {
  const listed = names.find((n) => OF_NAMES.has(n.use?.system ?? "") && isSent(n.value));
  return listed ? [listedNotAsDisplay(sent, code, listed.use?.display ?? listed.use?.code ?? "")] : [];
}

const OF_NAMES = new Set([NAME_KINDS, NAME_SCOPES]);

/** Case does not count, nor how Unicode composes a letter. */
function isSameAs(sent: string): (name: string) => boolean {
  let wanted: string | undefined;
  const isAscii = ASCII.test(sent);
  return (name) => {
    if (name === sent) return true;
    // Such letters are as many in either case: most of tens of thousands are told by their length.
    if (isAscii && name.length !== sent.length && ASCII.test(name)) return false;
    return folded(name) === (wanted ??= folded(sent));
  };
}
const ASCII = /^\p{ASCII}*$/u;
const folded = (text: string): string => withoutCase(text.normalize("NFC"));
const squeeze = (text: string): string => text.replace(/\s+/gu, "");
