/** Resources that callers sent with a `cache-id`, kept so that they need not be sent again with the next request. */
import type { Resource } from "../../terminology/model.ts";

/** What callers may occupy together, in bytes of JSON; the set used longest ago goes first. */
const MAX_BYTES = 50_000_000;
const MAX_SETS = 1_000;

interface SentSet {
  resources: Map<string, Resource>;
  bytes: number;
}

/** Kept in this process only: a caller behind several nodes sends all its resources with each request, as one without an id does. */
export class TxResourceCache {
  private readonly sets = new Map<string, SentSet>();
  private readonly maxBytes: number;
  private bytes = 0;

  constructor(maxBytes: number = MAX_BYTES) {
    this.maxBytes = maxBytes;
  }

  /** Adds `sent` to what came under this id before, and gives all of it; of one url and version the latest counts. */
  with(id: string, sent: readonly Resource[]): Resource[] {
    const set = this.sets.get(id) ?? { resources: new Map<string, Resource>(), bytes: 0 };
    // The sets stand in the order of their last use.
    this.sets.delete(id);
    this.bytes -= set.bytes;
    for (const resource of sent) {
      const name = nameOf(resource);
      set.bytes += sizeOf(resource) - sizeOf(set.resources.get(name));
      set.resources.set(name, resource);
    }
    if (set.resources.size > 0) this.sets.set(id, set);
    this.bytes += set.bytes;
    this.shrink();
    return [...set.resources.values()];
  }

  private shrink(): void {
    for (const [id, { bytes }] of this.sets) {
      if (this.bytes <= this.maxBytes && this.sets.size <= MAX_SETS) return;
      this.sets.delete(id);
      this.bytes -= bytes;
    }
  }
}

function nameOf(resource: Resource): string {
  const { resourceType, url, version, id } = resource as {
    resourceType: string;
    url?: string;
    version?: string;
    id?: string;
  };
  return JSON.stringify([resourceType, url ?? `#${id}`, version]);
}

const sizeOf = (resource: Resource | undefined): number => (resource ? JSON.stringify(resource).length : 0);
