/**
 * ConceptMap's dependsOn and product. R4 names a property by uri and gives its value as text with a system; R5 names an
 * attribute by a code, which ConceptMap.additionalAttribute explains, and gives a typed value.
 */
import { parseCanonical, printCanonical } from "../../terminology/canonical.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { tooManyAttributes } from "../../terminology/issues/resource.ts";
import { capitalised } from "../../terminology/util/capitalised.ts";
import { asText, isObject, type Json, objects } from "../../terminology/util/json-object.ts";
import type { Attributes, Context } from "./conversion-plan.ts";
import { carriedElement } from "./cross-version-extension.ts";

/** An `import` of node:util reads every one of its exports, and so loads worker threads and more, at each start. */
const { isDeepStrictEqual } = process.getBuiltinModule("node:util");

const DEPENDENCY = "ConceptMap.group.element.target.dependsOn";
const NONE: Attributes = { byCode: new Map(), codes: new Map() };

/** Every dependsOn and product of a map. */
function* dependencies(map: Json): Generator<Json> {
  for (const group of objects(map.group)) {
    for (const element of objects(group.element)) {
      for (const { dependsOn, product } of objects(element.target)) {
        if (dependsOn !== undefined) yield* objects(dependsOn);
        if (product !== undefined) yield* objects(product);
      }
    }
  }
}

const VALUE = /^value(Code|Coding|String|Boolean|Quantity)$/;

/** Before the parts of an R5 map: leaves out declarations that are found again from the R4 properties alone. */
export function attributesToR4(map: Json, context: Context): Json {
  const declared = objects(map.additionalAttribute);
  const byCode = byAttributeCode(declared);
  const asR4 = [...dependencies(map)].map((d) => ({
    property: propertyOf(d.attribute, byCode),
    ...textOf(d),
  }));
  const derived = derive(asR4, []);
  const dispensable = declared.length > 0 && isDeepStrictEqual(derived, declared);
  context.attributes = {
    byCode,
    codes: codesByProperty(dispensable ? derived : [...declared, ...derive(asR4, declared)]),
  };
  if (!dispensable) return map;
  const { additionalAttribute: _additionalAttribute, ...rest } = map;
  return rest;
}

/** Before the parts of an R4 map: declares its properties as attributes. */
export function attributesToR5(map: Json, context: Context): Json {
  const { derived = [] } = (context.attributes ??= attributesOf(map));
  return derived.length > 0
    ? { ...map, additionalAttribute: [...objects(map.additionalAttribute), ...derived] }
    : map;
}

function attributesOf(map: Json): Attributes {
  const declared = objects(map.additionalAttribute);
  const derived = derive(dependencies(map), declared, MOST_ATTRIBUTES);
  const all = [...declared, ...derived];
  return { byCode: byAttributeCode(all), codes: codesByProperty(all), derived };
}

const byAttributeCode = (attributes: Json[]) => new Map(attributes.map((a) => [String(a.code), a]));

function codesByProperty(attributes: Json[]): Map<string, string> {
  const codes = new Map<string, string>();
  for (const { code, uri } of attributes) if (typeof code === "string") codes.set(String(uri ?? code), code);
  return codes;
}

/** Different properties in one map: no map needs a hundredth of them, and they are declared at a stretch. */
const MOST_ATTRIBUTES = 10_000;

/**
 * Declarations for R4 properties that are uris and not yet declared, in the order of their first use.
 * @throws TerminologyError too-long: there are more than `most`
 */
function derive(all: Iterable<Json>, declared: Json[], most = Infinity): Json[] {
  const known = new Set(declared.map((a) => String(a.uri ?? a.code)));
  const codes = new Set(declared.map((a) => String(a.code)));
  const derived: Json[] = [];
  for (const { property, value, system, display, extension } of all) {
    if (typeof property !== "string" || known.has(property) || !property.includes(":")) continue;
    if (objects(extension).some((e) => carriedElement("r5", DEPENDENCY, e.url) === "attribute")) continue;
    known.add(property);
    if (derived.length === most) throw new TerminologyError(tooManyAttributes(most));
    const stem = property
      .split(/[/#:|]/)
      .filter(Boolean)
      .at(-1)!
      .replace(/[^A-Za-z0-9._-]+/g, "-");
    let code = stem;
    for (let i = 2; codes.has(code); i++) code = `${stem}-${i}`;
    codes.add(code);
    const isCoding = value !== undefined && (system !== undefined || display !== undefined);
    derived.push({ code, uri: property, type: isCoding ? "Coding" : "string" });
  }
  return derived;
}

const propertyOf = (attribute: unknown, byCode: Map<string, Json>): unknown =>
  typeof attribute === "string" ? (byCode.get(attribute)?.uri ?? attribute) : attribute;

/** R5 dependsOn or product -> R4. What R4 alone would not give back stays, to be carried in extensions. */
export function dependencyToR4(dependency: Json, context: Context): Json {
  const { byCode, codes } = context.attributes ?? NONE;
  const { attribute, ...output } = dependency;
  const property = propertyOf(attribute, byCode);
  if (property !== undefined) output.property = property;
  const comesBackAs = codes.get(String(property)) ?? property;
  if (attribute !== undefined && comesBackAs !== attribute) output.attribute = attribute;
  const text = textOf(dependency);
  const valueName = Object.keys(dependency).find((key) => VALUE.test(key));
  if (valueName === undefined || text === undefined) return output;
  const value = { [valueName]: dependency[valueName] };
  const given = dependency[`_${valueName}`] === undefined;
  if (given && isDeepStrictEqual(valueOf(text, byCode.get(String(attribute))?.type), value))
    delete output[valueName];
  return { ...output, ...text };
}

/** R4 dependsOn or product -> R5. An attribute or value that came in an extension stands already and wins. */
export function dependencyToR5(dependency: Json, context: Context): Json {
  const { byCode, codes } = context.attributes ?? NONE;
  const { property, value, system, display, ...output } = dependency;
  if (property !== undefined) output.attribute ??= codes.get(String(property)) ?? property;
  if (property !== undefined && propertyOf(output.attribute, byCode) !== property) output.property = property;
  if (Object.keys(output).some((key) => VALUE.test(key))) return output;
  const text: Json = { value, system, display };
  const read = valueOf(text, byCode.get(String(output.attribute))?.type);
  if (read) return { ...output, ...read };
  for (const key of ["value", "system", "display"]) if (text[key] !== undefined) output[key] = text[key];
  return output;
}

/** R5 value[x] -> R4 value, system and display. */
function textOf(dependency: Json): Json | undefined {
  const { valueCoding: coding, valueQuantity: quantity } = dependency;
  if (isObject(coding)) {
    const text: Json = {};
    if (typeof coding.system === "string") {
      text.system = printCanonical({ url: coding.system, version: asText(coding.version) });
    }
    if (coding.code !== undefined) text.value = coding.code;
    if (coding.display !== undefined) text.display = coding.display;
    return text;
  }
  if (isObject(quantity))
    return {
      value: [quantity.comparator, quantity.value, quantity.unit ?? quantity.code]
        .filter((p) => p !== undefined)
        .join(" "),
    };
  const value = dependency.valueString ?? dependency.valueCode ?? dependency.valueBoolean;
  return value === undefined ? undefined : { value: String(value) };
}

/** R4 value, system and display -> R5 value[x]: a Coding if there is a system or a display, else of the declared type. */
function valueOf({ value, system, display }: Json, type: unknown): Json | undefined {
  if (typeof value !== "string") return undefined;
  if (system !== undefined || display !== undefined) {
    const { url, version } = typeof system === "string" ? parseCanonical(system) : {};
    const coding: Json = { system: url, version, code: value, display };
    for (const key of Object.keys(coding)) if (coding[key] === undefined) delete coding[key];
    return { valueCoding: coding };
  }
  if (type === "boolean" && (value === "true" || value === "false"))
    return { valueBoolean: value === "true" };
  return { [`value${capitalised(type === "code" ? "code" : "string")}`]: value };
}
