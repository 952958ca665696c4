/** Messages of $translate where there is no answer: what is not known stands apart from what is known not to be. */
import type { Coding, ConceptMap } from "../model.ts";
import type { SystemEntry } from "../resolve/known-systems.ts";
import type { Direction } from "../store.ts";
import { asSent, type Issue, quote } from "./issue.ts";
import { systemMeant } from "./recognition.ts";
import { mapName, named, note, warning } from "./translation-words.ts";

type Named = Pick<SystemEntry, "name">;

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

/** `isTurned`: read the other way, it is about the system. */
export const mapNotAbout = (
  map: ConceptMap,
  system: string,
  direction: Direction,
  isTurned: boolean,
): Issue => {
  const [from, into] = direction === "forward" ? ["from", "into"] : ["into", "from"];
  const instead =
    direction === "forward"
      ? "to read it backwards, ask with reverse=true (R5: targetCode)"
      : "ask without reverse=true (R5: sourceCode)";
  return note(
    `${mapName(map)} has no translations ${from} ${quote(system)}${isTurned ? `, but ${into} it; ${instead}` : "; ask without a map, or with another one"}.`,
    "system-without-map",
  );
};

export const codingLeftOut = (text: string): Issue =>
  note(`A coding without ${text} was not used; it is never guessed.`);

export const systemUnknown = (system: string, likely: SystemEntry | undefined): Issue => ({
  severity: "warning",
  code: "not-found",
  about: "system-unknown",
  text: `System ${quote(system)} is not known here: neither the code system nor a map of it is stored, so this says nothing about its codes.${
    likely && likely.uri !== system
      ? ` ${systemMeant(likely)}`
      : " Import a map of it, or send a code of a system that is known."
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

export const systemWithoutMap = ({ name }: Named, direction: Direction): Issue =>
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
      ? `The maps stored here go from ${system}, none into it.`
      : `The maps stored here go into ${system}, none from it.`,
    "system-without-map",
  );

/** @param systems that maps lead from to the code, or from the code to: read that way, they tell something of it */
export const codeMappedTheOtherWay = (
  code: string,
  systems: readonly string[],
  direction: Direction,
): Issue => {
  const names = systems.join(", ");
  const isOne = systems.length === 1;
  return note(
    direction === "forward"
      ? `${isOne ? "A map" : "Maps"} from ${names} ${isOne ? "leads" : "lead"} to ${quote(code)}. To read ${isOne ? "it" : "them"} backwards, ask with reverse=true (R5: targetCode).`
      : `${isOne ? "A map leads" : "Maps lead"} from ${quote(code)} to ${names}. Ask without reverse=true (R5: sourceCode).`,
  );
};

export const notInSystem = (code: string, { name }: Named): Issue =>
  note(`${quote(code)} is not in ${name}.`, "code-unknown");

export const codeNotListed = (code: string, { name }: Named, direction: Direction): Issue =>
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

/** Some of its groups do not say of which code system their codes are. */
export const mapNamesNoSystem = (map: ConceptMap, direction: Direction): Issue => {
  const side = direction === "forward" ? "source" : "target";
  return note(
    `${mapName(map)} has a group without a ${side} system, and no value set that tells it: whose codes it maps is not known. Give it a group.${side}.`,
  );
};

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
    `The maps that list ${quote(code)} ${verb} ${where} ${names.map(asSent).join(", ")}, not ${where} ${asSent(wanted)}.`,
  );
};

export const licenceNeeded = ({ name }: Named): Issue =>
  warning(
    `No map to or from ${name} comes with this server, because its codes need a licence; import one that you are licensed for.`,
    "licence-needed",
  );

/** @param isListed maps list the code, too */
export const codeInSupplement = (
  code: string,
  { name }: Named,
  supplement: string,
  { isListed }: { isListed: boolean },
): Issue =>
  warning(
    `${quote(code)} of ${name} is known ${isListed ? "besides" : "only"} through a supplement that was not asked for; ask again with useSupplement=${supplement}.`,
    "supplement-needed",
  );

/** @param base the code system that it supplements, the only one that it leads to */
export const supplementLeadsElsewhere = (
  code: string,
  { name }: Named,
  supplement: string,
  base: string,
): Issue =>
  note(
    `${quote(code)} of ${name} is known only through the supplement '${supplement}', which leads to ${base}.`,
    "code-unknown",
  );

/** `missing`: a code that the supplement does not have. */
export const codesInSupplement = ({ name }: Named, supplement: string, missing?: string): Issue =>
  warning(
    `Codes of ${name} are known through the supplement '${supplement}'${
      missing === undefined
        ? `; ask again with useSupplement=${supplement}`
        : `, which does not have ${quote(missing)}`
    }.`,
    "supplement-needed",
  );

export const noticeOf = (text: string): Issue => note(text);
