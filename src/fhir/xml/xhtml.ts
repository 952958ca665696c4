/** The narrative `text.div`, which JSON holds as text and XML as a part of itself. */
import sax from "sax";
import { atOnce, type LongWork } from "../../terminology/util/in-turns.ts";
import { MAX_DEPTH } from "../depth.ts";
import { feed, MOST_ATTRIBUTES } from "./feed.ts";
import { XHTML } from "./names.ts";
import { escapeAttribute } from "./primitives.ts";
import { own } from "../../terminology/util/own.ts";
import { reasonOf } from "../../terminology/util/reason.ts";

/** Entities that XML itself defines. */
const XML_ENTITIES = new Set(["amp", "lt", "gt", "quot", "apos"]);

/**
 * A div as part of an XML document: as it is, but for HTML's named entities, which XML doesn't know. A text that is
 * not one well-formed XHTML div is given as plain text within one: it must not break, or change, the document around it.
 */
export function embedXhtml(div: string): string {
  const text = atOnce(withCharacters(div.trim()));
  return isXhtmlDiv(text) ? text : `<div xmlns="${XHTML}">${escapeAttribute(div)}</div>`;
}

/** Characters between two steps: they may be entities all of them. */
const STEP = 5_000;

/** HTML's named entities, which FHIR allows and XML doesn't know, as the characters that they stand for. In steps. */
export function* withCharacters(text: string): LongWork<string> {
  let all = "";
  for (let at = 0; at < text.length;) {
    const next = text.indexOf("&", at + STEP);
    const end = next < 0 ? text.length : next;
    all += text.slice(at, end).replace(/&([A-Za-z][A-Za-z0-9]*);/g, asCharacter);
    at = end;
    yield;
  }
  return all;
}

function asCharacter(entity: string, name: string): string {
  const character = XML_ENTITIES.has(name) ? undefined : own(sax.ENTITIES, name);
  if (character === undefined) return entity;
  return typeof character === "number" ? String.fromCharCode(character) : character;
}

/** What stands in a div, in the order in which it does. */
interface DivVisitor {
  element?(name: string, attributes: ReadonlyMap<string, string>): void;
  text?(text: string): void;
}

/**
 * Walks in steps through one `<div xmlns="...xhtml">` in which every prefix that is used is declared.
 * @returns why it is none; undefined: it is one
 */
export function* walkDiv(div: string, visitor: DivVisitor): LongWork<string | undefined> {
  const parser = sax.parser(true, { strictEntities: true });
  const used = new Set<string>();
  const declared = new Set(["xml", "xmlns"]);
  let roots = 0;
  let depth = 0;
  let attributes = new Map<string, string>();
  let fault: string | undefined;
  let tooMuch: string | undefined;
  const stop = (why: string): never => {
    throw new Error((tooMuch = why));
  };
  const use = (name: string) => name.includes(":") && used.add(name.slice(0, name.indexOf(":")));
  parser.onopentagstart = () => void (attributes = new Map());
  parser.onattribute = ({ name, value }) => {
    // Taken out of sax's own list: it would drop a repeated one silently.
    delete parser.tag.attributes[name];
    if (attributes.has(name)) throw new Error(`attribute ${name} repeated`);
    if (attributes.set(name, value).size > MOST_ATTRIBUTES)
      stop(`a tag in it has more than ${MOST_ATTRIBUTES} attributes`);
    use(name);
    if (name.startsWith("xmlns:")) declared.add(name.slice("xmlns:".length));
  };
  parser.onopentag = ({ name }) => {
    if (depth > 2 * MAX_DEPTH) stop(`it nests more than ${2 * MAX_DEPTH} levels deep`);
    use(name);
    if (depth++ === 0) {
      roots++;
      if (name !== "div" || attributes.get("xmlns") !== XHTML)
        fault ??= `it begins with no <div xmlns="${XHTML}">`;
    }
    visitor.element?.(name, attributes);
  };
  parser.onclosetag = () => void depth--;
  parser.ontext = parser.oncdata = (text) => visitor.text?.(text);
  parser.ondoctype = () => void (fault ??= "a document type stands in it");
  parser.onprocessinginstruction = () => void (fault ??= "a processing instruction stands in it");
  parser.onerror = (error) => {
    throw error;
  };
  try {
    const unfinished = yield* feed(parser, div);
    if (unfinished !== undefined) return `it is not well-formed (${unfinished})`;
    parser.close();
  } catch (error) {
    return tooMuch ?? `it is not well-formed (${reasonOf(error).split("\n")[0]})`;
  }
  const undeclared = [...used].find((prefix) => !declared.has(prefix));
  if (undeclared !== undefined) return `the prefix '${undeclared}' is not declared in it`;
  return fault ?? (roots === 1 ? undefined : "it is not one <div>");
}

const isXhtmlDiv = (text: string): boolean =>
  text.startsWith("<div") && atOnce(walkDiv(text, {})) === undefined;
