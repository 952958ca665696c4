/**
 * Resources that callers sent with a `cache-id`, kept so that they need not be sent again with the next request. Whoever
 * knows an id sees what came under it: it is a shared secret, for the caller to choose well.
 */
import type { Resource } from "../../terminology/model.ts";
import { Lru } from "../../terminology/util/lru.ts";
import { onceFor } from "../../terminology/util/once-for.ts";
import { canonicalSaid } from "../../terminology/canonical.ts";

/** What callers may occupy together, in bytes of JSON; the set used longest ago goes first. */
export const MAX_TX_BYTES = 50_000_000;
/** No set may take more than this part of it: a larger one is not kept, and its caller sends all with each request. */
const LARGEST = 8;
/** What a set costs besides its text. */
const OVERHEAD = 50_000;

/** Kept in this process only: a caller behind several nodes sends all its resources with each request, as one without an id does. */
export class TxResourceCache {
  private readonly sets: Lru<string, readonly Resource[]>;
  private readonly largest: number;

  /** 0 bytes: nothing is kept. */
  constructor(maxBytes: number = MAX_TX_BYTES) {
    this.sets = new Lru("tx-resources", maxBytes);
    this.largest = maxBytes / LARGEST;
  }

  /** What came under this id before, and `sent`; of one url and version what was sent last counts. */
  with(id: string, sent: readonly Resource[]): readonly Resource[] {
    const before = this.sets.get(id);
    if (!before) return sent;
    const all = new Map(before.map((resource) => [nameOf(resource), resource]));
    for (const resource of sent) all.set(nameOf(resource), resource);
    return [...all.values()];
  }

  /** Keeps all that has come under this id. */
  keep(id: string, resources: readonly Resource[]): void {
    if (resources.length === 0 || this.sets.get(id) === resources) return;
    const bytes = resources.reduce((sum, resource) => sum + sizeOf(resource), OVERHEAD);
    if (bytes <= this.largest) this.sets.set(id, resources, bytes);
  }
}

/** Under which a resource is known: of one url and version there is one. */
export function nameOf(resource: Resource): string {
  const { resourceType, id } = resource;
  const { url, version } = canonicalSaid(resource);
  return JSON.stringify([resourceType, url ?? `#${id}`, version]);
}

const sizeOf = onceFor((resource: Resource) => JSON.stringify(resource).length);
