/** The input of $translate, in R4's names or R5's, as one request. */
import { oneGiven } from "../../fhir/operations/one-given.ts";
import type { TranslateInput, TranslateInputDependency } from "../../fhir/operations/types.ts";
import { parseCanonical } from "../../terminology/canonical.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import {
  exclusiveParameters,
  invalidParameter,
  requiredParameter,
} from "../../terminology/issues/parameters.ts";
import { markupInCode, unknownConceptMap, wrongCodingText } from "../../terminology/issues/translation.ts";
import type { CodeableConcept, Coding, ConceptMap } from "../../terminology/model.ts";
import type { Dependency } from "../../terminology/translate/depends-on.ts";
import type { TranslateRequest } from "../../terminology/translate/translate.ts";
import { hasMarkup } from "./markup.ts";
import type { RequestContext } from "./operation.ts";
import { type Beside, checkVersion, conceptWithBeside, withBeside } from "./said-twice.ts";

const INPUTS = [
  "code",
  "coding",
  "codeableConcept",
  "sourceCode",
  "sourceCoding",
  "sourceCodeableConcept",
  "targetCode",
  "targetCoding",
  "targetCodeableConcept",
] as const;
type InputName = (typeof INPUTS)[number];

/** What the form of the request says about the form of the answer. */
export interface AskedAs {
  /** R4's `reverse`: the matches are the maps' sources, and relations are turned round. */
  turned: boolean;
  /** R5's target inputs: the matches keep the maps' direction and name their source. */
  toTarget: boolean;
  /** R5's names: R4's match.source, a map's url, would be taken for the source concept there. */
  r5Names: boolean;
}

/** @throws TerminologyError with the parameter that is missing, superfluous or wrong */
export function readTranslateInput(
  input: TranslateInput,
  { instance, strictNames, work }: Pick<RequestContext<"translate">, "instance" | "strictNames" | "work">,
): { request: TranslateRequest; askedAs: AskedAs } {
  const name = onlyInput(input);
  const toTarget = name.startsWith("target");
  const reversed = input.reverse === true;
  if (toTarget && reversed) throw new TerminologyError(exclusiveParameters(["reverse", name]));
  const concept = conceptAsked(input, name);
  checkConcept(name, concept);
  const { source, target } = input;
  const request: TranslateRequest = {
    direction: toTarget || reversed ? "reverse" : "forward",
    codings: concept.coding ?? [],
    text: concept.text?.trim() ? concept.text : undefined,
    map: chosenMap(input, instance),
    sourceScope: input.sourceScope ?? (reversed ? target : source),
    targetScope: input.targetScope ?? (reversed ? source : target),
    wantedSystem: systemWanted(input, toTarget),
    dependencies: (input.dependency ?? []).map(readDependency),
    displayLanguage: input.displayLanguage,
    useSupplement: input.useSupplement ?? [],
    strictNames: strictNames === true,
    ownSystems: ownSystems(input),
    work,
  };
  return {
    request,
    askedAs: { turned: reversed, toTarget, r5Names: name.startsWith("source") || toTarget },
  };
}

/** Exactly one of the nine, at instance level too. */
function onlyInput(input: TranslateInput): InputName {
  const given = oneGiven(input, INPUTS);
  if (given !== undefined) return given;
  const names = "code, coding, codeableConcept, sourceCode, sourceCoding, sourceCodeableConcept, targetCode";
  throw new TerminologyError(requiredParameter(names, "give one of them, what is to be translated"));
}

/** What is to be translated, in whichever way it was given. */
function conceptAsked(input: TranslateInput, name: InputName): CodeableConcept {
  const code = input.code ?? input.sourceCode ?? input.targetCode;
  if (code !== undefined) return { coding: [bareCode(code, input)] };
  const concept = input.codeableConcept ?? input.sourceCodeableConcept ?? input.targetCodeableConcept;
  if (typeof concept === "object") return conceptWithBeside(concept, besideCoding(input));
  const given = input.coding ?? input.sourceCoding ?? input.targetCoding;
  const coding = typeof given === "object" ? given : codingOfText(name, concept ?? given ?? "");
  return { coding: [withBeside(coding, besideCoding(input))] };
}

/** A bare code with its system. For a target code that is targetSystem; the published R5 has no other for it than system. */
function bareCode(code: string, input: TranslateInput): Coding {
  const own = onlyOne(input, "system", "sourceSystem");
  const target = onlyOne(input, "targetSystem", "targetsystem");
  const system = input.targetCode === undefined ? own : (target ?? input.system);
  const coding: Coding = { code };
  if (system !== undefined) coding.system = system;
  if (input.version !== undefined) coding.version = input.version;
  return coding;
}

/** R5's target inputs have `system` for the system of the sources. */
function besideCoding(input: TranslateInput): Beside {
  if (input.targetCoding !== undefined || input.targetCodeableConcept !== undefined) return {};
  const name = input.system === undefined ? "sourceSystem" : "system";
  return {
    system: { name, value: onlyOne(input, "system", "sourceSystem") },
    version: { name: "version", value: input.version },
  };
}

/** Two names of one thing: both may be there if they say the same. */
function onlyOne<Name extends "system" | "sourceSystem" | "targetSystem" | "targetsystem">(
  input: TranslateInput,
  name: Name,
  other: Name,
): string | undefined {
  const first = input[name];
  const second = input[other];
  if (first !== undefined && second !== undefined && first !== second)
    throw new TerminologyError(exclusiveParameters([name, other]));
  return first ?? second;
}

/** R5 types target inputs as uri; as text a coding is `system|code`. */
function codingOfText(name: string, text: string): Coding {
  const bar = text.lastIndexOf("|");
  if (bar < 1) throw new TerminologyError(wrongCodingText(name, text));
  return { system: text.slice(0, bar), code: text.slice(bar + 1) };
}

function checkConcept(name: string, { coding = [], text }: CodeableConcept): void {
  for (const { code } of coding) {
    if (code?.trim() === "")
      throw new TerminologyError(invalidParameter(name, code, "it holds nothing but spaces"));
    checkMarkup(name, code);
  }
  checkMarkup(name, text);
}

function checkMarkup(name: string, text: string | undefined): void {
  if (text !== undefined && hasMarkup(text)) throw new TerminologyError(markupInCode(name));
}

/** The system that the matches are in: of the sources, where a target was sent. */
function systemWanted(input: TranslateInput, toTarget: boolean): string | undefined {
  const ofTargets = input.targetSystem === undefined ? "targetsystem" : "targetSystem";
  const ofSources = input.sourceSystem === undefined ? "system" : "sourceSystem";
  const system = toTarget ? systemOfSources(input) : input[ofTargets];
  const { url, version } = parseCanonical(system ?? "");
  if (version === undefined) return system;
  // Maps seldom say of which version their targets are: nothing could be said of one.
  const expected = `a code system is named without its version: send '${url}'`;
  throw new TerminologyError(invalidParameter(toTarget ? ofSources : ofTargets, system, expected));
}

function systemOfSources(input: TranslateInput): string | undefined {
  const hasTarget = input.targetSystem !== undefined || input.targetsystem !== undefined;
  const isOfTarget = input.targetCode !== undefined && !hasTarget;
  return input.sourceSystem ?? (isOfTarget ? undefined : input.system);
}

function chosenMap(input: TranslateInput, instance: ConceptMap | undefined): TranslateRequest["map"] {
  const { url, conceptMapVersion: version, conceptMap: inline } = input;
  if (url !== undefined && inline) throw new TerminologyError(exclusiveParameters(["url", "conceptMap"]));
  if (instance) return chosenInstance(input, instance);
  if (inline) {
    checkVersion("conceptMapVersion", version, { what: "the map given", version: inline.version });
    return { inline };
  }
  if (url === undefined) {
    if (version !== undefined)
      throw new TerminologyError(
        requiredParameter("url", "conceptMapVersion is a version of the map that url names"),
      );
    return undefined;
  }
  const canonical = parseCanonical(url);
  checkVersion("conceptMapVersion", version, { what: "the url", version: canonical.version });
  return { url: canonical.url, version: version ?? canonical.version };
}

function chosenInstance(
  { url, conceptMapVersion: version, conceptMap: inline }: TranslateInput,
  map: ConceptMap,
): TranslateRequest["map"] {
  if (url !== undefined)
    throw new TerminologyError(invalidParameter("url", url, "the map is in the address"));
  if (inline) throw new TerminologyError(invalidParameter("conceptMap", inline, "the map is in the address"));
  if (version !== undefined && map.version !== version) {
    const known = map.version === undefined ? [] : [map.version];
    throw new TerminologyError(unknownConceptMap(map.url ?? "", version, known));
  }
  return { id: map.id! };
}

function readDependency(part: TranslateInputDependency): Dependency {
  const attribute = part.attribute ?? part.element;
  if (attribute === undefined)
    throw new TerminologyError(requiredParameter("dependency.attribute", "what the dependency is about"));
  const value = part.value ?? part.concept;
  if (value === undefined)
    throw new TerminologyError(requiredParameter("dependency.value", `the value of ${attribute}`));
  if (typeof value !== "object") return { attribute, codings: [], texts: [String(value)] };
  if ("value" in value || "unit" in value) return { attribute, codings: [], texts: [], quantities: [value] };
  if (!("coding" in value || "text" in value)) return { attribute, codings: [value], texts: [] };
  return { attribute, codings: value.coding ?? [], texts: value.text === undefined ? [] : [value.text] };
}

const NONE: ReadonlySet<string> = new Set();

function ownSystems({ "tx-resource": resources }: TranslateInput): ReadonlySet<string> {
  if (!resources) return NONE;
  return new Set(resources.flatMap((r) => (r.resourceType === "CodeSystem" ? [r.url ?? ""] : [])));
}
