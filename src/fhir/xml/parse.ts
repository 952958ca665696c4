/** FHIR XML -> the same resource as JSON, driven by the element tables. */
import sax from "sax";
import { type Issue, TerminologyError } from "../../terminology/issues/issue.ts";
import * as issues from "../../terminology/issues/xml.ts";
import type { Awaitable } from "../../terminology/util/awaitable.ts";
import { closest } from "../../terminology/util/closest.ts";
import { atOnce, inTurns, type LongWork } from "../../terminology/util/in-turns.ts";
import { isList, type Json, listOf } from "../../terminology/util/json-object.ts";
import { MAX_DEPTH } from "../depth.ts";
import { type Element, elementsOf, isPrimitive, resourceTypes } from "../elements.ts";
import type { FhirVersion } from "../version.ts";
import { feed, flatten, MOST_ATTRIBUTES } from "./feed.ts";
import { FHIR, META, XHTML } from "./names.ts";
import { type Attribute, Namespaces, type QualifiedName } from "./namespaces.ts";
import { readPrimitive, withoutEnds } from "./primitives.ts";
import { Skim } from "./skim.ts";

// sax bounds the length of a value at 64 KB by default; the request's size is bounded before.
sax.MAX_BUFFER_LENGTH = Infinity;

/** What an open tag builds. */
interface Frame {
  kind: "complex" | "primitive" | "resource" | "xhtml";
  parent: Frame | undefined;
  /** What it is called in its parent, and which of a list: its FHIRPath is put together where it is wanted. */
  name: string;
  index?: number | undefined;
  /** The FHIR type whose elements may stand in it. */
  type: string;
  /** What is known of it so far; of a primitive its id and extensions. */
  content: Json;
  /** Where it goes when it is closed. */
  element?: Element;
  /** The value attribute of a primitive. */
  value?: unknown;
  /** Where the XHTML starts in the text. */
  start?: number;
}

/**
 * Reads one resource. Entities are never expanded, document type declarations are refused, nesting is bounded.
 * @throws TerminologyError structure: with line, column and, where it is known, the FHIRPath of the fault.
 */
export function parseXml(text: string, version: FhirVersion): object {
  return atOnce(new Reader(text, version).read());
}

/** The same; others have their turn while it is read. */
export function parseXmlInTurns(text: string, version: FhirVersion): Awaitable<object> {
  return inTurns(new Reader(text, version).read());
}

class Reader {
  private readonly parser = sax.parser(true, { position: true, strictEntities: true });
  private readonly stack: Frame[] = [];
  private readonly text: string;
  private readonly version: FhirVersion;
  private readonly namespaces = new Namespaces();
  /** Of the tag that is being read. */
  private attributes: Attribute[] = [];
  private xhtmlDepth = 0;
  private result: Json | undefined;

  constructor(text: string, version: FhirVersion) {
    this.text = text;
    this.version = version;
    this.parser.onopentagstart = () => void (this.attributes = []);
    this.parser.onattribute = (attribute) => this.attribute(attribute);
    this.parser.onopentag = ({ name }) => {
      this.namespaces.open(this.attributes);
      this.open(this.namespaces.element(name));
    };
    this.parser.onclosetag = () => {
      this.close();
      this.namespaces.close();
    };
    this.parser.ontext = (t) => this.characters(t);
    this.parser.oncdata = (t) => this.characters(t);
    this.parser.ondoctype = () => this.fail(issues.doctypeRefused(this.position));
    this.parser.onerror = (error) =>
      this.fail(issues.notWellFormed(this.position, error.message.split("\n")[0]!));
  }

  *read(): LongWork<Json> {
    const skim = new Skim(this.text);
    const fault = yield* feed(this.parser, this.text, (at) => this.pass(skim, at));
    if (fault !== undefined) this.fail(issues.notWellFormed(this.position, fault));
    this.parser.close();
    if (!this.result) this.fail(issues.emptyDocument(this.position));
    return this.result;
  }

  /** Of a narrative it is only to be known where it ends. */
  private pass(skim: Skim, at: number): number {
    if (this.stack.at(-1)?.kind !== "xhtml") return at;
    return skim.pass(this.parser, at, 2 * MAX_DEPTH - this.stack.length - this.xhtmlDepth);
  }

  private get position(): issues.Position {
    return { line: this.parser.line + 1, column: this.parser.column };
  }

  private fail(issue: Issue): never {
    throw new TerminologyError(issue);
  }

  /* ---- tags ---- */

  private open(tag: QualifiedName): void {
    if (this.stack.length + this.xhtmlDepth > 2 * MAX_DEPTH)
      this.fail(issues.tooDeep(this.position, 2 * MAX_DEPTH));
    const parent = this.stack.at(-1);
    if (parent?.kind === "xhtml") return void this.xhtmlDepth++;
    if (!parent || parent.kind === "resource") return this.openResource(tag, parent);
    const element = elementsOf(this.version, parent.type)?.get(tag.local);
    if (element && !element.attribute && element.type === "xhtml")
      return this.openXhtml(tag, parent, element);
    if (tag.uri !== FHIR) this.fail(issues.wrongNamespace(this.position, tag.name, tag.uri, FHIR));
    if (!element || element.attribute) this.fail(this.unknownElement(tag.local, parent));
    this.openElement(tag, parent, element);
  }

  private openResource(tag: QualifiedName, wrapper: Frame | undefined): void {
    if (tag.uri !== FHIR) this.fail(issues.wrongNamespace(this.position, tag.name, tag.uri, FHIR));
    if (this.result) this.fail(issues.notWellFormed(this.position, "there is a second root element"));
    const type = tag.local;
    const known = resourceTypes(this.version);
    if (!known.includes(type)) {
      const path = wrapper && pathOf(wrapper);
      this.fail(issues.unknownXmlResource(this.position, path, type, closest(type, known)));
    }
    if (wrapper && "resourceType" in wrapper.content)
      this.fail(issues.oneResourceExpected(this.position, pathOf(wrapper)));
    const frame: Frame = {
      kind: "complex",
      parent: wrapper,
      name: wrapper ? "" : type,
      type,
      content: { resourceType: type },
    };
    // A wrapper such as <contained> becomes the resource in it.
    if (wrapper) wrapper.content = frame.content;
    this.readAttributes(frame);
    this.stack.push(frame);
  }

  private openElement(tag: QualifiedName, parent: Frame, element: Element): void {
    const { jsonName, name, list, type } = element;
    const before = parent.content[jsonName] ?? parent.content[`_${jsonName}`];
    if (before !== undefined && !list)
      this.fail(issues.repeatedXmlElement(this.position, pathOf(parent), jsonName));
    const index = list ? (Array.isArray(before) ? before.length : 0) : undefined;
    const kind = type === "Resource" ? "resource" : isPrimitive(type) ? "primitive" : "complex";
    const inner = kind === "primitive" ? "Element" : type;
    const frame: Frame = { kind, parent, name, index, type: inner, content: {}, element };
    this.readAttributes(frame);
    this.stack.push(frame);
  }

  private openXhtml(tag: QualifiedName, parent: Frame, element: Element): void {
    if (tag.uri !== XHTML || tag.prefix !== "") {
      this.fail(
        issues.wrongNamespace(this.position, tag.name, tag.prefix ? `${tag.prefix}:` : tag.uri, XHTML),
      );
    }
    if (parent.content[element.jsonName] !== undefined) {
      this.fail(issues.repeatedXmlElement(this.position, pathOf(parent), element.jsonName));
    }
    this.stack.push({
      kind: "xhtml",
      parent,
      name: element.name,
      type: "xhtml",
      content: {},
      element,
      start: this.parser.startTagPosition - 1,
    });
  }

  private close(): void {
    const frame = this.stack.at(-1)!;
    if (frame.kind === "xhtml" && this.xhtmlDepth > 0) return void this.xhtmlDepth--;
    this.stack.pop();
    const parent = this.stack.at(-1);
    if (frame.kind === "resource" && !("resourceType" in frame.content)) {
      this.fail(issues.oneResourceExpected(this.position, pathOf(frame)));
    }
    if (!parent) this.result = frame.content;
    else if (frame.kind === "xhtml")
      parent.content[frame.element!.jsonName] = this.text.slice(frame.start, this.parser.position);
    else if (frame.kind === "primitive") putPrimitive(parent.content, frame);
    else if (frame.element) put(parent.content, frame.element, frame.content);
  }

  /* ---- what tags hold ---- */

  /** Taken out of sax's own list at once: it would drop a repeated one silently. */
  private attribute(attribute: Attribute): void {
    const { name } = attribute;
    delete this.parser.tag.attributes[name];
    if (this.attributes.some((a) => a.name === name))
      this.fail(issues.notWellFormed(this.position, `attribute ${name} repeated`));
    flatten(attribute.value);
    if (this.attributes.push(attribute) > MOST_ATTRIBUTES)
      this.fail(issues.tooManyAttributes(this.position, MOST_ATTRIBUTES));
  }

  private readAttributes(frame: Frame): void {
    for (const { name, value: written } of this.attributes) {
      const value = withoutEnds(written);
      const { local, uri } = this.namespaces.attribute(name);
      if (name === "xmlns" || (uri !== undefined && META.has(uri))) continue;
      if (uri === "" && frame.kind === "primitive" && local === "value") {
        frame.value = this.value(frame, value);
      } else if (uri === "" && elementsOf(this.version, frame.type)?.get(local)?.attribute) {
        frame.content[local] = value;
      } else {
        this.fail(issues.unknownXmlAttribute(this.position, pathOf(frame), name));
      }
    }
  }

  private value(frame: Frame, text: string): unknown {
    const read = readPrimitive(frame.element!.type, text);
    if (read === undefined) {
      const expected =
        frame.element!.type === "boolean" ? "true or false" : `a number (${frame.element!.type})`;
      this.fail(issues.wrongXmlValue(this.position, pathOf(frame), text, expected));
    }
    return read;
  }

  private characters(text: string): void {
    const frame = this.stack.at(-1);
    if (frame?.kind === "xhtml" || text.trim() === "") return;
    this.fail(issues.strayText(this.position, frame ? pathOf(frame) : "The document", text.trim()));
  }

  private unknownElement(name: string, parent: Frame): Issue {
    const all = elementsOf(this.version, parent.type)?.values() ?? [];
    const known = [...all].filter((e) => !e.attribute).map((e) => e.jsonName);
    return issues.unknownXmlElement(this.position, pathOf(parent), name, closest(name, known));
  }
}

/** A resource in a wrapper such as `contained[0]` is named by the wrapper. */
function pathOf({ parent, name, index }: Frame): string {
  if (!parent) return name;
  if (name === "") return pathOf(parent);
  return `${pathOf(parent)}.${name}${index === undefined ? "" : `[${index}]`}`;
}

function put(owner: Json, { jsonName, list }: Element, value: unknown): void {
  const there = owner[jsonName];
  if (!list) owner[jsonName] = value;
  else if (isList(there)) there.push(value);
  else owner[jsonName] = [value];
}

/** A value, and its id and extensions as `_name`; in lists both at the same place, with null where there is none. */
function putPrimitive(owner: Json, { element, value, content }: Frame): void {
  const { jsonName, twinName, list } = element!;
  const twin = Object.keys(content).length > 0 ? content : undefined;
  if (!list) {
    if (value !== undefined || !twin) owner[jsonName] = value ?? "";
    if (twin) owner[twinName] = twin;
    return;
  }
  put(owner, element!, value ?? null);
  const count = listOf(owner[jsonName]).length;
  const twins = owner[twinName];
  if (isList(twins)) twins.push(twin ?? null);
  else if (twin) owner[twinName] = [...Array<null>(count - 1).fill(null), twin];
}
