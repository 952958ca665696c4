/** A long value set in pieces: its lists are left out of the rest, and written some codes at a time. */
import type * as r5 from "fhir/r5";
import { type Convert, inBatches } from "./large-resource.ts";
import { around, type ListElement, markedItem, type Notation, textInTurns } from "./notation.ts";

type Contains = r5.ValueSetExpansionContains;

/** A list that is left out of the rest, which has a mark in its place. */
type Gap =
  | { side: "include" | "exclude"; at: number; items: readonly { code: string }[] }
  | { side: "contains"; at: 0; items: readonly Contains[] };

function* listsOf({ compose, expansion }: r5.ValueSet): Generator<Gap> {
  for (const side of ["include", "exclude"] as const)
    for (const [at, { concept = [] }] of (compose?.[side] ?? []).entries())
      yield { side, at, items: concept };
  yield { side: "contains", at: 0, items: expansion?.contains ?? [] };
}

/** The lists of codes of its definition and of its expansion. */
export function* codeLists(resource: r5.ValueSet): Generator<readonly unknown[]> {
  for (const { items } of listsOf(resource)) yield items;
}

/** Shorter lists are left where they are. */
const SHORT = 50;
/** The lists, and how deep they stand. */
const LISTED = { list: { name: "concept", type: "ValueSet.compose.include.concept" }, depth: 3 };
const CONTAINED = { list: { name: "contains", type: "ValueSet.expansion.contains" }, depth: 2 };

const placeOf = ({ side }: Gap): { list: ListElement; depth: number } =>
  side === "contains" ? CONTAINED : LISTED;

/** The text of the whole resource, in pieces. */
export async function* valueSetInPieces(
  resource: r5.ValueSet,
  notation: Notation,
  convert: Convert,
): AsyncGenerator<string> {
  const gaps = [...listsOf(resource)].filter(({ items }) => items.length > SHORT);
  let shell = resource;
  for (const [i, gap] of gaps.entries()) shell = withItems(shell, gap, [markedItem(i)]);
  let rest = await textInTurns(convert(shell), notation);
  for (const { gap, mark } of inOrder(gaps, rest, notation)) {
    const { list, depth } = placeOf(gap);
    const [before, after] = around(rest, mark);
    let separator = before;
    for (const items of inBatches<object>(gap.items)) {
      const converted = itemsOf(convert(only(gap.side, items)) as r5.ValueSet);
      const texts = converted.map((item) => notation.item(list, item, depth));
      yield separator + texts.join(notation.separator);
      separator = notation.separator;
    }
    rest = after;
  }
  yield rest;
}

/** The gaps as their marks stand in the text; what was converted may leave some of them out. */
function inOrder(gaps: readonly Gap[], text: string, notation: Notation): { gap: Gap; mark: string }[] {
  const all = gaps.map((gap, i) => {
    const { list, depth } = placeOf(gap);
    const mark = notation.item(list, markedItem(i), depth);
    return { gap, mark, at: text.indexOf(mark) };
  });
  return all.filter(({ at }) => at >= 0).toSorted((a, b) => a.at - b.at);
}

function withItems(resource: r5.ValueSet, { side, at }: Gap, items: readonly object[]): r5.ValueSet {
  if (side === "contains")
    return { ...resource, expansion: { ...resource.expansion!, contains: items as Contains[] } };
  const all = [...resource.compose![side]!];
  all[at] = { ...all[at]!, concept: items as { code: string }[] };
  return { ...resource, compose: { ...resource.compose!, [side]: all } };
}

/** A value set of nothing but these items. */
function only(side: Gap["side"], items: readonly object[]): r5.ValueSet {
  const bare = { resourceType: "ValueSet", status: "active" } as const;
  if (side === "contains") return { ...bare, expansion: { timestamp: "", contains: items as Contains[] } };
  return { ...bare, compose: { include: [{ concept: items as { code: string }[] }] } };
}

const itemsOf = ({ compose, expansion }: r5.ValueSet): readonly object[] =>
  compose?.include[0]?.concept ?? expansion!.contains!;
