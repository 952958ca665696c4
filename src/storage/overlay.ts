/** This request's own resources first, the base store after; nothing of the request outlives it. */
import { type Canonical, canonicalSaid, pickVersion, printCanonical } from "../terminology/canonical.ts";
import type { CodeSystem, NamingSystem, Resource, ValueSet } from "../terminology/model.ts";
import { isStandIn } from "../terminology/resolve/content.ts";
import { longResource } from "../terminology/resources/resource-pieces.ts";
import type {
  CanonicalType,
  CodeSystemProvider,
  ConceptMapProvider,
  ConceptMapQuery,
  Terminology,
} from "../terminology/store.ts";
import { after, type Awaitable } from "../terminology/util/awaitable.ts";
import { inTurns, type LongWork } from "../terminology/util/in-turns.ts";
import { allVersions } from "../terminology/util/sorted-versions.ts";
import { MemoryStore } from "./memory/memory-store.ts";

/**
 * `base` seen through `resources`: of one url and version the request's own wins, of several versions the highest.
 * Without resources: `base` itself.
 */
export function overlay(base: Terminology, resources: readonly Resource[]): Awaitable<Terminology> {
  if (resources.length === 0) return base;
  return after(ownStore(resources), (own) => over(base, own));
}

/** The store of what a request brings. */
export const ownStore = (resources: readonly Resource[]): Awaitable<Terminology> =>
  after(inTurns(firstOfEach(resources)), storeOf);

/** A request that brings one url and version twice means the first, as it would of two parameters that may not repeat. */
function* firstOfEach(resources: readonly Resource[]): LongWork<Resource[]> {
  const seen = new Map<string, Resource>();
  for (const [at, resource] of resources.entries()) {
    const canonical = canonicalSaid(resource);
    const name =
      canonical.url === undefined ? `${at}` : `${resource.resourceType} ${printCanonical(canonical)}`;
    if (!seen.has(name)) seen.set(name, resource);
    if (at % STEP === STEP - 1) yield;
  }
  return [...seen.values()];
}

/** So many are looked at between two steps. */
const STEP = 1_000;
/** So many are put together in turns with others, however short each is. */
const MANY = 100;

/** These resources alone, for what must not be mixed with anything else. */
export function storeOf(resources: readonly Resource[]): Awaitable<Terminology> {
  const takeLong = resources.length > MANY || resources.some((resource) => longResource(resource));
  return takeLong ? MemoryStore.inTurns(resources) : new MemoryStore(resources);
}

/** `base` seen through a store of the request's own: both are asked, and what is the request's wins between equals. */
export const over = (base: Terminology, own: Terminology): Terminology => new Overlay(base, own);

class Overlay implements Terminology {
  readonly layers: readonly Terminology[];
  private readonly base: Terminology;
  private readonly own: Terminology;

  constructor(base: Terminology, own: Terminology) {
    this.layers = [own, ...(base.layers ?? [base])];
    this.base = base;
    this.own = own;
  }

  get generation(): number {
    return this.base.generation;
  }

  async codeSystem(ref: Canonical): Promise<CodeSystemProvider | undefined> {
    const found = (await this.both((store) => store.codeSystem(ref))).filter((one) => one !== undefined);
    // A header that a request brings along hides nothing that has concepts.
    const whole = found.filter(({ codeSystem }) => !isStandIn(codeSystem));
    return pickVersion(whole.length > 0 ? whole : found, ({ codeSystem }) => codeSystem.version);
  }

  valueSet(ref: Canonical | { id: string }): Awaitable<ValueSet | undefined> {
    // An id is that of a stored value set.
    return "id" in ref ? this.base.valueSet(ref) : this.namedValueSet(ref);
  }

  private async namedValueSet(ref: Canonical): Promise<ValueSet | undefined> {
    const found = (await this.both((store) => store.valueSet(ref))).filter((one) => one !== undefined);
    return pickVersion(found, ({ version }) => version);
  }

  async conceptMaps(query: ConceptMapQuery): Promise<ConceptMapProvider[]> {
    const found = merge(await this.both((store) => store.conceptMaps(query)), (map) => map.conceptMap);
    return query.url === undefined ? found : highest(found, ({ conceptMap }) => conceptMap.version);
  }

  async versions(type: CanonicalType, url: string): Promise<readonly (string | undefined)[]> {
    return allVersions(...(await this.both((store) => store.versions(type, url))));
  }

  async similarUrls(type: CanonicalType, url: string): Promise<string[]> {
    const found = await this.both((store) => store.similarUrls(type, url));
    return [...new Set(found.flat())];
  }

  async supplements(ref: Canonical | { supplements: string }): Promise<CodeSystemProvider[]> {
    const found = merge(await this.both((store) => store.supplements(ref)), ({ codeSystem }) => codeSystem);
    return "url" in ref ? highest(found, ({ codeSystem }) => codeSystem.version) : found;
  }

  async namingSystems(value: string): Promise<NamingSystem[]> {
    return (await this.both((store) => store.namingSystems(value))).flat();
  }

  async urlsWith(type: CanonicalType, identifier: string): Promise<string[]> {
    const found = await this.both((store) => store.urlsWith(type, identifier));
    return [...new Set(found.flat())];
  }

  async codeSystems(): Promise<readonly CodeSystem[]> {
    return (await this.both((store) => store.codeSystems())).flat();
  }

  private both<T>(ask: (store: Terminology) => Awaitable<T>): Promise<[T, T]> {
    return Promise.all([ask(this.own), ask(this.base)]);
  }
}

/** The one with the highest version, as a list. */
function highest<T>(found: readonly T[], versionOf: (item: T) => string | undefined): T[] {
  const one = pickVersion(found, versionOf);
  return one === undefined ? [] : [one];
}

/** Own ones, and those of the base that no own one covers. */
function merge<T>(
  [own, below]: [T[], T[]],
  canonicalOf: (item: T) => Parameters<typeof printCanonical>[0],
): T[] {
  const covered = new Set(own.map((item) => printCanonical(canonicalOf(item))));
  return [...own, ...below.filter((item) => !covered.has(printCanonical(canonicalOf(item))))];
}
