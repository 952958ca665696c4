/** The outcome of $translate as Parameters: R4's parts or R5's, never both vocabularies. */
import type * as r5 from "fhir/r5";
import type { FhirVersion } from "../../fhir/version.ts";
import { printCanonical } from "../../terminology/canonical.ts";
import type { Coding, Mapping, MappingAttribute } from "../../terminology/model.ts";
import { inverted, isNegative } from "../../terminology/translate/relationships.ts";
import { valueX } from "../../terminology/resources/resources.ts";
import type { Match, TranslateOutcome } from "../../terminology/translate/translate.ts";
import type { AskedAs } from "./translate-input.ts";

type Node = r5.ParametersParameter;

const MATCH_BASIS = "https://w3id.org/ossicle/CodeSystem/match-basis";
const COMMENT = "http://hl7.org/fhir/concept-properties#comment";

export function translateAnswer(
  { matches, notes, normalized }: TranslateOutcome,
  askedAs: AskedAs,
  version: FhirVersion,
): r5.Parameters {
  const parameter: Node[] = [{ name: "result", valueBoolean: matches.some(isTranslation) }];
  if (notes.length > 0)
    parameter.push({ name: "message", valueString: notes.map((note) => note.text).join(" ") });
  for (const code of once(normalized)) parameter.push({ name: "normalized-code", valueCode: code });
  const said = mayRepeat(matches) ? new Set<string>() : undefined;
  for (const match of matches) {
    const part = version === "r4" ? r4Parts(match, askedAs) : r5Parts(match, askedAs);
    if (part && isNew(part, said)) parameter.push({ name: "match", part });
  }
  return { resourceType: "Parameters", parameter };
}

const once = (codes: readonly string[]): Iterable<string> => (codes.length < 2 ? codes : new Set(codes));

/** The codings of one concept may lead to the same statement: it is said once. */
const mayRepeat = (matches: readonly Match[]): boolean =>
  matches.length > 1 && new Set(matches.map(key)).size < matches.length;

const key = ({ origin, source, target }: Match): string =>
  `${origin.url} ${origin.version} ${source.code} ${target?.code}`;

const isNew = (part: Node[], said: Set<string> | undefined): boolean =>
  !said || said.size < said.add(JSON.stringify(part)).size;

/** "The value can only be true if at least one returned match has a relationship other than not-related-to." */
const isTranslation = (match: Match): boolean => match.target !== undefined && !isNegative(match.relation);

function r4Parts(match: Match, askedAs: AskedAs): Node[] {
  const { origin, mapping, missing } = match;
  const relation = askedAs.turned ? inverted(match.relation) : match.relation;
  const parts: Node[] = [{ name: "equivalence", valueCode: relation.equivalence }];
  addConcepts(parts, match, askedAs);
  for (const product of mapping.product) {
    parts.push({
      name: "product",
      part: [
        { name: "element", valueUri: nameOf(product) },
        { name: "concept", valueCoding: asCoding(product) },
      ],
    });
  }
  if (origin.url && !askedAs.r5Names) parts.push({ name: "source", valueUri: origin.url });
  addOrigin(parts, match);
  for (const valueString of r4Comments(match)) parts.push({ name: "comment", valueString });
  for (const condition of missing) parts.push(r4Condition(condition));
  return parts;
}

const NO_COMMENTS: readonly string[] = [];

/** R4 defines no part for who asserts a mapping, so a second comment says it. */
function r4Comments({ mapping, basis }: Match): readonly string[] {
  const { comment, properties } = mapping;
  if (comment === undefined && properties.length === 0 && basis === undefined) return NO_COMMENTS;
  const stated = properties
    .filter((p) => p.code !== "warning")
    .map(
      ({ code, value }) =>
        `${code}: ${typeof value === "object" ? (value.code ?? value.display) : String(value)}`,
    );
  const about = [...stated, ...(basis ? [`match-basis: ${basis}`] : [])];
  return [...(comment === undefined ? [] : [comment]), ...(about.length > 0 ? [about.join("; ")] : [])];
}

function r4Condition(condition: MappingAttribute): Node {
  const { value, valueSet } = condition;
  const part: Node[] = [{ name: "element", valueUri: nameOf(condition) }];
  if (value !== undefined) {
    const concept = typeof value === "object" ? { coding: [value] } : { text: String(value) };
    part.push({ name: "concept", valueCodeableConcept: concept });
  }
  if (valueSet !== undefined) part.push({ name: "valueSet", valueCanonical: valueSet });
  return { name: "dependsOn", part };
}

/** Nothing where the map says that there is no translation: R5 has no relationship for it, the message says it. */
function r5Parts(match: Match, askedAs: AskedAs): Node[] | undefined {
  if (match.target === undefined) return undefined;
  const { origin, mapping, basis } = match;
  const relation = askedAs.turned ? inverted(match.relation) : match.relation;
  const parts: Node[] = [{ name: "relationship", valueCode: relation.relationship }];
  addConcepts(parts, match, askedAs);
  const uris = new Map((origin.property ?? []).map((p) => [p.code, p.uri]));
  if (mapping.comment !== undefined) parts.push(property(COMMENT, { valueString: mapping.comment }));
  for (const { code, type, value } of mapping.properties)
    parts.push(property(uris.get(code) ?? code, valueX(type, value)));
  if (basis) parts.push(property(MATCH_BASIS, { valueCoding: { system: MATCH_BASIS, code: basis } }));
  parts.push(...mapping.product.map((product) => r5Attribute("product", product)));
  parts.push(...mapping.dependsOn.map((condition) => r5Attribute("dependsOn", condition)));
  addOrigin(parts, match);
  return parts;
}

const property = (uri: string, value: object): Node => ({
  name: "property",
  part: [
    { name: "uri", valueUri: uri },
    { name: "value", ...value },
  ],
});

function r5Attribute(name: string, attribute: Mapping["product"][number]): Node {
  const { type, value, valueSet } = attribute;
  const part: Node[] = [{ name: "attribute", valueUri: nameOf(attribute) }];
  if (value !== undefined) part.push({ name: "value", ...valueX(type ?? "string", value) });
  if (valueSet !== undefined) part.push({ name: "valueSet", valueCanonical: valueSet });
  return { name, part };
}

/** The concept on the side that was asked for; with a target input the answer is the source, and `concept` the target. */
function addConcepts(parts: Node[], { source, target }: Match, { turned, toTarget }: AskedAs): void {
  if (target === undefined) return;
  parts.push({ name: "concept", valueCoding: plain(turned ? source : target) });
  if (toTarget) parts.push({ name: "source", valueCoding: plain(source) });
}

function addOrigin(parts: Node[], { origin }: Match): void {
  if (origin.url) parts.push({ name: "originMap", valueCanonical: printCanonical(origin) });
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

const asCoding = ({ value }: MappingAttribute): Coding =>
  typeof value === "object" ? value : { code: String(value) };
