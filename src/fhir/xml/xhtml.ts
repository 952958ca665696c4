/** The narrative `text.div`, which JSON holds as text and XML as a part of itself. */
import sax from "sax";
import { XHTML } from "./names.ts";
import { escapeAttribute } from "./primitives.ts";

/** Entities that XML itself defines. */
const XML_ENTITIES = new Set(["amp", "lt", "gt", "quot", "apos"]);

/**
 * A div as part of an XML document: as it is, but for HTML's named entities, which XML doesn't know. A text that is
 * not one well-formed XHTML div is given as plain text within one: it must not break, or change, the document around it.
 */
export function embedXhtml(div: string): string {
  const trimmed = div.trim();
  const text = trimmed.includes("&") ? trimmed.replace(/&([A-Za-z][A-Za-z0-9]*);/g, asCharacter) : trimmed;
  return isXhtmlDiv(text) ? text : `<div xmlns="${XHTML}">${escapeAttribute(div)}</div>`;
}

function asCharacter(entity: string, name: string): string {
  const known = (sax as unknown as { ENTITIES: Record<string, string | number> }).ENTITIES;
  if (XML_ENTITIES.has(name) || !Object.hasOwn(known, name)) return entity;
  const character = known[name]!;
  return typeof character === "number" ? String.fromCharCode(character) : character;
}

/** One well-formed `<div xmlns="...xhtml">`, with no prefix that isn't declared within it. */
function isXhtmlDiv(text: string): boolean {
  const parser = sax.parser(true, { strictEntities: true } as sax.SAXOptions);
  const used = new Set<string>();
  const declared = new Set(["xml", "xmlns"]);
  let roots = 0;
  let depth = 0;
  let fault = !text.startsWith("<div");
  const use = (name: string) => name.includes(":") && used.add(name.slice(0, name.indexOf(":")));
  parser.onattribute = ({ name }) => {
    use(name);
    if (name.startsWith("xmlns:")) declared.add(name.slice("xmlns:".length));
  };
  parser.onopentag = (tag) => {
    use(tag.name);
    if (depth++ > 0) return;
    roots++;
    if (tag.name !== "div" || tag.attributes.xmlns !== XHTML) fault = true;
  };
  parser.onclosetag = () => void depth--;
  parser.ondoctype = parser.onprocessinginstruction = () => void (fault = true);
  parser.onerror = (error) => {
    throw error;
  };
  try {
    parser.write(text).close();
  } catch {
    return false;
  }
  return !fault && roots === 1 && [...used].every((prefix) => declared.has(prefix));
}
