/** Bundles are made entry by entry, and written as they are made where the caller takes that. */
import { longResource } from "../terminology/resources/resource-pieces.ts";
import type { Resource } from "../terminology/model.ts";
import type { StoredResource } from "../terminology/store.ts";
import { after, type Awaitable } from "../terminology/util/awaitable.ts";
import type { WorkBudget } from "../terminology/util/work-budget.ts";
import type { Answer, FhirRequest } from "./fhir-request.ts";
import { hasLong, partOf, type Part } from "./summary.ts";

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
    : { status: 200, pieces: inPieces(bundle) };
}

const isList = (entries: MadeBundle["entries"]): entries is readonly MadeEntry[] => Array.isArray(entries);

/** A stored resource, or a part of it, as it goes out: in pieces where it is long and the request takes them. */
export function resourceBody(
  { version, takesPieces }: FhirRequest,
  { resource, large }: Pick<StoredResource, "resource" | "large">,
  part: Part | undefined,
): Body {
  const convert = (inner: Resource): object => partOf(version.resourceOut(inner), part);
  const mayBeLong = takesPieces && hasLong(part, resource?.resourceType ?? "");
  const long = large ?? (mayBeLong ? longResource(resource!) : undefined);
  return long ? { pieces: long.json(convert) } : { resource: convert(resource!) };
}

async function* inPieces({ head, entries, tail }: MadeBundle): AsyncGenerator<string> {
  let text = JSON.stringify(head).slice(0, -1);
  let separator = ',"entry":[';
  for await (const { before, body, after } of entries) {
    text += separator + JSON.stringify(before).slice(0, -1);
    if (body.pieces ?? body.resource) text += `${text.endsWith("{") ? "" : ","}"resource":`;
    if (body.pieces) {
      yield text;
      yield* body.pieces;
      text = "";
    } else if (body.resource) text += JSON.stringify(body.resource);
    text += `${text.endsWith("{") ? "" : ","}${JSON.stringify(after).slice(1)}`;
    separator = ",";
    if (text.length < PIECE) continue;
    yield text;
    text = "";
  }
  if (separator === ",") text += "]";
  const rest = JSON.stringify(tail?.() ?? {}).slice(1);
  yield text + (rest === "}" ? rest : `,${rest}`);
}

async function whole(bundle: MadeBundle, work: WorkBudget | undefined): Promise<object> {
  const entries: MadeEntry[] = [];
  for await (const made of bundle.entries) {
    const { resource } = made.body;
    if (resource && work && !isBundle(resource)) work.wrote(JSON.stringify(resource).length);
    entries.push(made);
  }
  return together(bundle, entries);
}

function together({ head, tail }: MadeBundle, entries: readonly MadeEntry[]): object {
  const entry = entries.map(({ before, body: { resource }, after: last }) =>
    resource ? { ...before, resource, ...last } : { ...before, ...last },
  );
  return { ...head, ...tail?.(), ...(entry.length > 0 ? { entry } : {}) };
}

/** Its entries have been counted when they were made. */
const isBundle = (resource: object): boolean => (resource as Resource).resourceType === ("Bundle" as string);
