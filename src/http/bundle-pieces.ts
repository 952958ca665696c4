/** Bundles are made entry by entry, and written as they are made where the caller takes that. */
import { longResource } from "../terminology/resources/resource-pieces.ts";
import type { Resource } from "../terminology/model.ts";
import type { StoredResource } from "../terminology/store.ts";
import type { WorkBudget } from "../terminology/util/work-budget.ts";
import type { Answer, FhirRequest } from "./fhir-request.ts";
import { partOf, type Part } from "./summary.ts";

/** What a resource goes out as. */
type Body = Pick<Answer, "resource" | "pieces">;

export interface MadeEntry {
  /** What stands before and after the resource. */
  before: object;
  body: Body;
  after: object;
}

interface MadeBundle {
  /** What stands before the entries, and what is known when they are made. */
  head: object;
  entries: AsyncIterable<MadeEntry>;
  tail?: (() => object) | undefined;
}

/** Small pieces are put together to about this many characters. */
const PIECE = 32_768;

/** As one answer, in pieces where the request takes them. */
export async function bundleAnswer(request: FhirRequest, bundle: MadeBundle): Promise<Answer> {
  const { work, takesPieces } = request;
  if (takesPieces) return { status: 200, pieces: inPieces(bundle) };
  return { status: 200, resource: await atOnce(bundle, work) };
}

/** A stored resource as it goes out: in pieces where it is long and the request takes them. */
export function bodyOf(
  { version, takesPieces }: FhirRequest,
  { resource, large }: Pick<StoredResource, "resource" | "large">,
  part: Part | undefined,
): Body {
  const convert = (inner: Resource): object => version.resourceOut(inner);
  const long = large ?? (takesPieces && !part ? longResource(resource!) : undefined);
  return long ? { pieces: long.json(convert) } : { resource: partOf(convert(resource!), part) };
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

async function atOnce({ head, entries, tail }: MadeBundle, work: WorkBudget | undefined): Promise<object> {
  const entry: object[] = [];
  for await (const { before, body, after } of entries) {
    const { resource } = body;
    if (resource && work && !isBundle(resource)) work.wrote(JSON.stringify(resource).length);
    entry.push({ ...before, ...(resource ? { resource } : {}), ...after });
  }
  return { ...head, ...tail?.(), ...(entry.length > 0 ? { entry } : {}) };
}

/** Its entries have been counted when they were made. */
const isBundle = (resource: object): boolean => (resource as Resource).resourceType === ("Bundle" as string);
