/** Bundles are made entry by entry, and written as they are made where the caller takes that. */
import type { Resource } from "../terminology/model.ts";
import {
  around,
  type ListElement,
  MARKED_RESOURCE,
  markedItem,
  type Notation,
} from "../terminology/resources/notation.ts";
import { longResource } from "../terminology/resources/resource-pieces.ts";
import type { StoredResource } from "../terminology/store.ts";
import { after, type Awaitable } from "../terminology/util/awaitable.ts";
import { typeSaid } from "../terminology/util/json-object.ts";
import type { WorkBudget } from "../terminology/util/work-budget.ts";
import type { Answer, FhirRequest } from "./fhir-request.ts";
import { hasLong, type Part, partOf } from "./summary.ts";

/** What a resource goes out as. */
export type Body = Pick<Answer, "resource" | "pieces">;

export interface MadeEntry {
  /** What stands before and after the resource. */
  before: object;
  body: Body;
  after: object;
}

export interface MadeBundle {
  /** What stands before the entries, and what is known when they are made. */
  head: object;
  /** A list: they are few. */
  entries: AsyncIterable<MadeEntry> | readonly MadeEntry[];
  tail?: (() => object) | undefined;
}

/** Small pieces are put together to about this many characters. */
const PIECE = 32_768;

/** As one answer, in pieces where it may be long and the request takes them. */
export function bundleAnswer({ work, takesPieces }: FhirRequest, bundle: MadeBundle): Awaitable<Answer> {
  const { entries } = bundle;
  if (!takesPieces) return after(whole(bundle, work), (resource) => ({ status: 200, resource }));
  return isList(entries) && entries.every(({ body }) => !body.pieces)
    ? { status: 200, resource: together(bundle, entries) }
    : { status: 200, pieces: (notation) => inPieces(bundle, notation, work) };
}

const isList = (entries: MadeBundle["entries"]): entries is readonly MadeEntry[] => Array.isArray(entries);

/** A stored resource, or a part of it, as it goes out: in pieces where it is long and the request takes them. */
export function resourceBody(
  { version, takesPieces, work }: FhirRequest,
  { resource, large, size = 0 }: Pick<StoredResource, "resource" | "large" | "size">,
  part: Part | undefined,
): Body {
  // The whole counts as what is written.
  if (part) work?.hasRead(size);
  const convert = (inner: Resource): object => partOf(version.resourceOut(inner), part);
  const mayBeLong = takesPieces && hasLong(part, resource?.resourceType ?? "");
  const long = large ?? (mayBeLong ? longResource(resource!) : undefined);
  if (long) return { pieces: (notation) => long.pieces(notation, convert) };
  const whole = convert(resource!);
  return takesPieces && size > LONG
    ? { pieces: (notation) => later(notation.pieces(whole)) }
    : { resource: whole };
}

/** Characters of a resource without long rows, such as one of many extensions, that is better written in turns. */
const LONG = 262_144;

async function* later<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

const ENTRY: ListElement = { name: "entry", type: "Bundle.entry" };
/** Elements of the Bundle that the resource of an entry stands in: it, the entry and `resource`. */
const ENTRY_DEPTH = 3;

async function* inPieces(
  { head, entries, tail }: MadeBundle,
  notation: Notation,
  work: WorkBudget | undefined,
): AsyncGenerator<string> {
  const mark = notation.item(ENTRY, markedItem(), 1);
  const shell = (known: object = {}): [string, string] =>
    around(notation.resource({ ...head, entry: [markedItem()], ...known }), mark);
  const pieces = entryPieces(entries, notation, work);
  // What is known when all entries are made stands before them there.
  const isHeld = tail && notation.isOrdered && !isList(entries);
  let isEmpty = true;
  for await (const text of isHeld ? await held(pieces, work) : pieces) {
    yield isEmpty ? shell(notation.isOrdered ? tail?.() : undefined)[0] + text : text;
    isEmpty = false;
  }
  yield isEmpty ? notation.resource({ ...head, ...tail?.() }) : shell(tail?.())[1];
}

async function* entryPieces(
  entries: MadeBundle["entries"],
  notation: Notation,
  work: WorkBudget | undefined,
): AsyncGenerator<string> {
  let text = "";
  let separator = "";
  for await (const { before, body, after: last } of entries) {
    text += separator;
    separator = notation.separator;
    if (body.pieces) {
      const inner = notation.within(ENTRY_DEPTH);
      const shell = { ...before, resource: MARKED_RESOURCE, ...last };
      const [begin, end] = around(notation.item(ENTRY, shell, 1), inner.resource(MARKED_RESOURCE));
      yield text + begin;
      yield* body.pieces(inner);
      text = end;
    } else {
      const item = notation.item(ENTRY, entryOf(before, body.resource, last), 1);
      if (isOutput(body.resource)) work?.madeOutput(item.length);
      text += item;
    }
    if (text.length < PIECE) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

/** All pieces, as bytes: as many as the request may cost, which ends a page. */
async function held(pieces: AsyncIterable<string>, work: WorkBudget | undefined): Promise<Iterable<string>> {
  const all: Buffer[] = [];
  for await (const piece of pieces) {
    all.push(Buffer.from(piece));
    work?.wrote(piece.length);
    await work?.giveWay();
  }
  return asTexts(all);
}

function* asTexts(all: readonly Buffer[]): Generator<string> {
  for (const bytes of all) yield bytes.toString();
}

const entryOf = (before: object, resource: object | undefined, last: object): object =>
  resource ? { ...before, resource, ...last } : { ...before, ...last };

async function whole(bundle: MadeBundle, work: WorkBudget | undefined): Promise<object> {
  const entries: MadeEntry[] = [];
  for await (const made of bundle.entries) {
    const { resource } = made.body;
    if (resource && work && !isBundle(resource)) {
      const { length } = JSON.stringify(resource);
      if (isOutput(resource)) work.madeOutput(length);
      work.wrote(length);
    }
    entries.push(made);
  }
  return together(bundle, entries);
}

function together({ head, tail }: MadeBundle, entries: readonly MadeEntry[]): object {
  const entry = entries.map(({ before, body, after: last }) => entryOf(before, body.resource, last));
  return { ...head, ...tail?.(), ...(entry.length > 0 ? { entry } : {}) };
}

/** What an operation says, or that nothing was found: no resource that is stored is of this type. */
const isOutput = (resource: object | undefined): boolean => !resource || typeSaid(resource) === "Parameters";

/** Its entries have been counted when they were made. */
const isBundle = (resource: object): boolean => typeSaid(resource) === "Bundle";
