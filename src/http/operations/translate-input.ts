/** The input of $translate, in R4's names or R5's, as one request. */
import type * as r5 from "fhir/r5";
import type { Input } from "../../fhir/operations/parameters.ts";
import { parseCanonical } from "../../terminology/canonical.ts";
import {
  exclusiveParameters,
  invalidParameter,
  requiredParameter,
  TerminologyError,
} from "../../terminology/issues/issue.ts";
import { markupInCode, unknownConceptMap, wrongCodingText } from "../../terminology/issues/translation.ts";
import type { Dependency } from "../../terminology/translate/depends-on.ts";
import type { CodeableConcept, Coding, ConceptMap } from "../../terminology/model.ts";
import type { TranslateRequest } from "../../terminology/translate/translate.ts";
import type { RequestContext } from "./operation.ts";

const FORWARD = ["code", "coding", "codeableConcept", "sourceCode", "sourceCoding", "sourceCodeableConcept"];
const BACKWARD = ["targetCode", "targetCoding", "targetCodeableConcept"];
const INPUTS = [...FORWARD, ...BACKWARD];
const BARE_CODES = new Set(["code", "sourceCode", "targetCode"]);

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
  input: Input,
  context: RequestContext,
): { request: TranslateRequest; askedAs: AskedAs } {
  const name = onlyInput(input);
  const toTarget = BACKWARD.includes(name);
  const reversed = input.reverse === true;
  if (toTarget && reversed) throw new TerminologyError(exclusiveParameters(["reverse", name]));
  const concept = readConcept(input, name, toTarget);
  const text = (key: string): string | undefined => input[key] as string | undefined;
  const source = text("source");
  const target = text("target");
  const request: TranslateRequest = {
    direction: toTarget || reversed ? "reverse" : "forward",
    codings: concept.coding ?? [],
    text: concept.text?.trim() ? concept.text : undefined,
    map: chosenMap(input, context),
    sourceScope: text("sourceScope") ?? (reversed ? target : source),
    targetScope: text("targetScope") ?? (reversed ? source : target),
    farSystem: toTarget ? farOfTarget(input, name) : (text("targetSystem") ?? text("targetsystem")),
    dependencies: ((input.dependency as Input[] | undefined) ?? []).map(readDependency),
    displayLanguage: text("displayLanguage"),
    useSupplement: (input.useSupplement as string[] | undefined) ?? [],
    strictNames: context.strictNames === true,
    ownSystems: ownSystems(input),
  };
  return {
    request,
    askedAs: { turned: reversed, toTarget, r5Names: name.startsWith("source") || toTarget },
  };
}

/** Exactly one of the nine, at instance level too. */
function onlyInput(input: Input): string {
  const given = INPUTS.filter((name) => input[name] !== undefined);
  if (given.length > 1) throw new TerminologyError(exclusiveParameters(given));
  if (given.length === 1) return given[0]!;
  const names = "code, coding, codeableConcept, sourceCode, sourceCoding, sourceCodeableConcept, targetCode";
  throw new TerminologyError(requiredParameter(names, "give one of them, what is to be translated"));
}

function readConcept(input: Input, name: string, toTarget: boolean): CodeableConcept {
  const value = input[name];
  const concept = BARE_CODES.has(name)
    ? { coding: [plainCode(input, name, toTarget)] }
    : asConcept(name, value);
  for (const { code } of concept.coding ?? []) {
    if (code?.trim() === "")
      throw new TerminologyError(invalidParameter(name, code, "it holds nothing but spaces"));
    checkMarkup(name, code);
  }
  checkMarkup(name, concept.text);
  return concept;
}

/** A bare code with its system. For a target code that is targetSystem; the published R5 has no other for it than system. */
function plainCode(input: Input, name: string, toTarget: boolean): Coding {
  const text = (key: string): string | undefined => input[key] as string | undefined;
  const own = onlyOne(input, ["system", "sourceSystem"]);
  const target = onlyOne(input, ["targetSystem", "targetsystem"]);
  const system = toTarget ? (target ?? text("system")) : own;
  const version = text("version");
  const coding: Coding = { code: input[name] as string };
  if (system !== undefined) coding.system = system;
  if (version !== undefined) coding.version = version;
  return coding;
}

/** Two names of one thing: both may be there if they say the same. */
function onlyOne(input: Input, names: readonly string[]): string | undefined {
  const given = names.filter((name) => input[name] !== undefined);
  const value = input[given[0] ?? ""] as string | undefined;
  if (given.some((name) => input[name] !== value)) throw new TerminologyError(exclusiveParameters(given));
  return value;
}

function farOfTarget(input: Input, name: string): string | undefined {
  const hasTarget = input.targetSystem !== undefined || input.targetsystem !== undefined;
  const own = name === "targetCode" && !hasTarget ? undefined : (input.system as string | undefined);
  return (input.sourceSystem as string | undefined) ?? own;
}

/** R5 types target inputs as uri; as text a coding is `system|code`. */
function asConcept(name: string, value: unknown): CodeableConcept {
  if (typeof value === "string") {
    const bar = value.lastIndexOf("|");
    if (bar < 1) throw new TerminologyError(wrongCodingText(name, value));
    return { coding: [{ system: value.slice(0, bar), code: value.slice(bar + 1) }] };
  }
  return /codeableConcept$/i.test(name) ? (value as CodeableConcept) : { coding: [value as Coding] };
}

/** A start or end tag, a comment: never part of a code or name, and never echoed. */
const MARKUP = /<[a-z/!?][^>]*>/i;

export const hasMarkup = (text: string): boolean => MARKUP.test(text);

function checkMarkup(name: string, text: string | undefined): void {
  if (text !== undefined && hasMarkup(text)) throw new TerminologyError(markupInCode(name));
}

function chosenMap(input: Input, { instance }: RequestContext): TranslateRequest["map"] {
  const url = input.url as string | undefined;
  const version = input.conceptMapVersion as string | undefined;
  const inline = input.conceptMap as r5.ConceptMap | undefined;
  if (url !== undefined && inline) throw new TerminologyError(exclusiveParameters(["url", "conceptMap"]));
  if (instance) {
    const map = instance as ConceptMap;
    const other = [url === undefined ? [] : ["url"], inline ? ["conceptMap"] : []].flat();
    if (other[0])
      throw new TerminologyError(invalidParameter(other[0], input[other[0]], "the map is in the address"));
    if (version !== undefined && map.version !== version) {
      const known = map.version === undefined ? [] : [map.version];
      throw new TerminologyError(unknownConceptMap(map.url ?? "", version, known));
    }
    return { id: map.id! };
  }
  if (inline) return { inline };
  if (url === undefined) {
    if (version !== undefined)
      throw new TerminologyError(
        requiredParameter("url", "conceptMapVersion is a version of the map that url names"),
      );
    return undefined;
  }
  const canonical = parseCanonical(url);
  return { url: canonical.url, version: version ?? canonical.version };
}

function readDependency(part: Input): Dependency {
  const attribute = (part.attribute ?? part.element) as string | undefined;
  if (attribute === undefined)
    throw new TerminologyError(requiredParameter("dependency.attribute", "what the dependency is about"));
  const value = part.value ?? part.concept;
  if (value === undefined)
    throw new TerminologyError(requiredParameter("dependency.value", `the value of ${attribute}`));
  if (typeof value !== "object" || value === null) return { attribute, codings: [], texts: [String(value)] };
  const { coding, text } = value as CodeableConcept;
  if (coding === undefined && text === undefined) return { attribute, codings: [value], texts: [] };
  return { attribute, codings: coding ?? [], texts: text === undefined ? [] : [text] };
}

const NONE: ReadonlySet<string> = new Set();

function ownSystems(input: Input): ReadonlySet<string> {
  const resources = input["tx-resource"] as { resourceType?: string; url?: string }[] | undefined;
  if (!resources) return NONE;
  return new Set(resources.filter((r) => r.resourceType === "CodeSystem").map((r) => r.url ?? ""));
}
