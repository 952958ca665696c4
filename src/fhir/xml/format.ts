/** A resource as JSON has it -> FHIR XML, driven by the element tables. */
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { notWritableAsXml } from "../../terminology/issues/xml.ts";
import { joined } from "../../terminology/resources/notation.ts";
import type { Awaitable } from "../../terminology/util/awaitable.ts";
import { inTurns } from "../../terminology/util/in-turns.ts";
import { isObject, type Json } from "../../terminology/util/json-object.ts";
import { MAX_DEPTH } from "../depth.ts";
import { type Element, type Elements, elementsOf, isPrimitive, resourceTypes } from "../elements.ts";
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

/** The same with others having their turn between parts of long lists. */
export function formatXmlInTurns(
  resource: object,
  version: FhirVersion,
  { pretty = false } = {},
): Awaitable<string> {
  return inTurns(joined(new XmlWriter(version, pretty).documentPieces(resource)));
}

const NO_EXTENSIONS: readonly Json[] = [];
const NO_ITEMS: readonly unknown[] = [];
const EXTENSIONS = { jsonName: "extension", type: "Extension" } satisfies Partial<Element>;

/** Texts that make a piece: some milliseconds. */
const STRETCH = 10_000;

/** What is left of a list. */
interface Rest {
  element: Pick<Element, "jsonName" | "type">;
  values: readonly unknown[];
  twins: readonly unknown[];
  depth: number;
  from: number;
}

/** Such a rest, and the text that stands before it: so many of `texts`; and what leads to it. */
interface Gap extends Rest {
  before: number;
  at: readonly (string | number)[];
}

/** Writes whole documents and parts of them; what a text of it holds is in memory once. */
export class XmlWriter {
  /** Put together at the end: a text that grows costs more. */
  private readonly texts: string[] = [];
  /** Stands at the outermost element. */
  private namespace = "";
  /** Names of the elements that lead to what is written, and numbers of items: for what can't be. */
  private readonly at: (string | number)[] = [];
  /** Where it may stop: what has been left out until now. */
  private gaps: Gap[] | undefined;
  private readonly version: FhirVersion;
  private readonly pretty: boolean;

  constructor(version: FhirVersion, pretty: boolean) {
    this.version = version;
    this.pretty = pretty;
  }

  /** @throws TerminologyError not-supported, as all of these */
  document(resource: object): string {
    const text = this.written(() => this.outermost(resource));
    return `${DECLARATION}${this.pretty ? "" : "\n"}${text}\n`;
  }

  *documentPieces(resource: object): Generator<string> {
    yield DECLARATION + (this.pretty ? "" : "\n");
    yield* this.pieces(() => this.outermost(resource));
    yield "\n";
  }

  /** A resource that stands in an element of another. */
  inner(resource: object, depth: number): string {
    return this.written(() => this.resource(resource, depth));
  }

  innerPieces(resource: object, depth: number): Generator<string> {
    return this.pieces(() => this.resource(resource, depth));
  }

  /** An element of a complex type. */
  part(name: string, type: string, value: object, depth: number): string {
    return this.written(() => {
      this.at.push(type);
      this.complex(name, value as Json, type, depth);
    });
  }

  /** The same without its end: others may follow in it. */
  begun(name: string, type: string, value: object, depth: number): string {
    return this.written(() => {
      this.at.push(type);
      this.begin(name, value as Json, type, depth, ">");
    });
  }

  /** What ends an element that has others in it. */
  end(name: string, depth: number): string {
    return this.written(() => this.closing(name, depth));
  }

  private written(write: () => void): string {
    this.write(write);
    return this.texts.join("");
  }

  private write(write: () => void): void {
    this.texts.length = 0;
    this.namespace = "";
    this.at.length = 0;
    write();
  }

  /** Long lists are written some items at a time. */
  private *pieces(write: () => void): Generator<string> {
    const todo = this.parts(write);
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      if (typeof next === "string") yield next;
      else todo.push(...this.parts(() => this.goOn(next)));
    }
  }

  /** What `write` writes, and in its places what it leaves out; the last first. */
  private parts(write: () => void): (string | Gap)[] {
    const gaps: Gap[] = [];
    try {
      this.gaps = gaps;
      this.write(write);
    } finally {
      this.gaps = undefined;
    }
    const parts: (string | Gap)[] = [];
    let from = 0;
    for (const gap of gaps) {
      parts.push(this.texts.slice(from, gap.before).join(""), gap);
      from = gap.before;
    }
    parts.push(this.texts.slice(from).join(""));
    return parts.reverse();
  }

  private goOn(gap: Gap): void {
    this.at.push(...gap.at);
    this.items(gap);
  }

  private outermost(resource: object): void {
    this.namespace = ` xmlns="${FHIR}"`;
    this.resource(resource, 0);
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
    if (this.begin(name, value, type, depth, "/>") > 0) this.closing(name, depth);
  }

  /** As far as the last child. @param empty what ends its tag if it has none @returns how many it has */
  private begin(name: string, value: Json, type: string, depth: number, empty: ">" | "/>"): number {
    if (depth > 2 * MAX_DEPTH) this.fail("it nests too deeply");
    const elements = elementsOf(this.version, type);
    let attributes = this.namespace;
    this.namespace = "";
    const children: Element[] = [];
    let isInOrder = true;
    let last = 0;
    for (const key in value) {
      const given = value[key];
      if (given === undefined || given === null || (key === "resourceType" && given === type)) continue;
      const element = elements?.get(key) ?? this.ofTwin(key, elements);
      if (element.attribute) attributes += ` ${key}="${escapeAttribute(String(given))}"`;
      else if (key === element.jsonName || (value[element.jsonName] ?? undefined) === undefined) {
        isInOrder &&= last <= element.order;
        last = element.order;
        children.push(element);
      }
    }
    if (!isInOrder) children.sort((a, b) => a.order - b.order);
    this.open(name, attributes, children.length === 0 ? empty : ">", depth);
    for (const element of children) this.element(element, value, depth + 1);
    return children.length;
  }

  /** The element whose ids and extensions stand under this name. */
  private ofTwin(key: string, elements: Elements | undefined): Element {
    const element = key.startsWith("_") ? elements?.get(key.slice(1)) : undefined;
    if (!element || !mayHaveTwin(element)) this.fail(`it has no element '${key}' in its definition`);
    return element;
  }

  /** All values of one element, with the ids and extensions of primitives. */
  private element(element: Element, owner: Json, depth: number): void {
    const value = owner[element.jsonName];
    const twin = owner[element.twinName];
    this.at.push(element.name);
    if (element.list) this.list(element, value ?? NO_ITEMS, twin ?? NO_ITEMS, depth);
    else this.single(element, value, twin, depth);
    this.at.pop();
  }

  private list(element: Element, values: unknown, twins: unknown, depth: number): void {
    if (!Array.isArray(values) || !Array.isArray(twins)) this.fail("it is not a list");
    this.items({ element, values, twins, depth, from: 0 });
  }

  private items({ element, values, twins, depth, from }: Rest): void {
    const count = Math.max(values.length, twins.length);
    for (let i = from; i < count; i++) {
      if (this.gaps && this.texts.length > STRETCH) {
        const before = this.texts.length;
        this.gaps.push({ element, values, twins, depth, from: i, before, at: [...this.at] });
        return;
      }
      this.at.push(i);
      this.single(element, values[i], twins[i], depth);
      this.at.pop();
    }
  }

  private single(element: Rest["element"], value: unknown, twin: unknown, depth: number): void {
    const { jsonName, type } = element;
    if (type === "xhtml") {
      this.line(depth);
      this.texts.push(embedXhtml(String(value)));
    } else if (isPrimitive(type)) {
      if (typeof value === "object" && value !== null) this.fail(`it is not a ${type}`);
      this.primitive(jsonName, value, isObject(twin) ? twin : undefined, depth);
    } else if (!isObject(value)) {
      this.fail(`it is not a ${type}`);
    } else if (type === "Resource") {
      this.open(jsonName, "", ">", depth);
      this.resource(value, depth + 1);
      this.closing(jsonName, depth);
    } else {
      this.complex(jsonName, value, type, depth);
    }
  }

  private primitive(name: string, value: unknown, twin: Json | undefined, depth: number): void {
    this.line(depth);
    this.texts.push("<", name);
    if (twin?.id !== undefined) this.texts.push(' id="', escapeAttribute(String(twin.id)), '"');
    if (value !== undefined && value !== null)
      this.texts.push(' value="', escapeAttribute(String(value)), '"');
    const extensions = Array.isArray(twin?.extension) ? twin.extension.filter(isObject) : NO_EXTENSIONS;
    if (extensions.length === 0) return void this.texts.push("/>");
    this.texts.push(">");
    this.at.push("extension");
    this.items({ element: EXTENSIONS, values: extensions, twins: NO_ITEMS, depth: depth + 1, from: 0 });
    this.at.pop();
    this.closing(name, depth);
  }

  private fail(reason: string): never {
    const path = this.at.map((step, i) =>
      typeof step === "number" ? `[${step}]` : `${i > 0 ? "." : ""}${step}`,
    );
    throw new TerminologyError(notWritableAsXml(path.join("") || "Resource", reason));
  }

  /* ---- text ---- */

  private open(name: string, attributes: string, end: ">" | "/>", depth: number): void {
    this.line(depth);
    this.texts.push("<", name, attributes, end);
  }

  private closing(name: string, depth: number): void {
    this.line(depth);
    this.texts.push("</", name, ">");
  }

  private line(depth: number): void {
    if (this.pretty) this.texts.push("\n", "  ".repeat(depth));
  }
}

/** Has this element ids and extensions of its own, in `_name`? */
function mayHaveTwin({ type, attribute }: Element): boolean {
  return isPrimitive(type) && !attribute && type !== "xhtml";
}
