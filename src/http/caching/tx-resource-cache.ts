/**
 * Resources that callers sent with a `cache-id`, kept so that they need not be sent again with the next request. Whoever
 * knows an id sees what came under it: it is a shared secret, for the caller to choose well.
 */
import { canonicalSaid } from "../../terminology/canonical.ts";
import type { Resource } from "../../terminology/model.ts";
import type { Terminology } from "../../terminology/store.ts";
import { after, type Awaitable } from "../../terminology/util/awaitable.ts";
import { inTurns, type LongWork } from "../../terminology/util/in-turns.ts";
import { Lru } from "../../terminology/util/lru.ts";
import { onceFor } from "../../terminology/util/once-for.ts";

/** What callers may occupy together, in bytes of JSON; the set used longest ago goes first. */
export const MAX_TX_BYTES = 50_000_000;
/** No set may take more than this part of it: a larger one is not kept, and its caller sends all with each request. */
const LARGEST = 8;
/** What a set costs besides its text. */
const OVERHEAD = 50_000;
/** Of the sets asked last, up to this part of it are kept as stores too: these take several times as much. */
const AS_STORES = 4;
/** Resources that are measured between two steps. */
const STEP = 200;

/** Kept in this process only: a caller behind several nodes sends all its resources with each request, as one without an id does. */
export class TxResourceCache {
  private readonly sets: Lru<string, readonly Resource[]>;
  private readonly stores: Lru<readonly Resource[], Awaitable<Terminology>>;
  /** Of the sets that are kept. */
  private readonly bytes = new WeakMap<readonly Resource[], number>();
  private readonly largest: number;

  /** 0 bytes: nothing is kept. */
  constructor(maxBytes: number = MAX_TX_BYTES) {
    this.sets = new Lru("tx-resources", maxBytes);
    this.stores = new Lru("tx-stores", maxBytes / AS_STORES);
    this.largest = maxBytes / LARGEST;
  }

  /** What came under this id before, and `sent`; of one url and version what was sent last counts. */
  with(id: string, sent: readonly Resource[]): readonly Resource[] {
    const before = this.sets.get(id);
    if (!before || sent.length === 0) return before ?? sent;
    const all = new Map(before.map((resource) => [nameOf(resource), resource]));
    for (const resource of sent) all.set(nameOf(resource), resource);
    return [...all.values()];
  }

  /** Keeps all that has come under this id. */
  keep(id: string, resources: readonly Resource[]): Awaitable<void> {
    if (resources.length === 0 || this.sets.get(id) === resources) return undefined;
    return after(inTurns(bytesOf(resources)), (bytes) => {
      if (bytes > this.largest) return;
      this.sets.set(id, resources, bytes);
      this.bytes.set(resources, bytes);
    });
  }

  /** What `make` makes of these resources: of a set that is kept it is made once, for as long as it is asked for. */
  storeOf(resources: readonly Resource[], make: () => Awaitable<Terminology>): Awaitable<Terminology> {
    const bytes = this.bytes.get(resources);
    if (bytes === undefined) return make();
    const known = this.stores.get(resources);
    if (known) return known;
    const making = make();
    this.stores.set(resources, making, bytes);
    if (making instanceof Promise)
      making.then(
        (store) => this.stores.set(resources, store, bytes),
        () => this.stores.delete(resources),
      );
    return making;
  }
}

function* bytesOf(resources: readonly Resource[]): LongWork<number> {
  let bytes = OVERHEAD;
  for (const [at, resource] of resources.entries()) {
    bytes += sizeOf(resource);
    if (at % STEP === STEP - 1) yield;
  }
  return bytes;
}

/** Under which a resource is known: of one url and version there is one. */
export const nameOf = onceFor((resource: Resource): string => {
  const { resourceType, id } = resource;
  const { url, version } = canonicalSaid(resource);
  return JSON.stringify([resourceType, url ?? `#${id}`, version]);
});

const sizeOf = onceFor((resource: Resource) => JSON.stringify(resource).length);
