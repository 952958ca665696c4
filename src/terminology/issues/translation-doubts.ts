/** Messages of $translate on what speaks against a match, or leaves it open. */
import type { Coding, ConceptMap, MappingAttribute, Relationship } from "../model.ts";
import type { Mark } from "../resolve/words-of-doubt.ts";
import { type Issue, quote } from "./issue.ts";
import { markText } from "./recognition.ts";
import { conditions, mapName, named, note, warning, WORDS } from "./translation-words.ts";

export const displayContradicts = (
  given: Coding,
  marks: readonly Mark[],
  named: Coding | undefined,
  of: "coding" | "dependency",
): Issue =>
  warning(
    `The display ${quote(given.display)} that came with ${quote(given.code)} ${otherwise(marks, named)}. ${
      of === "dependency"
        ? "Of a dependency the code alone decides."
        : "The code counts; check which is meant."
    }`,
    "display-contradicts",
  );

export const displayCoveredToo = ({ display, code }: Coding): Issue =>
  warning(
    `The display ${quote(display)} that came with ${quote(code)} names something else for which this code is used, too. Check which is meant.`,
    "display-contradicts",
  );

export const textCoveredToo = (text: string, { code }: Coding): Issue =>
  warning(
    `The text ${quote(text)} beside ${quote(code)} names something else for which this code is used, too. Check which is meant.`,
    "text-contradicts",
  );

export const displayNotKnown = (given: Coding, known: string): Issue =>
  note(
    `The display ${quote(given.display)} that came with ${quote(given.code)} is not known here as a name of it; it is called ${quote(known)}. The code counts.`,
  );

export const textContradicts = (
  text: string,
  marks: readonly Mark[],
  given: Coding,
  named: Coding | undefined,
): Issue =>
  warning(
    `The text ${quote(text)} beside ${quote(given.code)} ${otherwise(marks, named)}. The code counts; check which is meant.`,
    "text-contradicts",
  );

const otherwise = (marks: readonly Mark[], other: Coding | undefined): string =>
  other
    ? `is a name of another concept, ${named(other)}`
    : `says more than a name: ${marks.map(markText).join(", ")}`;

/** @param unchecked what 'dependency' says about it, in codes that can't be compared with the map's, or of two meanings */
export const conditional = (
  source: Coding,
  target: Coding,
  missing: readonly MappingAttribute[],
  unchecked: readonly Coding[],
): Issue =>
  warning(
    `${named(source)} means ${named(target)} only if ${conditions(missing)}; say so in 'dependency'${
      unchecked.length === 0
        ? ""
        : `, for ${unchecked.map(withSystem).join(" and ")} ${unchecked.length > 1 ? "leave" : "leaves"} it open`
    }.`,
    "condition-open",
  );

function withSystem({ system, code, display }: Coding): string {
  if (code !== undefined) return `${quote(code)}${system === undefined ? "" : ` of ${quote(system)}`}`;
  return display === undefined ? "a value without a code" : `the display ${quote(display)} alone`;
}

export const conditionFails = (target: Coding, failed: readonly MappingAttribute[]): Issue =>
  note(`${named(target)} was left out: it holds only if ${conditions(failed)}.`, "condition-contradicted");

interface Statement {
  origin: ConceptMap;
  relationship: Relationship;
  target: Coding;
}

const statement = ({ origin, relationship, target }: Statement): string =>
  `${mapName(origin)} says ${WORDS[relationship]} ${named(target)}`;

export const mapsDisagree = (source: Coding, statements: readonly Statement[]): Issue =>
  warning(
    statements.every(({ origin }) => origin === statements[0]!.origin)
      ? contradictsItself(source, statements)
      : `The maps disagree about ${named(source)}: ${statements.map(statement).join("; ")}.`,
    "maps-disagree",
  );

const contradictsItself = (source: Coding, statements: readonly Statement[]): string =>
  `${mapName(statements[0]!.origin)} contradicts itself about ${named(source)}: it says ${statements
    .map(({ relationship, target }) => `${WORDS[relationship]} ${named(target)}`)
    .join(" and ")}.`;

export const codingsDisagree = (
  statements: readonly { source: Coding; relationship: Relationship; target: Coding }[],
): Issue =>
  warning(
    `The codings disagree: ${statements.map((s) => `${named(s.source)} is ${WORDS[s.relationship]} ${named(s.target)}`).join("; ")}.`,
    "codings-disagree",
  );

export const textUsed = (text: string): Issue =>
  note(`No coding could be translated, so the text ${quote(text)} was.`);

export const textDisagrees = (text: string, meant: readonly Coding[]): Issue =>
  warning(
    `The text ${quote(text)} stands for ${meant.map(named).join(" or ")}, the coding does not; the coding counts.`,
    "text-contradicts",
  );

export const ambiguousSources = (map: ConceptMap, target: Coding, sources: readonly Coding[]): Issue =>
  warning(
    `Read backwards, ${mapName(map)} is ambiguous: ${sources.map(named).join(" and ")} are all equivalent to ${named(target)}. Which one is meant can't be told.`,
    "several-sources",
  );
