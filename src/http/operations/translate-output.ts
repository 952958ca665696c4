/** The outcome of $translate as its output: R4's parts or R5's, never both vocabularies. */
import { operationOutcome } from "../../fhir/operation-outcome.ts";
import type {
  TranslateOutput,
  TranslateOutputMatch,
  TranslateOutputMatchDependsOn,
  TranslateOutputMatchProduct,
  TranslateOutputMatchProperty,
} from "../../fhir/operations/types.ts";
import type { TypedValue } from "../../fhir/operations/write-parameters.ts";
import { printCanonical } from "../../terminology/canonical.ts";
import { quantityText } from "../../terminology/concepts/quantity.ts";
import {
  type CodeableConcept,
  type Coding,
  type MappingAttribute,
  quantityOf,
} from "../../terminology/model.ts";
import { inverted, isNegative } from "../../terminology/translate/relationships.ts";
import type { Match, TranslateOutcome } from "../../terminology/translate/translate.ts";
import { after, type Awaitable } from "../../terminology/util/awaitable.ts";
import { byThousands } from "../../terminology/util/by-thousands.ts";
import type { RequestContext } from "./operation.ts";
import type { AskedAs } from "./translate-input.ts";

const MATCH_BASIS = "https://w3id.org/ossicle/CodeSystem/match-basis";
const STATED = "https://w3id.org/ossicle/CodeSystem/condition-properties#stated-relationship";
const COMMENT = "http://hl7.org/fhir/concept-properties#comment";

export function translateOutput(
  { matches, notes, normalized }: TranslateOutcome,
  askedAs: AskedAs,
  { version, work }: Pick<RequestContext, "version" | "work">,
): Awaitable<TranslateOutput> {
  const make = version === "r4" ? r4Match : r5Match;
  const making = byThousands(matches, work, (part) => part.map((match) => make(match, askedAs)));
  return after(making, (made) => {
    const outputs = made.filter((output) => output !== undefined);
    return {
      result: matches.some(isTranslation),
      message: notes.length > 0 ? notes.map((note) => note.text).join(" ") : undefined,
      issues: notes.length > 0 ? operationOutcome(notes) : undefined,
      "normalized-code": normalized.length < 2 ? normalized : [...new Set(normalized)],
      match: mayRepeat(matches) ? saidOnce(outputs) : outputs,
    };
  });
}

/** "The value can only be true if at least one returned match has a relationship other than not-related-to." */
const isTranslation = (match: Match): boolean => match.target !== undefined && !isNegative(match.relation);

/** The codings of one concept may lead to the same statement: it is said once. */
const mayRepeat = (matches: readonly Match[]): boolean =>
  matches.length > 1 && new Set(matches.map(key)).size < matches.length;

const key = ({ origin, source, target }: Match): string =>
  `${origin.url} ${origin.version} ${source.code} ${target?.code}`;

const saidOnce = (outputs: readonly TranslateOutputMatch[]): TranslateOutputMatch[] => [
  ...new Map(outputs.map((output) => [JSON.stringify(output), output])).values(),
];

function r4Match(match: Match, askedAs: AskedAs): TranslateOutputMatch {
  const { origin, mapping, missing } = match;
  const output: TranslateOutputMatch = {
    equivalence: isOpen(match) ? "relatedto" : relationAsked(match, askedAs).equivalence,
    concept: conceptAsked(match, askedAs),
  };
  if (askedAs.toTarget) output.source = sourceCoding(match);
  if (mapping.product.length > 0) output.product = mapping.product.map(r4Product);
  // R5's names are for whoever would take a map's url for the source concept.
  if (origin.url && !askedAs.r5Names) output.source = { type: "uri", value: origin.url };
  output.originMap = origin.url ? printCanonical(origin) : undefined;
  output.comment = r4Comments(match);
  if (missing.length > 0)
    output.dependsOn = missing.map((condition) => r4DependsOn(condition, match, askedAs));
  return output;
}

/**
 * R4 has no conditions in its answer: while one is open, "the concepts are related to each other, but the exact
 * relationship is not known", and the map's own word stands beside the condition.
 */
const isOpen = ({ missing, relation }: Match): boolean => missing.length > 0 && !isNegative(relation);

/** Nothing where the map says that there is no translation: R5 has no relationship for it, the message says it. */
function r5Match(match: Match, askedAs: AskedAs): TranslateOutputMatch | undefined {
  if (match.target === undefined) return undefined;
  const { origin, mapping } = match;
  return {
    relationship: relationAsked(match, askedAs).relationship,
    concept: conceptAsked(match, askedAs),
    source: askedAs.toTarget ? sourceCoding(match) : undefined,
    property: r5Properties(match),
    product: mapping.product.map(r5Attribute),
    dependsOn: mapping.dependsOn.map(r5Attribute),
    originMap: origin.url ? printCanonical(origin) : undefined,
  };
}

const relationAsked = ({ relation }: Match, { turned }: AskedAs): Match["relation"] =>
  turned ? inverted(relation) : relation;

/** The concept on the side that was asked for; with a target input the answer is the source, and `concept` the target. */
const conceptAsked = ({ source, target }: Match, { turned }: AskedAs): Coding | undefined =>
  target && plain(turned ? source : target);

const sourceCoding = ({ source, target }: Match): TypedValue | undefined =>
  target && { type: "Coding", value: plain(source) };

const NO_COMMENTS: string[] = [];

/** R4 defines no part for who asserts a mapping, so a second comment says it. */
function r4Comments({ mapping, basis, stated }: Match): string[] {
  const { comment, properties } = mapping;
  if (comment === undefined && properties.length === 0 && !basis && !stated) return NO_COMMENTS;
  const about: string[] = [];
  for (const { code, value } of properties)
    if (code !== "warning")
      about.push(`${code}: ${typeof value === "object" ? (value.code ?? value.display) : String(value)}`);
  if (basis) about.push(`match-basis: ${basis}`);
  if (stated) about.push(`stated-equivalence: ${stated.equivalence}`);
  const comments = comment === undefined ? [] : [comment];
  if (about.length > 0) comments.push(about.join("; "));
  return comments;
}

const r4Product = (product: MappingAttribute): TranslateOutputMatchProduct => ({
  element: nameOf(product),
  concept: asCoding(product),
  valueSet: product.valueSet,
});

/** Beside the condition stands the map's own word. */
const r4DependsOn = (
  condition: MappingAttribute,
  match: Match,
  askedAs: AskedAs,
): TranslateOutputMatchDependsOn => ({
  ...r4Condition(condition),
  equivalence: relationAsked({ ...match, relation: match.stated ?? match.relation }, askedAs).equivalence,
});

function r4Condition(condition: MappingAttribute): TranslateOutputMatchDependsOn {
  const { value, valueSet } = condition;
  return {
    element: nameOf(condition),
    concept: value === undefined ? undefined : asConcept(condition),
    valueSet,
  };
}

function r5Properties({ origin, mapping, basis, stated: own }: Match): TranslateOutputMatchProperty[] {
  const { comment, properties } = mapping;
  const stated: TranslateOutputMatchProperty[] =
    comment === undefined ? [] : [{ uri: COMMENT, value: { type: "string", value: comment } }];
  const uris = new Map((origin.property ?? []).map((p) => [p.code, p.uri]));
  for (const property of properties)
    stated.push({ uri: uris.get(property.code) ?? property.code, value: property });
  if (own) stated.push({ uri: STATED, value: { type: "code", value: own.relationship } });
  if (basis) {
    const value = { system: MATCH_BASIS, code: basis };
    stated.push({ uri: MATCH_BASIS, value: { type: "Coding", value } });
  }
  return stated;
}

function r5Attribute(attribute: MappingAttribute): TranslateOutputMatchDependsOn {
  const { type, value, valueSet } = attribute;
  return {
    attribute: nameOf(attribute),
    value: value === undefined ? undefined : { type: type ?? "string", value },
    valueSet,
  };
}

const nameOf = ({ attribute, uri }: MappingAttribute): string => uri ?? attribute;

/** Step by step: this is done for every match, and objects put together from parts are slow. */
function plain({ system, version, code, display }: Coding): Coding {
  const coding: Coding = {};
  if (system !== undefined) coding.system = system;
  if (version !== undefined) coding.version = version;
  if (code !== undefined) coding.code = code;
  if (display !== undefined) coding.display = display;
  return coding;
}

/** R4 has codes alone for what follows: a quantity is its text, and a value set is a part of its own. */
function asCoding(product: MappingAttribute): Coding | undefined {
  const { value } = product;
  const quantity = quantityOf(product);
  if (quantity) return { display: quantityText(quantity) };
  if (value === undefined) return undefined;
  return typeof value === "object" ? value : { code: String(value) };
}

function asConcept(condition: MappingAttribute): CodeableConcept {
  const { value } = condition;
  const quantity = quantityOf(condition);
  if (quantity) return { text: quantityText(quantity) };
  return typeof value === "object" ? { coding: [value] } : { text: String(value) };
}
