/** Messages of $translate. Each is a sentence, because several make one `message`. */
import { printCanonical } from "../canonical.ts";
import { error, information, quote, type AnswerIssue, type Issue } from "./issue.ts";
import { markText, systemMeant } from "./recognition.ts";
import type { SystemEntry } from "../resolve/known-systems.ts";
import type { Mark } from "../resolve/words-of-doubt.ts";
import type { Direction } from "../store.ts";
import type { Coding, ConceptMap, MappingAttribute, Relationship } from "../model.ts";

const note = (text: string, about?: AnswerIssue): Issue => ({ ...information(text), about });
const warning = (text: string, about?: AnswerIssue): Issue => ({
  severity: "warning",
  code: "processing",
  text,
  about,
});

/* ---- what is meant, in words ---- */

const WORDS: Record<Relationship, string> = {
  equivalent: "equivalent to",
  "related-to": "related to",
  "source-is-narrower-than-target": "narrower than",
  "source-is-broader-than-target": "broader than",
  "not-related-to": "not",
};

const named = ({ code, display }: Coding): string =>
  display === undefined || display === code ? quote(code) : `${quote(display)} (${code})`;

const mapName = (map: ConceptMap): string => map.title ?? map.name ?? printCanonical(map);

const shown = (value: MappingAttribute["value"]): string =>
  typeof value === "object" ? named(value) : quote(String(value));

const condition = ({ attribute, value, valueSet }: MappingAttribute): string =>
  value === undefined ? `'${attribute}' is in ${quote(valueSet)}` : `'${attribute}' is ${shown(value)}`;

const conditions = (all: readonly MappingAttribute[]): string => all.map(condition).join(" and ");

/* ---- requests ---- */

export const unknownConceptMap = (
  url: string,
  version: string | undefined,
  known: readonly string[],
): Issue =>
  error(
    "unknown-concept-map",
    "not-found",
    version === undefined || known.length === 0
      ? `A definition for the ConceptMap ${quote(printCanonical({ url, version }))} could not be found`
      : `A definition for the ConceptMap '${url}' version ${quote(version)} could not be found. Valid versions: ${known.join(" or ")}`,
    { txType: "not-found", expression: ["url"] },
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

/* ---- no answer ---- */

export const noTranslation = (codes: readonly string[]): Issue =>
  note(`No translations found for ${codes.map(quote).join(", ")}.`);

export const saidToHaveNone = (map: ConceptMap, source: Coding, system: string | undefined): Issue =>
  note(
    `${mapName(map)} says that ${named(source)} has no counterpart${system ? ` in ${quote(system)}` : ""}.`,
  );

export const outsideScope = (target: Coding, valueSet: string): Issue =>
  note(`${named(target)} was left out, because it is not in the value set ${quote(valueSet)}.`);

export const sourceOutsideScope = (source: Coding, valueSet: string): Issue =>
  note(`${named(source)} is not in the value set ${quote(valueSet)}, so it was not translated.`);

export const memberUnknown = (coding: Coding, valueSet: string): Issue =>
  warning(
    `Whether ${named(coding)} is in the value set ${quote(valueSet)} can't be told; it was taken as not.`,
  );

export const mapNotAbout = (map: ConceptMap, system: string, direction: Direction): Issue =>
  note(
    `${mapName(map)} has no translations ${direction === "forward" ? "from" : "into"} ${quote(system)}; ask without a map, or with another one.`,
    "system-without-map",
  );

export const codingLeftOut = (text: string): Issue =>
  note(`A coding without ${text} was not used; it is never guessed.`);

/* ---- not known is not no ---- */

export const systemUnknown = (system: string, likely: SystemEntry | undefined): Issue => ({
  severity: "warning",
  code: "not-found",
  about: "system-unknown",
  text: `System ${quote(system)} is not known here: neither the code system nor a map of it is stored, so this says nothing about its codes.${
    likely ? ` ${systemMeant(likely)}` : " Import a map of it, or send a code of a system that is known."
  }`,
});

/** Why a value set that limits translations is not known. */
export const scopeIsCodeSystem = (side: "source" | "target"): string =>
  side === "target"
    ? "That is the url of a code system: to want translations into it alone, send it as targetsystem (R5: targetSystem)"
    : "That is the url of a code system, not of a value set: the system of the code is sent with the code";

export const systemIsValueSet = (url: string): Issue => ({
  severity: "warning",
  code: "not-found",
  about: "system-unknown",
  text: `${quote(url)} is a value set, not a code system: to want only its members, send it as target (R5: targetScope).`,
});

export const systemWithoutMap = ({ name }: Pick<SystemEntry, "name">, direction: Direction): Issue =>
  warning(
    `No map that is stored here is ${direction === "forward" ? "from" : "into"} ${name}, so this says nothing about its codes. Import one.`,
    "system-without-map",
  );

/** By an alias or an OID. */
export const mapsNameOtherwise = (address: string, { name, uri }: Pick<SystemEntry, "name" | "uri">): Issue =>
  note(`Maps name ${name} by ${quote(address)}, another address of it than '${uri}'; they were read.`);

/** Of the system that was asked for; maps are not turned round unasked. */
export const mapsGoTheOtherWay = (system: string, direction: Direction): Issue =>
  warning(
    direction === "forward"
      ? `The maps stored here go from ${system}, none into it. To read them backwards, ask with reverse=true (R5: targetCode).`
      : `The maps stored here go into ${system}, none from it. Ask without reverse=true (R5: sourceCode).`,
    "system-without-map",
  );

export const notInSystem = (code: string, { name }: Pick<SystemEntry, "name">): Issue =>
  note(`${quote(code)} is not in ${name}.`, "code-unknown");

export const codeNotListed = (
  code: string,
  { name }: Pick<SystemEntry, "name">,
  direction: Direction,
): Issue =>
  note(
    `Maps ${direction === "forward" ? "from" : "into"} ${name} are stored here, but none of them lists ${quote(code)}; that says nothing about the code itself.`,
    "code-unknown",
  );

/** Of the map that was asked for. */
export const mapListsNot = (map: ConceptMap, code: string): Issue =>
  note(
    `${mapName(map)} does not list ${quote(code)}; that says nothing about the code itself. Ask without a map, or with another one.`,
    "code-unknown",
  );

/** @param maps that list the code, each replaced by a newer version */
export const listedBefore = (code: string, maps: readonly ConceptMap[]): Issue =>
  note(
    `${quote(code)} is listed by ${maps.map(mapName).join(" and ")}, which a newer version without it has replaced; to ask it, name the map and this version.`,
    "code-unknown",
  );

/** @param names of the systems that the maps lead to (come from), not to the one that is wanted */
export const leadElsewhere = (
  code: string,
  names: readonly string[],
  wanted: string,
  direction: Direction,
): Issue => {
  const [verb, where] = direction === "forward" ? ["lead", "to"] : ["come", "from"];
  return note(
    `The maps that list ${quote(code)} ${verb} ${where} ${names.join(", ")}, not ${where} ${wanted}.`,
  );
};

export const licenceNeeded = ({ name }: Pick<SystemEntry, "name">): Issue =>
  warning(
    `No map to or from ${name} comes with this server, because its codes need a licence; import one that you are licensed for.`,
    "licence-needed",
  );

/** @param isListed maps list the code, too */
export const codeInSupplement = (
  code: string,
  { name }: Pick<SystemEntry, "name">,
  supplement: string,
  isListed: boolean,
): Issue =>
  warning(
    `${quote(code)} of ${name} is known ${isListed ? "besides" : "only"} through a supplement that was not asked for; ask again with useSupplement=${supplement}.`,
    "supplement-needed",
  );

/** @param base the code system that it supplements, the only one that it leads to */
export const supplementLeadsElsewhere = (
  code: string,
  { name }: Pick<SystemEntry, "name">,
  supplement: string,
  base: string,
): Issue =>
  note(
    `${quote(code)} of ${name} is known only through the supplement '${supplement}', which leads to ${base}.`,
    "code-unknown",
  );

/** `missing`: a code that the supplement does not have. */
export const codesInSupplement = (
  { name }: Pick<SystemEntry, "name">,
  supplement: string,
  missing?: string,
): Issue =>
  warning(
    `Codes of ${name} are known through the supplement '${supplement}'${
      missing === undefined
        ? `; ask again with useSupplement=${supplement}`
        : `, which does not have ${quote(missing)}`
    }.`,
    "supplement-needed",
  );

export const noticeOf = (text: string): Issue => note(text);

/* ---- contradictions ---- */

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

/* ---- conditions ---- */

/** @param unchecked what 'dependency' says about it, in codes that can't be compared with those of the map */
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
        : `, for ${unchecked.map(withSystem).join(" and ")} can't be compared with it`
    }.`,
    "condition-open",
  );

const withSystem = ({ system, code, display }: Coding): string =>
  code === undefined
    ? `the display ${quote(display)} alone`
    : `${quote(code)}${system === undefined ? "" : ` of ${quote(system)}`}`;

export const conditionFails = (target: Coding, failed: readonly MappingAttribute[]): Issue =>
  note(`${named(target)} was left out: it holds only if ${conditions(failed)}.`, "condition-contradicted");

/* ---- how sure ---- */

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

export const retiredMap = (map: ConceptMap): Issue =>
  warning(`${mapName(map)} is retired; it should no longer be used.`);

export const usedFallback = (source: Coding, map: ConceptMap): Issue =>
  warning(`${mapName(map)} does not list ${named(source)}; what it says of codes not listed was applied.`);

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

export const severalVersions = (source: Coding, versions: readonly string[]): Issue =>
  warning(
    `What is said of ${named(source)} was made for versions ${versions.map(quote).join(" and ")} of its system; send the version that is meant.`,
    "other-version",
  );

export const inactiveConcept = (coding: Coding, replacedBy: readonly string[]): Issue =>
  warning(
    `${named(coding)} is inactive${replacedBy.length > 0 ? `; replaced by ${replacedBy.map(quote).join(", ")}` : ""}.`,
  );

/** @param version that of the code system, which is here as a whole */
export const answerNotInSystem = (coding: Coding, system: string, version: string | undefined): Issue =>
  warning(
    `The map names ${named(coding)}, which is not in ${system}${version === undefined ? "" : ` version ${version}`}.`,
    "code-unknown",
  );

export const describedAs = (source: Coding, kind: string): Issue => note(`${named(source)} is a ${kind}.`);

export const targetsNotExpanded = (valueSet: string): Issue =>
  warning(`The map's target is the value set ${quote(valueSet)}, which can't be listed here.`);

/* ---- several statements ---- */

interface Statement {
  origin: ConceptMap;
  relationship: Relationship;
  target: Coding;
}

const statement = ({ origin, relationship, target }: Statement): string =>
  `${mapName(origin)} says ${WORDS[relationship]} ${named(target)}`;

export const mapsDisagree = (source: Coding, statements: readonly Statement[]): Issue =>
  warning(
    `The maps disagree about ${named(source)}: ${statements.map(statement).join("; ")}.`,
    "maps-disagree",
  );

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
