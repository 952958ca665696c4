/** A resource as JSON has it -> FHIR XML, driven by the element tables. */
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { notWritableAsXml } from "../../terminology/issues/xml.ts";
import { isObject, type Json } from "../../terminology/util/json-object.ts";
import { MAX_DEPTH } from "../depth.ts";
import { type Element, elementsOf, isPrimitive, resourceTypes } from "../elements.ts";
import type { FhirVersion } from "../version.ts";
import { FHIR } from "./names.ts";
import { escapeAttribute } from "./primitives.ts";
import { embedXhtml } from "./xhtml.ts";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

/**
 * Writes one resource, its elements in the order that FHIR defines.
 * @param pretty one element per line, indented.
 * @throws TerminologyError not-supported: it holds something that its version's definition doesn't know.
 */
export function formatXml(resource: object, version: FhirVersion, { pretty = false } = {}): string {
  return new XmlWriter(version, pretty).document(resource);
}

const NO_TWIN: Json = {};
const NO_ITEMS: readonly unknown[] = [];

/** Writes whole documents and parts of them; what a text of it holds is in memory once. */
export class XmlWriter {
  private text = "";
  /** Stands at the outermost element. */
  private namespace = "";
  /** Names of the elements that lead to what is written, and numbers of items: for what can't be. */
  private readonly at: (string | number)[] = [];
  private readonly version: FhirVersion;
  private readonly pretty: boolean;

  constructor(version: FhirVersion, pretty: boolean) {
    this.version = version;
    this.pretty = pretty;
  }

  /** @throws TerminologyError not-supported, as all of these */
  document(resource: object): string {
    const text = this.written(() => {
      this.namespace = ` xmlns="${FHIR}"`;
      this.resource(resource, 0);
    });
    return `${DECLARATION}${this.pretty ? "" : "\n"}${text}\n`;
  }

  /** A resource that stands in an element of another. */
  inner(resource: object, depth: number): string {
    return this.written(() => this.resource(resource, depth));
  }

  /** An element of a complex type. */
  part(name: string, type: string, value: object, depth: number): string {
    return this.written(() => {
      this.at.push(type);
      this.complex(name, value as Json, type, depth);
    });
  }

  /** What ends an element that has others in it. */
  end(name: string, depth: number): string {
    return this.written(() => this.closing(name, depth));
  }

  private written(write: () => void): string {
    this.text = "";
    this.namespace = "";
    this.at.length = 0;
    write();
    return this.text;
  }

  private resource(given: object, depth: number): void {
    const resource = given as Json;
    const type = resource.resourceType;
    if (typeof type !== "string" || !resourceTypes(this.version).includes(type))
      this.fail(`resources of type ${String(type)} are not known here`);
    if (this.at.length > 0) return this.complex(type, resource, type, depth);
    this.at.push(type);
    this.complex(type, resource, type, depth);
    this.at.pop();
  }

  /** `<name attributes>children</name>` of a complex type. */
  private complex(name: string, value: Json, type: string, depth: number): void {
    if (depth > 2 * MAX_DEPTH) this.fail("it nests too deeply");
    const elements = elementsOf(this.version, type);
    let attributes = this.namespace;
    this.namespace = "";
    const children: Element[] = [];
    let isInOrder = true;
    for (const key in value) {
      if (value[key] === undefined || value[key] === null || (key === "resourceType" && value[key] === type))
        continue;
      const isTwin = key.startsWith("_");
      const jsonName = isTwin ? key.slice(1) : key;
      const element = elements?.get(jsonName);
      if (!element || (isTwin && !mayHaveTwin(element)))
        this.fail(`it has no element '${key}' in its definition`);
      if (element.attribute) attributes += ` ${jsonName}="${escapeAttribute(String(value[key]))}"`;
      else if (!isTwin || (value[jsonName] ?? undefined) === undefined) {
        isInOrder &&= (children.at(-1)?.order ?? 0) <= element.order;
        children.push(element);
      }
    }
    if (!isInOrder) children.sort((a, b) => a.order - b.order);
    this.open(name, attributes, children.length === 0, depth);
    for (const element of children) this.element(element, value, depth + 1);
    if (children.length > 0) this.closing(name, depth);
  }

  /** All values of one element, with the ids and extensions of primitives. */
  private element(element: Element, owner: Json, depth: number): void {
    const [value, twin] = [owner[element.jsonName], owner[`_${element.jsonName}`]];
    this.at.push(element.name);
    if (element.list) this.list(element, value ?? NO_ITEMS, twin ?? NO_ITEMS, depth);
    else this.single(element, value, twin, depth);
    this.at.pop();
  }

  private list(element: Element, values: unknown, twins: unknown, depth: number): void {
    if (!Array.isArray(values) || !Array.isArray(twins)) this.fail("it is not a list");
    const count = Math.max(values.length, twins.length);
    for (let i = 0; i < count; i++) {
      this.at.push(i);
      this.single(element, values[i], twins[i], depth);
      this.at.pop();
    }
  }

  private single(element: Element, value: unknown, twin: unknown, depth: number): void {
    const { jsonName, type } = element;
    if (type === "xhtml") {
      this.line(depth);
      this.text += embedXhtml(String(value));
    } else if (isPrimitive(type)) {
      if (typeof value === "object" && value !== null) this.fail(`it is not a ${type}`);
      this.primitive(jsonName, value, isObject(twin) ? twin : NO_TWIN, depth);
    } else if (!isObject(value)) {
      this.fail(`it is not a ${type}`);
    } else if (type === "Resource") {
      this.open(jsonName, "", false, depth);
      this.resource(value, depth + 1);
      this.closing(jsonName, depth);
    } else {
      this.complex(jsonName, value, type, depth);
    }
  }

  private primitive(name: string, value: unknown, twin: Json, depth: number): void {
    const id = twin.id === undefined ? "" : ` id="${escapeAttribute(String(twin.id))}"`;
    const attribute =
      value === undefined || value === null ? "" : ` value="${escapeAttribute(String(value))}"`;
    const extensions = Array.isArray(twin.extension) ? twin.extension.filter(isObject) : [];
    this.open(name, id + attribute, extensions.length === 0, depth);
    if (extensions.length === 0) return;
    for (const [i, extension] of extensions.entries()) {
      this.at.push("extension", i);
      this.complex("extension", extension, "Extension", depth + 1);
      this.at.length -= 2;
    }
    this.closing(name, depth);
  }

  private fail(reason: string): never {
    const path = this.at.map((step, i) =>
      typeof step === "number" ? `[${step}]` : `${i > 0 ? "." : ""}${step}`,
    );
    throw new TerminologyError(notWritableAsXml(path.join("") || "Resource", reason));
  }

  /* ---- text ---- */

  private open(name: string, attributes: string, empty: boolean, depth: number): void {
    this.line(depth);
    this.text += `<${name}${attributes}${empty ? "/" : ""}>`;
  }

  private closing(name: string, depth: number): void {
    this.line(depth);
    this.text += `</${name}>`;
  }

  private line(depth: number): void {
    if (this.pretty) this.text += `\n${"  ".repeat(depth)}`;
  }
}

/** Has this element ids and extensions of its own, in `_name`? */
function mayHaveTwin({ type, attribute }: Element): boolean {
  return isPrimitive(type) && !attribute && type !== "xhtml";
}
