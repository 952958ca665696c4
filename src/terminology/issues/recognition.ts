/** Messages about how a code, a name or a system was recognised, and why it was not. */
import { parseCanonical, printCanonical } from "../canonical.ts";
import type { CodeSystem, Coding, Concept } from "../model.ts";
import type { CodeForm, CodeKind } from "../resolve/code-forms.ts";
import type { SystemEntry } from "../resolve/known-systems.ts";
import type { OtherwiseIdentified } from "../resolve/other-identifiers.ts";
import type { Mark, MarkMeaning } from "../resolve/words-of-doubt.ts";
import { information, type Issue, quote } from "./issue.ts";

const warning = (text: string): Issue => ({ severity: "warning", code: "processing", text });

/* ---- recognised ---- */

export const systemReadAs = (given: string, { name, uri }: Pick<SystemEntry, "name" | "uri">): Issue =>
  information(`System ${quote(given)} was read as ${name}, whose canonical address is '${uri}'.`);

export function supplementIsNoSystem({ url, version, supplements = "" }: CodeSystem): Issue {
  const base = parseCanonical(supplements).url;
  return information(
    `${quote(printCanonical({ url: url ?? "", version }))} is a supplement, which has no codes of its own: name ${quote(base)} as the system, and the supplement in useSupplement`,
  );
}

/** It was asked for, and is for another version than the one that answers. */
export const supplementOfOtherVersion = (supplement: CodeSystem, { version = "" }: CodeSystem): Issue =>
  warning(
    `The supplement ${quote(printCanonical({ url: supplement.url ?? "", version: supplement.version }))} is for ${quote(supplement.supplements)}; version ${quote(version)} answers, so it was not used.`,
  );

export const valueSetIsNoSystem = (url: string): Issue =>
  information(
    `${quote(url)} is the address of a value set; its codes are those of the code systems that it draws on`,
  );

export const systemMeant = ({ name, uri }: Pick<SystemEntry, "name" | "uri">): string =>
  `If ${name} is meant, send '${uri}'.`;

/** Of an address under which nothing is, and which differs little from these. */
export const perhapsUrl = (urls: readonly string[]): string =>
  `Did you mean ${urls.map((url) => `'${url}'`).join(" or ")}?`;

export const perhapsSystem = (likely: SystemEntry): Issue => information(systemMeant(likely));

/** Of a system that is known by name alone. */
export const systemNotStored = ({ name, licensed }: SystemEntry): Issue =>
  information(
    `None of the codes of ${name} are stored here${licensed ? ", because they need a licence" : ""}: import them, and it is known which there are.`,
  );

export const systemMistaken = (text: string): Issue => warning(text);

export const codeReadAs = (given: string, code: string, system: string, form: CodeForm): Issue =>
  information(`Code ${quote(given)} was read as ${quote(code)} of ${system} (${form.note}).`);

/** A second identifier of the same concept, by which maps list it. */
export const alsoIdentifiedBy = ({ code }: Coding, other: string): Issue =>
  information(
    `${quote(code)} and ${quote(other)} identify the same concept; maps list it as ${quote(other)}.`,
  );

/** Of another code system that has the same codes. */
export const alsoCodeOf = ({ code }: Coding, system: string): Issue =>
  information(`${quote(code)} is a code of ${system} as well, with the same meaning; maps list it there.`);

/** @param used the version in which the code was read instead */
export const versionNotHere = (sent: string, system: string, used: string): Issue => ({
  ...warning(
    `Version ${quote(sent)} of ${system} is not stored here; the code was read in version ${quote(used)}.`,
  ),
  about: "other-version",
});

export const caseReadAs = (given: string, code: string): Issue =>
  information(
    `${quote(given)} was read as ${quote(code)}; capital and small letters are not told apart here.`,
  );

export const nameReadAs = (given: string, listed: string): Issue =>
  information(
    `${quote(given)} was read as the listed name ${quote(listed)}: equal once spaces, punctuation, diacritics and the order of words are evened out and an acronym beside it is left out.`,
  );

/* ---- not recognised ---- */

const MEANING: Record<MarkMeaning, string> = {
  doubt: "a doubt",
  denial: "a denial",
  history: "a history, not the present",
  "other-person": "family history or another person",
  alternative: "one of several possible diagnoses",
  purpose: "a test, a carrier or a risk, not a finding",
  "unknown-sign": "a sign whose meaning is not known",
};

/** `name`: what is left without the marks, where it is a listed name. */
export const markedName = (given: string, marks: readonly Mark[], name: string | undefined): Issue => ({
  severity: "warning",
  code: "business-rule",
  about: "marked-name",
  text: `In ${quote(given)} was read: ${marks.map(markText).join(", ")}. ${
    name === undefined ? "It" : `So it does not say ${quote(name)} of this patient now, and`
  } gives no match.`,
});

export const markText = ({ read, isSign, means }: Mark): string =>
  `${means === "unknown-sign" ? `the sign ${read}` : isSign ? read : quote(read)} (${MEANING[means]})`;

export const didYouMean = (given: string, names: readonly string[]): Issue =>
  information(
    `${quote(given)} is not listed; did you mean ${names.map(quote).join(" or ")}? A name that is only nearly equal is never taken for it.`,
  );

/** @param codes that differ from what was sent by case alone */
export const rightCase = (codes: readonly string[]): Issue =>
  information(
    codes.length === 1
      ? `Did you mean ${quote(codes[0])}? The code system compares codes exactly.`
      : `Did you mean ${codes.map(quote).join(" or ")}? They differ by case alone.`,
  );

/** Of a code that differs from what was sent by more than case. */
export const perhapsCode = (code: string, why: string): Issue =>
  information(`Did you mean ${quote(code)}? ${why}`);

export const zerosDropped = (code: string, system: string): Issue =>
  perhapsCode(code, `Zeros in front belong to the codes of ${system}.`);

export const listedName = (name: string, concept: Concept): Issue =>
  information(
    `${quote(name)} is no code here, but listed as a name of ${withDisplay(concept)}; not every listed name means the same, so look ${quote(concept.code)} up to see what kind of name it is.`,
  );

export function otherIdentifier(text: string, { concepts, total, property }: OtherwiseIdentified): Issue {
  const [named] = concepts;
  if (named && total === 1)
    return information(
      `${quote(text)} is no code here, but ${withDisplay(named)} has it as its ${quote(property)}.`,
    );
  const more = total > concepts.length ? ` and ${total - concepts.length} more` : "";
  return information(
    `${quote(text)} is no code here, but ${total} codes have it as their ${quote(property)}: ${concepts.map(withDisplay).join(", ")}${more}. It is taken for none of them.`,
  );
}

const withDisplay = ({ code, display }: Concept): string =>
  display === undefined ? quote(code) : `${quote(code)} (${display})`;

export const otherKind = (code: string, system: string, { kind, byForm, note: text }: CodeKind): Issue =>
  information(`In ${system}, ${quote(code)} ${byForm ? "has the form of" : "is"} ${kind}: ${text}.`);

export const notItsForm = (code: string, system: string): Issue =>
  information(`${quote(code)} has no form of ${system}'s codes.`);

export const signContradicts = (given: string, code: string, is: string, form: CodeForm): Issue =>
  warning(`${quote(given)} contradicts itself: ${form.note}, but ${quote(code)} is ${is}. It was not used.`);

export const onlyFragment = (system: string): Issue =>
  information(`Only a part of ${system} is known here, so this does not prove the code wrong.`);

export const composedNotRead = (system: string): Issue =>
  information(
    `${system} has codes that are put together of others (compositional), which are not read here, so this does not prove the code wrong.`,
  );

export function perhapsCurie(given: string, { name, uri, prefixes = [] }: SystemEntry): Issue {
  const longestFirst = prefixes.toSorted((a, b) => b.length - a.length);
  const prefix = longestFirst.find((p) => given.toLowerCase().startsWith(p.toLowerCase())) ?? prefixes[0];
  const begins = /^https?:/i.test(given)
    ? `is a web address of a code of ${name}`
    : `begins with the prefix ${quote(prefix)} of ${name}`;
  return information(`${quote(given)} ${begins}; if that is meant, say system=${uri}.`);
}

export const otherVersionsHave = (
  code: string,
  versions: readonly (string | undefined)[],
  used: string | undefined,
): Issue => {
  const named = versions.filter((version) => version !== undefined);
  const there = [
    ...(named.length > 0 ? [`in version ${named.join(" and ")}`] : []),
    ...(named.length < versions.length ? ["in the one without version"] : []),
  ];
  return information(
    `${quote(code)} is not in the version that answers${used === undefined ? "" : ` (${used})`}, but ${there.join(" and ")}${named.length > 0 ? "; name a version to ask it" : ""}.`,
  );
};

/** @param used the value set that answers, `url|version` */
export const otherValueSetsHave = (used: string, versions: readonly string[]): Issue =>
  information(
    `It is not in ${used}, the version that answers, but in version ${versions.join(" and ")} of the value set; name a version to ask it.`,
  );

/** @param used the version that would answer, of which no more than a part is here */
export const answeredFromVersion = (version: string | undefined, used: string | undefined): Issue =>
  information(
    `Answered from ${version === undefined ? "the one without version" : `version ${version}`}: of ${used === undefined ? "the latest version" : `version ${used}, the latest,`} only a part is here, without this code.`,
  );
