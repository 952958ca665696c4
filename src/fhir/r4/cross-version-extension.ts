/**
 * Elements that a version doesn't have, as HL7's cross-version extensions
 * `http://hl7.org/fhir/5.0/StructureDefinition/extension-<Type>.<element>`, and back (R5, versions.html#extensions).
 */
import { capitalised } from "../../terminology/util/capitalised.ts";
import { isList, isObject, type Json, listOf, objects } from "../../terminology/util/json-object.ts";
import { onceFor } from "../../terminology/util/once-for.ts";
import { own } from "../../terminology/util/own.ts";
import { type Element, type Elements, elementsOf, isPrimitive, openTypes } from "../elements.ts";
import type { FhirVersion } from "../version.ts";

const PREFIX: Record<FhirVersion, string> = {
  r4: "http://hl7.org/fhir/4.0/StructureDefinition/extension-",
  r5: "http://hl7.org/fhir/5.0/StructureDefinition/extension-",
};

/** Names the type of a value that the reader's version doesn't have. */
const DATATYPE = "_datatype";

/** HL7's own tools give this element of all canonical resources one name. */
const SHARED: Record<string, string> = { versionAlgorithm: "CanonicalResource" };

/** The url of the extension that carries `type`'s element `name` of `version`. */
export function extensionUrl(version: FhirVersion, type: string, name: string): string {
  return `${PREFIX[version]}${own(SHARED, name) ?? type}.${name}`;
}

/** The inverse: the element of `type` that an extension carries, if it does carry one. */
export function carriedElement(version: FhirVersion, type: string, url: unknown): string | undefined {
  if (typeof url !== "string" || !url.startsWith(PREFIX[version])) return undefined;
  const path = url.slice(PREFIX[version].length).replace(/\[x\]$/, "");
  const dot = path.lastIndexOf(".");
  const name = path.slice(dot + 1);
  const owner = path.slice(0, dot);
  return owner === type || owner === own(SHARED, name) ? name : undefined;
}

/** What is written: `from` is the version whose elements are carried, `to` the version of the resource that carries them. */
export interface Direction {
  from: FhirVersion;
  to: FhirVersion;
}

/** The extensions that carry an element. */
export interface Carrier {
  direction: Direction;
  url: string;
  element: Element;
}

/** One extension per value of the element; `twin` is what its `_name` holds. */
export function encode(carrier: Carrier, value: unknown, twin: unknown): Json[] {
  if (!carrier.element.list) return [encodeOne(carrier, value, twin)];
  const values = listOf(value);
  const twins = listOf(twin);
  const count = Math.max(values.length, twins.length);
  return Array.from({ length: count }, (_, i) => encodeOne(carrier, values[i], twins[i]));
}

function encodeOne(carrier: Carrier, value: unknown, twin: unknown): Json {
  const { direction, url, element } = carrier;
  const known = openTypes(direction.to).has(element.type);
  if (isPrimitive(element.type)) {
    const extension = primitive(url, known ? element.type : "string", value, twin);
    if (known || !element.choice) return extension;
    return { url, extension: [datatype(element.type), { ...extension, url: "value" }] };
  }
  return known
    ? { url, [`value${capitalised(element.type)}`]: value }
    : nested(carrier, isObject(value) ? value : {});
}

/** The usual types are spelled out: a name that is made at run time is slow to set. */
function primitive(url: string, type: string, value: unknown, twin: unknown): Json {
  const extension: Json = { url };
  if (value !== undefined && value !== null) {
    if (type === "code") extension.valueCode = value;
    else if (type === "uri") extension.valueUri = value;
    else if (type === "string") extension.valueString = value;
    else extension[`value${capitalised(type)}`] = value;
  }
  if (twin !== undefined && twin !== null) extension[`_value${capitalised(type)}`] = twin;
  return extension;
}

const datatype = (type: string): Json => ({ url: DATATYPE, valueString: type });

/** A value without a type of its own in the other version: each child is an extension named like it. */
function nested({ direction, url, element }: Carrier, value: Json): Json {
  const extensions = [...listOf(value.extension)];
  if (element.choice) extensions.push(datatype(element.type));
  const elements = elementsOf(direction.from, element.type);
  for (const child of elements ? childrenOf(elements) : []) {
    const inner = value[child.jsonName];
    const twin = value[child.twinName];
    if (inner !== undefined || twin !== undefined)
      for (const one of encode({ direction, url: child.name, element: child }, inner, twin))
        extensions.push(one);
  }
  const extension: Json = extensions.length > 0 ? { url, extension: extensions } : { url };
  return value.id === undefined ? extension : { id: value.id, ...extension };
}

const childrenOf = onceFor((elements: Elements) =>
  [...elements.values()].filter(({ name }) => name !== "id" && name !== "extension"),
);

interface Decoded {
  element: Element;
  value?: unknown;
  twin?: unknown;
}

/** The value that an extension carries for the element `name` of `type` in `version`; undefined if it isn't one. */
export function decode(
  version: FhirVersion,
  type: string,
  name: string,
  extension: Json,
): Decoded | undefined {
  const valueName = Object.keys(extension).find((key) => key.startsWith("value")) ?? nameOfTwin(extension);
  const inner = objects(extension.extension);
  const declared = inner.find((e) => e.url === DATATYPE)?.valueString;
  const elements = elementsOf(version, type);
  const suffix =
    typeof declared === "string" && declared !== "" ? declared : valueName?.slice("value".length);
  const element = elements?.get(name) ?? elements?.get(name + capitalised(suffix || "?"));
  if (!element) return undefined;
  if (declared !== undefined && isPrimitive(element.type)) {
    const text = inner.find((e) => e.url === "value");
    return text && { element, ...values(text, "valueString") };
  }
  if (valueName !== undefined) return { element, ...values(extension, valueName) };
  return isPrimitive(element.type) || (inner.length === 0 && extension.id === undefined)
    ? undefined
    : { element, value: unnest(version, element, extension, inner) };
}

const nameOfTwin = (extension: Json) =>
  Object.keys(extension)
    .find((key) => key.startsWith("_value"))
    ?.slice(1);

function values(extension: Json, name: string): { value?: unknown; twin?: unknown } {
  const found: { value?: unknown; twin?: unknown } = {};
  if (extension[name] !== undefined) found.value = extension[name];
  if (extension[`_${name}`] !== undefined) found.twin = extension[`_${name}`];
  return found;
}

function unnest(version: FhirVersion, element: Element, extension: Json, inner: Json[]): Json {
  const value: Json = extension.id === undefined ? {} : { id: extension.id };
  for (const child of inner) {
    if (child.url === DATATYPE) continue;
    // HL7's tools also name a choice `value[x]`.
    const name = typeof child.url === "string" ? child.url.replace(/\[x\]$/, "") : "";
    const decoded = /[:/]/.test(name) ? undefined : decode(version, element.type, name, child);
    if (!decoded || !place(value, decoded)) value.extension = [...listOf(value.extension), child];
  }
  return value;
}

/** Puts a decoded value where it belongs; false when there is one already. */
export function place(owner: Json, { element, value, twin }: Decoded): boolean {
  const { jsonName, twinName, list } = element;
  if (!list) {
    if (owner[jsonName] !== undefined || owner[twinName] !== undefined) return false;
    if (value !== undefined) owner[jsonName] = value;
    if (twin !== undefined) owner[twinName] = twin;
    return true;
  }
  const items = ownList(owner, jsonName);
  const twins = twin !== undefined || owner[twinName] !== undefined ? ownList(owner, twinName) : undefined;
  while (twins && twins.length < items.length) twins.push(null);
  items.push(value ?? null);
  twins?.push(twin ?? null);
  return true;
}

/** The same with these extensions alone; without any, without the element. */
export function withExtensions(value: Json, extension: readonly Json[]): Json {
  const { extension: _extension, ...rest } = value;
  return extension.length > 0 ? { ...rest, extension } : rest;
}

/** Lists made here may grow in place; one that came with the input is copied first. */
const made = new WeakSet<unknown[]>();

function ownList(owner: Json, name: string): unknown[] {
  const list = owner[name];
  if (isList(list) && made.has(list)) return list;
  const own = [...listOf(list)];
  made.add(own);
  owner[name] = own;
  return own;
}
