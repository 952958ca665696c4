/** A resource as JSON has it -> FHIR XML, driven by the element tables. */
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { notWritableAsXml } from "../../terminology/issues/xml.ts";
import { MAX_DEPTH } from "../depth.ts";
import { elementsOf, isPrimitive, resourceTypes, type Element } from "../elements.ts";
import { isObject, type Json } from "../r4/json-object.ts";
import type { FhirVersion } from "../version.ts";
import { FHIR } from "./names.ts";
import { escapeAttribute } from "./primitives.ts";
import { embedXhtml } from "./xhtml.ts";

/**
 * Writes one resource, its elements in the order that FHIR defines.
 * @param pretty one element per line, indented.
 * @throws TerminologyError not-supported: it holds something that its version's definition doesn't know.
 */
export function formatXml(resource: object, version: FhirVersion, pretty = false): string {
  let all = "";
  writeXml(resource, version, pretty, (text) => (all += text));
  return all;
}

/** The same in pieces of some ten kilobytes: tags by the hundred thousand take much more room than what they say. */
export function writeXml(
  resource: object,
  version: FhirVersion,
  pretty: boolean,
  write: (text: string) => void,
): void {
  const writer = new Writer(version, pretty, write);
  writer.put(`<?xml version="1.0" encoding="UTF-8"?>${pretty ? "" : "\n"}`);
  writer.resource(resource as Json, ` xmlns="${FHIR}"`, "Resource", 0);
  writer.put("\n");
  writer.flush();
}

/** Tags and texts of one piece. */
const PIECE = 1_000;

class Writer {
  private parts: string[] = [];
  private readonly version: FhirVersion;
  private readonly pretty: boolean;
  private readonly write: (text: string) => void;

  constructor(version: FhirVersion, pretty: boolean, write: (text: string) => void) {
    this.version = version;
    this.pretty = pretty;
    this.write = write;
  }

  resource(resource: Json, namespace: string, path: string, depth: number): void {
    const type = resource.resourceType;
    if (typeof type !== "string" || !resourceTypes(this.version).includes(type)) {
      throw new TerminologyError(
        notWritableAsXml(path, `resources of type ${String(type)} are not known here`),
      );
    }
    this.complex(type, namespace, resource, type, path === "Resource" ? type : path, depth);
  }

  /** `<name attributes>children</name>` of a complex type. */
  private complex(
    name: string,
    namespace: string,
    value: Json,
    type: string,
    path: string,
    depth: number,
  ): void {
    if (depth > 2 * MAX_DEPTH) throw new TerminologyError(notWritableAsXml(path, "it nests too deeply"));
    let attributes = namespace;
    const children: Element[] = [];
    for (const key in value) {
      if (value[key] === undefined || value[key] === null || (key === "resourceType" && value[key] === type))
        continue;
      const isTwin = key.startsWith("_");
      const jsonName = isTwin ? key.slice(1) : key;
      const element = elementsOf(this.version, type)?.get(jsonName);
      if (!element || (isTwin && !mayHaveTwin(element))) {
        throw new TerminologyError(notWritableAsXml(path, `it has no element '${key}' in its definition`));
      }
      if (element.attribute) attributes += ` ${jsonName}="${escapeAttribute(String(value[key]))}"`;
      else if (!isTwin || (value[jsonName] ?? undefined) === undefined) children.push(element);
    }
    children.sort((a, b) => a.order - b.order);
    this.open(name, attributes, children.length === 0, depth);
    for (const element of children) this.element(element, value, path, depth + 1);
    if (children.length > 0) this.closing(name, depth);
  }

  /** All values of one element, with the ids and extensions of primitives. */
  private element(element: Element, owner: Json, path: string, depth: number): void {
    const at = `${path}.${element.name}`;
    const [value, twin] = [owner[element.jsonName], owner[`_${element.jsonName}`]];
    if (!element.list) return this.single(element, value, twin, at, depth);
    const [values, twins] = [value ?? [], twin ?? []];
    if (!Array.isArray(values) || !Array.isArray(twins))
      throw new TerminologyError(notWritableAsXml(at, "it is not a list"));
    const count = Math.max(values.length, twins.length);
    for (let i = 0; i < count; i++) this.single(element, values[i], twins[i], `${at}[${i}]`, depth);
  }

  private single(element: Element, value: unknown, twin: unknown, path: string, depth: number): void {
    const { jsonName, type } = element;
    if (type === "xhtml") {
      this.line(depth);
      this.put(embedXhtml(String(value)));
    } else if (isPrimitive(type)) {
      if (typeof value === "object" && value !== null)
        throw new TerminologyError(notWritableAsXml(path, `it is not a ${type}`));
      this.primitive(jsonName, value, isObject(twin) ? twin : {}, path, depth);
    } else if (!isObject(value)) {
      throw new TerminologyError(notWritableAsXml(path, `it is not a ${type}`));
    } else if (type === "Resource") {
      this.open(jsonName, "", false, depth);
      this.resource(value, "", path, depth + 1);
      this.closing(jsonName, depth);
    } else {
      this.complex(jsonName, "", value, type, path, depth);
    }
  }

  private primitive(name: string, value: unknown, twin: Json, path: string, depth: number): void {
    const id = twin.id === undefined ? "" : ` id="${escapeAttribute(String(twin.id))}"`;
    const attribute =
      value === undefined || value === null ? "" : ` value="${escapeAttribute(String(value))}"`;
    const extensions = Array.isArray(twin.extension) ? twin.extension.filter(isObject) : [];
    this.open(name, id + attribute, extensions.length === 0, depth);
    extensions.forEach((e, i) =>
      this.complex("extension", "", e, "Extension", `${path}.extension[${i}]`, depth + 1),
    );
    if (extensions.length > 0) this.closing(name, depth);
  }

  /* ---- text ---- */

  put(text: string): void {
    if (this.parts.push(text) === PIECE) this.flush();
  }

  flush(): void {
    this.write(this.parts.join(""));
    this.parts = [];
  }

  private open(name: string, attributes: string, empty: boolean, depth: number): void {
    this.line(depth);
    this.put(`<${name}${attributes}${empty ? "/" : ""}>`);
  }

  private closing(name: string, depth: number): void {
    this.line(depth);
    this.put(`</${name}>`);
  }

  private line(depth: number): void {
    if (this.pretty) this.put(`\n${"  ".repeat(depth)}`);
  }
}

/** Has this element ids and extensions of its own, in `_name`? */
function mayHaveTwin({ type, attribute }: Element): boolean {
  return isPrimitive(type) && !attribute && type !== "xhtml";
}
