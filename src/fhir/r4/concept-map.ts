/** ConceptMap: what R4 and R5 both say, in different words. */
import { parseCanonical, printCanonical } from "../../terminology/canonical.ts";
import { isList, isObject, type Json, objects } from "../../terminology/util/json-object.ts";
import type { Rule } from "./conversion-plan.ts";
import { carriedElement, extensionUrl, withExtensions } from "./cross-version-extension.ts";
import { attributesToR4, attributesToR5, dependencyToR4, dependencyToR5 } from "./mapping-attributes.ts";
import { targetToR4, targetToR5 } from "./relationships.ts";

/** Renames elements, with their `_name`; a copy, or the very input when there is none of them. */
function rename(value: Json, names: readonly (readonly [string, string])[]): Json {
  let output = value;
  for (const [from, to] of names) {
    for (const prefix of ["", "_"]) {
      if (value[prefix + from] === undefined || value[prefix + to] !== undefined) continue;
      if (output === value) output = { ...value };
      output[prefix + to] = value[prefix + from];
      delete output[prefix + from];
    }
  }
  return output;
}

const SCOPES: [string, string][] = ["source", "target"].flatMap((side) =>
  ["Uri", "Canonical"].map((type): [string, string] => [`${side}Scope${type}`, `${side}${type}`]),
);
const flip = (names: [string, string][]) => names.map(([a, b]): [string, string] => [b, a]);

/* ---- ConceptMap ---- */

const resourceToR4: Rule = (map, context) => {
  const output = rename(attributesToR4(map, context), SCOPES);
  if (!isList(map.identifier)) return output;
  const [first, ...others] = map.identifier;
  const url = extensionUrl("r5", "ConceptMap", "identifier");
  const carried = others.map((valueIdentifier) => ({ url, valueIdentifier }));
  const extension = [...objects(output.extension), ...carried];
  return { ...output, identifier: first, ...(extension.length > 0 ? { extension } : {}) };
};

const resourceToR5: Rule = (map, context) => {
  const output = rename(attributesToR5(map, context), flip(SCOPES));
  const isCarrier = (e: Json) =>
    carriedElement("r5", "ConceptMap", e.url) === "identifier" && isObject(e.valueIdentifier);
  const extensions = objects(output.extension);
  const others = extensions.filter(isCarrier).map((e) => e.valueIdentifier);
  if (!isObject(map.identifier) && others.length === 0) return output;
  const left = extensions.filter((e) => !isCarrier(e));
  const identifier = isObject(map.identifier) ? [map.identifier, ...others] : others;
  return withExtensions({ ...output, identifier }, left);
};

/* ---- ConceptMap.group: R5's canonical `source|version` is two elements in R4 ---- */

const groupToR4: Rule = (group) => {
  const output = { ...group };
  for (const side of ["source", "target"]) {
    const canonical = group[side];
    if (typeof canonical !== "string") continue;
    const { url, version } = parseCanonical(canonical);
    if (version !== undefined) Object.assign(output, { [side]: url, [`${side}Version`]: version });
  }
  return output;
};

const groupToR5: Rule = (group) => {
  const output = { ...group };
  for (const side of ["source", "target"]) {
    const [url, version] = [group[side], group[`${side}Version`]];
    if (typeof url !== "string" || typeof version !== "string" || url.includes("|")) continue;
    output[side] = printCanonical({ url, version });
    delete output[`${side}Version`];
  }
  return output;
};

/* ---- ConceptMap.group.element: R5's noMap is R4's only target, `unmatched` ---- */

/** Where the comment of an `unmatched` target goes: noMap can have none. */
const NO_MAP_COMMENT = extensionUrl("r4", "ConceptMap.group.element.target", "comment");

const elementToR4: Rule = (element) => {
  if (element.noMap !== true || element._noMap !== undefined || objects(element.target).length > 0)
    return element;
  const { noMap: _noMap, ...rest } = element;
  const comment = objects(element.extension).find(
    (e) => e.url === NO_MAP_COMMENT && typeof e.valueString === "string",
  );
  const extension = objects(element.extension).filter((e) => e !== comment);
  const target = { equivalence: "unmatched", ...(comment ? { comment: comment.valueString } : {}) };
  return { ...withExtensions(rest, extension), target: [target] };
};

const elementToR5: Rule = (element) => {
  const targets = objects(element.target);
  if (targets.length !== 1 || targets[0]!.equivalence !== "unmatched") return element;
  const { equivalence: _equivalence, comment, ...more } = targets[0]!;
  if (Object.keys(more).length > 0) return element;
  const { target: _target, ...rest } = element;
  if (comment === undefined) return { ...rest, noMap: true };
  return {
    ...rest,
    extension: [...objects(element.extension), { url: NO_MAP_COMMENT, valueString: comment }],
    noMap: true,
  };
};

/* ---- ConceptMap.group.unmapped ---- */

/** R5 demands a relationship where R4 has none to give; the weakest claims least. */
const UNMAPPED_RELATIONSHIP = "related-to";

const unmappedToR4: Rule = (unmapped) => {
  const output = rename(unmapped, [["otherMap", "url"]]);
  const demanded = unmapped.mode !== undefined && unmapped.mode !== "other-map";
  if (!demanded || unmapped.relationship !== UNMAPPED_RELATIONSHIP) return output;
  const { relationship: _relationship, ...rest } = output;
  return rest;
};

const unmappedToR5: Rule = (unmapped) => {
  const output = rename(unmapped, [["url", "otherMap"]]);
  const demanded = unmapped.mode !== undefined && unmapped.mode !== "other-map";
  if (!demanded || unmapped.relationship !== undefined) return output;
  return { ...output, relationship: UNMAPPED_RELATIONSHIP };
};

const TARGET = "ConceptMap.group.element.target";

export const conceptMapToR4: Record<string, Rule> = {
  ConceptMap: resourceToR4,
  "ConceptMap.group": groupToR4,
  "ConceptMap.group.element": elementToR4,
  [TARGET]: targetToR4,
  [`${TARGET}.dependsOn`]: dependencyToR4,
  "ConceptMap.group.unmapped": unmappedToR4,
};

export const conceptMapToR5: Record<string, Rule> = {
  ConceptMap: resourceToR5,
  "ConceptMap.group": groupToR5,
  "ConceptMap.group.element": elementToR5,
  [TARGET]: targetToR5,
  [`${TARGET}.dependsOn`]: dependencyToR5,
  "ConceptMap.group.unmapped": unmappedToR5,
};
