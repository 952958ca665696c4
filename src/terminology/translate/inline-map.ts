/** A map that came with the request: of its elements, only those about what is asked are made rows. */
import type * as r5 from "fhir/r5";
import type { Coding, Mapping } from "../model.ts";
import { longResource } from "../resources/resource-pieces.ts";
import { conceptMapHeader, mappingsOf } from "../resources/resources.ts";
import type { ConceptMapProvider, Direction } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { addTo } from "../util/grouping.ts";
import { atOnce, inTurns, type LongWork } from "../util/in-turns.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import { givenSide, isAbout } from "./sides.ts";

/** Units for each mapping that is about one of the codes. */
const EACH = 5;

/** Others have their turn while a long one is looked through. All of it is, whenever it is asked: `work` counts that. */
export function inlineMap(resource: r5.ConceptMap, work: WorkBudget | undefined): ConceptMapProvider {
  const run = longResource(resource) ? inTurns : atOnce;
  return {
    conceptMap: conceptMapHeader(resource),
    all: () => mappingsOf(resource),
    mappings: (codings, direction): Awaitable<Mapping[]> =>
      after(run(rowsByCode(resource, codings, direction, work)), (rows) =>
        rowsAbout(rows, codings, direction),
      ),
  };
}

/** Rows by the code that they are about, on the side that is asked for; undefined: about none. */
type RowsByCode = ReadonlyMap<string | undefined, readonly Mapping[]>;

/** Elements that are looked at between two steps. */
const STEP = 500;

function* rowsByCode(
  resource: r5.ConceptMap,
  codings: readonly Coding[],
  direction: Direction,
  work: WorkBudget | undefined,
): LongWork<RowsByCode> {
  const codes = new Set(codings.map(({ code }) => code));
  const narrowed = yield* withElementsOf(resource, codes, direction, work);
  const byCode = new Map<string | undefined, Mapping[]>();
  for (const mapping of mappingsOf(narrowed)) {
    addTo(byCode, givenSide(mapping, direction)?.code, mapping);
    work?.concepts(EACH);
    // One may say very much.
    yield;
  }
  return byCode;
}

/** The map with those of its elements alone that are about one of the codes, or about no code, in their groups. */
function* withElementsOf(
  resource: r5.ConceptMap,
  codes: ReadonlySet<string | undefined>,
  direction: Direction,
  work: WorkBudget | undefined,
): LongWork<r5.ConceptMap> {
  if (!resource.group) return resource;
  const mayBeAbout = direction === "forward" ? isFrom : leadsTo;
  const group: r5.ConceptMapGroup[] = [];
  let elements = 0;
  for (const { element = [], ...rest } of resource.group) {
    const about: r5.ConceptMapGroupElement[] = [];
    for (const one of element) {
      if (mayBeAbout(one, codes)) about.push(one);
      if (++elements % STEP === 0) yield;
    }
    if (about.length > 0) group.push({ ...rest, element: about });
    else if (++elements % STEP === 0) yield;
  }
  work?.concepts(elements);
  return { ...resource, group };
}

type Codes = ReadonlySet<string | undefined>;

const isOneOf = (code: string | undefined, codes: Codes): boolean => code === undefined || codes.has(code);

const isFrom = ({ code }: r5.ConceptMapGroupElement, codes: Codes): boolean => isOneOf(code, codes);

/** What has no target is a row without a code there. */
const leadsTo = ({ noMap, target = [] }: r5.ConceptMapGroupElement, codes: Codes): boolean =>
  noMap === true || target.length === 0 || target.some(({ code }) => isOneOf(code, codes));

/** Each once, in the order of the codings. */
function rowsAbout(rows: RowsByCode, codings: readonly Coding[], direction: Direction): Mapping[] {
  const found = new Set<Mapping>();
  for (const coding of codings)
    for (const code of [coding.code, undefined])
      for (const mapping of rows.get(code) ?? [])
        if (isAbout(givenSide(mapping, direction), coding)) found.add(mapping);
  return [...found];
}
