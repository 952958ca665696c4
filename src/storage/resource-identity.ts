/** What a store adds to a resource (id, version, time), and how it sees that two are the same. */
import { createHash } from "node:crypto";
import type { Resource } from "../terminology/model.ts";
import { JSON_NOTATION } from "../terminology/resources/notation.ts";
import { longResource } from "../terminology/resources/resource-pieces.ts";
import type { ImportRecord } from "../terminology/store.ts";
import { yieldToOthers } from "../terminology/util/in-turns.ts";

type Meta = { versionId?: string | undefined; lastUpdated?: string | undefined; [element: string]: unknown };

/** The resource as it is read: with its id, `meta.versionId` and `meta.lastUpdated`. */
export function stamped(resource: Resource, id: string, versionId: number, lastUpdated: string): Resource {
  const { resourceType, id: _id, meta, ...rest } = resource;
  return {
    resourceType,
    id,
    meta: { ...meta, versionId: String(versionId), lastUpdated },
    ...rest,
  } as Resource;
}

/**
 * `meta.lastUpdated` of the version after one of `before`: now, and later than that, for it "changes each time the content
 * of the resource changes", also within a millisecond. Where the clock was set back, a second later: dates of HTTP tell no
 * less apart.
 */
export function timeAfter(before: string | undefined): string {
  const now = Date.now();
  const last = before === undefined ? -Infinity : Date.parse(before);
  return new Date(now < last ? last + 1_000 : Math.max(now, last + 1)).toISOString();
}

/** The inverse of `stamped`: nothing that depends on when and where it was stored; no empty `meta`. */
export function unstamped<T extends object>(resource: T): T {
  const { meta, ...rest } = resource as T & { meta?: Meta };
  if (!meta) return resource;
  const { versionId: _versionId, lastUpdated: _lastUpdated, ...kept } = meta;
  return (Object.keys(kept).length > 0 ? { ...rest, meta: kept } : rest) as T;
}

/** Collects what a resource says, record by record; ids don't count, for a store may have to choose another. */
export class Fingerprint {
  private readonly hash = createHash("sha256");

  add(record: ImportRecord): this {
    switch (record.kind) {
      case "codeSystem":
        return this.put(header(record.codeSystem));
      case "conceptMap":
        return this.put(header(record.conceptMap));
      case "resource":
        return this.put(header(record.resource));
      case "concept":
        return this.put(record.concept);
      case "mapping":
        return this.put(record.mapping);
    }
  }

  /** As of a `resource` record, in steps between which others have their turn where it is long. */
  async addWhole(resource: Resource): Promise<this> {
    const said = header(resource) as Resource;
    const long = longResource(said);
    if (!long) return this.put(said);
    for await (const text of long.pieces(JSON_NOTATION)) {
      this.hash.update(text);
      await yieldToOthers();
    }
    this.hash.update("\n");
    return this;
  }

  private put(part: object): this {
    this.hash.update(JSON.stringify(part)).update("\n");
    return this;
  }

  digest(): string {
    return this.hash.digest("base64url");
  }
}

function header(resource: object): object {
  const { id: _id, ...rest } = unstamped(resource) as { id?: string };
  return rest;
}

/**
 * Ids for an imported resource, the best first: its own, its own with the version, then numbered ones without end.
 * FHIR allows letters, digits, `-` and `.`, 64 of them.
 * @param numbers the next number of each id, where many are to be found: kept for the next call
 */
export function* idCandidates(
  resource: {
    id?: string | undefined;
    url?: string | undefined;
    version?: string | undefined;
    name?: string | undefined;
  },
  numbers = new Map<string, number>(),
): Generator<string, never> {
  const clean = (text: string): string => text.replace(/[^A-Za-z0-9.-]+/g, "-").replace(/^-+|(?<!-)-+$/g, "");
  const given = resource.id ?? resource.url?.split("/").at(-1) ?? resource.name ?? "";
  const own = clean(given).slice(0, 64) || "resource";
  yield own;
  const version = clean(resource.version ?? "").slice(0, 16);
  const base = `${own.slice(0, 40)}${version && `-${version}`}`;
  if (version !== "") yield base;
  for (let n = numbers.get(base) ?? 2; ; n++) {
    numbers.set(base, n + 1);
    yield `${base}-${n}`;
  }
}
