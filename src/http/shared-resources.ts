/** Resources that come with the questions of one batch: clients send the same ones with each. */
import type { Resource } from "../terminology/model.ts";
import type { Terminology } from "../terminology/store.ts";
import { type Awaitable, keptOr } from "../terminology/util/awaitable.ts";
import { onceFor } from "../terminology/util/once-for.ts";
import { PerGeneration } from "../terminology/util/per-generation.ts";
import { nameOf } from "./caching/tx-resource-cache.ts";
import { seenThrough } from "./operations/own-resources.ts";

/** So many sets of resources are kept ready to be asked: each holds its resources once more, in the form of a store. */
const MOST_SETS = 16;

/** Equal ones are one object: what is made of it for one question is there for the next. */
export class SharedResources {
  /** Each that equals none before it, and which it is. */
  private readonly numbers = new Map<Resource, number>();
  /** The first of each name: only what is named alike is compared. */
  private readonly named = new Map<string, Resource>();
  private readonly byText = new Map<string, Resource>();
  private readonly sets = new PerGeneration(() => new Map<string, Awaitable<Terminology>>());

  /** The first that equals this one. */
  one(resource: Resource): Resource {
    if (this.numbers.has(resource)) return resource;
    const equal = this.equalOf(resource);
    if (!equal) this.numbers.set(resource, this.numbers.size);
    return equal ?? resource;
  }

  private equalOf(resource: Resource): Resource | undefined {
    const name = nameOf(resource);
    const first = this.named.get(name);
    if (!first) {
      this.named.set(name, resource);
      return undefined;
    }
    this.byText.set(textOf(first), first);
    const text = JSON.stringify(resource);
    const equal = this.byText.get(text);
    if (!equal) this.byText.set(text, resource);
    return equal;
  }

  /** `content`, and before it `resources`: the same store for the same ones. */
  seenThrough(content: Terminology, resources: readonly Resource[]): Awaitable<Terminology> {
    const sets = this.sets.of(content);
    const key = resources.map((resource) => this.numbers.get(this.one(resource))).join();
    if (sets.size >= MOST_SETS && !sets.has(key)) sets.clear();
    return keptOr(sets, key, async () => seenThrough(content, resources));
  }
}

const textOf = onceFor((resource: Resource) => JSON.stringify(resource));
