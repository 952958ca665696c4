/** Messages of $translate on requests, and on what a person must know with a match. Each is a sentence, because several make one `message`. */
import { printCanonical } from "../canonical.ts";
import type { Replacements } from "../concepts/replacements.ts";
import type { CodeSystem, Coding, ConceptMap, Relationship } from "../model.ts";
import { insteadOf } from "./concept-use.ts";
import { type AnswerIssue, error, type Issue, quote } from "./issue.ts";
import { validVersions } from "./known-versions.ts";
import { mapName, named, note, warning, WORDS } from "./translation-words.ts";

export const unknownConceptMap = (
  url: string,
  version: string | undefined,
  known: readonly string[],
  hint?: string,
): Issue =>
  error(
    "unknown-concept-map",
    "not-found",
    version === undefined || known.length === 0
      ? `A definition for the ConceptMap ${quote(printCanonical({ url, version }))} could not be found`
      : `A definition for the ConceptMap '${url}' version ${quote(version)} could not be found. ${validVersions(known)}`,
    { txType: "not-found", expression: ["url"], diagnostics: hint },
  );

export const implicitMapNotOffered = (): string =>
  "Maps of SNOMED CT's reference sets (?fhir_cm=[reference set]) are not made here; import the map as a ConceptMap with this url";

export const supplementNotOfLatest = (supplement: CodeSystem, latest: CodeSystem): Issue =>
  warning(
    `The supplement ${quote(printCanonical(supplement))} is for ${quote(supplement.supplements)}; version ${quote(latest.version)} is the latest here, and what the supplement says may not hold for it.`,
  );

export const codeWithoutSystem = (code: string): Issue =>
  error(
    "code-without-system",
    "required",
    `system is required: ${quote(code)} alone says nothing, for the same code means different things in different systems`,
    { expression: ["system"] },
  );

export const markupInCode = (parameter: string): Issue =>
  error("markup-in-code", "invalid", `${parameter}: a code or name holds no markup; send its text`, {
    expression: [parameter],
  });

export const nothingToTranslate = (): Issue =>
  error(
    "nothing-to-translate",
    "required",
    "There is nothing to translate: the concept has neither a coding with system and code nor a text",
  );

export const wrongCodingText = (parameter: string, text: string): Issue =>
  error(
    "wrong-coding-text",
    "value",
    `${parameter}: ${quote(text)} can't be read; as text, a coding is written system|code`,
    { expression: [parameter] },
  );

export const asStated = (text: string, about: AnswerIssue | undefined): Issue => warning(text, about);

export const notExactName = (name: string, target: Coding, relationship: Relationship): Issue =>
  warning(
    `${quote(name)} is ${WORDS[relationship]} ${named(target)}, not the same. Confirm before use.`,
    "name-not-exact",
  );

/** Most codes that are named one by one. */
const MOST_NAMED = 3;

/** Read backwards: what a map says does not mean the target. */
export function deniedSources(map: ConceptMap, sources: readonly Coding[], target: Coding): Issue {
  const rest = sources.length - MOST_NAMED;
  const all = [...sources.slice(0, MOST_NAMED).map(named), ...(rest > 0 ? [`${rest} others`] : [])];
  return warning(
    `${mapName(map)} says of ${all.join(", ")} that ${sources.length > 1 ? "they are" : "it is"} not ${named(target)}; each match says why.`,
  );
}

export const strictNamesOnly = (name: string, target: Coding, relationship: Relationship): Issue =>
  warning(
    `${quote(name)} is ${WORDS[relationship]} ${named(target)}, not the same; this server is set to answer with exact names only.`,
    "name-not-exact",
  );

/** @param status deprecated, withdrawn, retired or experimental */
export const mapStatus = (map: ConceptMap, status: string): Issue =>
  status === "experimental"
    ? note(`${mapName(map)} is experimental; it is not meant for genuine use.`)
    : warning(`${mapName(map)} is ${status}; it should no longer be used.`);

export const usedFallback = (source: Coding, map: ConceptMap): Issue =>
  warning(`${mapName(map)} does not list ${named(source)}; what it says of codes not listed was applied.`);

export const ruleOutsideScope = (source: Coding, map: ConceptMap, valueSet: string): Issue =>
  note(
    `What ${mapName(map)} says of codes not listed was not applied, because ${named(source)} is not in ${quote(valueSet)}, the value set that it is made for.`,
  );

export const listedOutsideScope = (coding: Coding, map: ConceptMap, valueSet: string): Issue =>
  warning(
    `${mapName(map)} lists ${named(coding)}, which is not in ${quote(valueSet)}, the value set that the map is limited to. Check that it is meant.`,
    "maps-disagree",
  );

export const fallbackOfUnknownCode = (source: Coding, system: string): Issue =>
  note(
    `What maps say of codes not listed was not applied, because ${quote(source.code)} is no code of ${system}.`,
  );

export const otherMapMissing = (map: ConceptMap, url: string): Issue =>
  warning(`${mapName(map)} refers to the map ${quote(url)}, which is not known here.`);

export const otherMapCycle = (map: ConceptMap): Issue =>
  warning(`${mapName(map)} refers, through other maps, back to itself; the round was cut there.`);

export const otherVersion = (source: Coding, made: readonly string[], sent: string): Issue =>
  warning(
    `The map was made for version ${made.map(quote).join(" and ")} of the system of ${named(source)}, and version ${quote(sent)} was sent.`,
    "other-version",
  );

/** @param made the versions of the code's system for which the map lists it */
export const notForVersion = (source: Coding, made: readonly string[], sent: string): Issue =>
  note(
    `The map lists ${named(source)} for version ${made.map(quote).join(" and ")} of its system, and not for version ${quote(sent)}, which it maps too.`,
    "other-version",
  );

export const severalVersions = (source: Coding, versions: readonly string[]): Issue =>
  warning(
    `What is said of ${named(source)} was made for versions ${versions.map(quote).join(" and ")} of its system; send the version that is meant.`,
    "other-version",
  );

export const inactiveConcept = (coding: Coding, instead: Replacements): Issue =>
  warning([`${named(coding)} is inactive`, ...insteadOf(instead)].join("; ") + ".");

/** @param version that of the code system, which is here as a whole */
export const answerNotInSystem = (coding: Coding, system: string, version: string | undefined): Issue =>
  warning(
    `The map names ${named(coding)}, which is not in ${system}${version === undefined ? "" : ` version ${version}`}.`,
    "code-unknown",
  );

export const listedAllTheSame = (code: string, system: string, version: string | undefined): Issue =>
  note(
    `${quote(code)} is not in ${system}${version === undefined ? "" : ` version ${version}`}, though a map lists it.`,
    "code-unknown",
  );

export const describedAs = (source: Coding, kind: string): Issue => note(`${named(source)} is a ${kind}.`);

export const membersNotListed = (valueSet: string, side: "source" | "target"): Issue =>
  warning(`The map's ${side} is the value set ${quote(valueSet)}, which can't be listed here.`);
