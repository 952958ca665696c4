/** One chapter of the tabular list -> its concepts: chapter, blocks, categories, codes, and codes with a seventh character. */
import type { Concept, Property } from "../../terminology/model.ts";
import { conceptOf, INCLUSION_TERM, NOTES, pointed } from "./code-system.ts";
import { type Sevenths, sevenths } from "./seventh-character.ts";
import { childrenOf, type Element, evened, textIn } from "./tabular-xml.ts";

interface Placed {
  concept: Concept;
  line: number;
}

/** The chapter itself, then its blocks, each with what stands below it. */
export function* chapterConcepts(chapter: Element): Generator<Placed> {
  const code = textIn(chapter, "name");
  yield { concept: described(chapter, { code, parent: undefined, group: true }), line: chapter.line };
  const blocks = childrenOf(chapter, "section");
  for (const block of blocks) yield* blockConcepts(block, around(block, blocks) ?? code);
}

/** A block of one category has the category's code: it is one concept, with the notes of both. */
function* blockConcepts(block: Element, parent: string): Generator<Placed> {
  const id = idOf(block);
  const categories = childrenOf(block, "diag");
  const same = categories.some((category) => textIn(category, "name") === id);
  if (!same) yield { concept: described(block, { code: id, parent, group: true }), line: block.line };
  for (const category of categories) {
    const own = textIn(category, "name") === id;
    for (const placed of codes(category, same ? parent : id, undefined)) {
      if (own && placed.concept.code === id) placed.concept.properties.push(...notesOf(block));
      yield placed;
    }
  }
}

const idOf = (block: Element): string => block.attributes.id ?? "";

/** The smallest block around this one, as C00-C75 is around C00-C14. */
function around(block: Element, blocks: readonly Element[]): string | undefined {
  const inner = rangeOf(idOf(block));
  const outer = blocks
    .map((other) => ({ id: idOf(other), range: rangeOf(idOf(other)) }))
    .filter(({ id, range }) => id !== idOf(block) && range.first <= inner.first && range.last >= inner.last)
    .sort((a, b) => (a.range.first < b.range.first || a.range.last > b.range.last ? 1 : -1));
  return outer[0]?.id;
}

function rangeOf(id: string): { first: string; last: string } {
  const [first = "", last = first] = id.split("-");
  return { first, last };
}

function* codes(element: Element, parent: string, above: Sevenths | undefined): Generator<Placed> {
  const code = textIn(element, "name");
  const inner = childrenOf(element, "diag");
  const own = sevenths(element) ?? above;
  const extended = inner.length === 0 ? (own?.of(code) ?? []) : [];
  const group = inner.length > 0 || extended.length > 0;
  const { line } = element;
  const concept = described(element, { code: pointed(code), parent, group });
  yield { concept, line };
  for (const { code: full, meaning } of extended) {
    const display = `${concept.display ?? ""}, ${meaning}`;
    yield { concept: conceptOf({ code: full, display, parent: concept.code, group: false }), line };
  }
  for (const next of inner) yield* codes(next, concept.code, own);
}

function described(element: Element, listed: Omit<Parameters<typeof conceptOf>[0], "display">): Concept {
  const concept = conceptOf({ ...listed, display: textIn(element, "desc") });
  concept.properties.push(...notesOf(element));
  for (const term of childrenOf(element, "inclusionTerm").flatMap((terms) => childrenOf(terms, "note")))
    concept.designations.push({ use: INCLUSION_TERM, value: evened(term.text) });
  return concept;
}

function notesOf(element: Element): Property[] {
  return element.children.flatMap((child) => {
    const note = NOTES.get(child.name);
    if (!note) return [];
    return childrenOf(child, "note").map((text): Property => ({
      code: note.code,
      type: "string",
      value: evened(text.text),
    }));
  });
}
