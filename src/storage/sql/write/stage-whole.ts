/** One resource that came as a whole, such as by a PUT: it is in memory already, and its rows are too. */
import { designationsOf } from "../../../terminology/concepts/designations.ts";
import type { Concept, Mapping, Resource } from "../../../terminology/model.ts";
import { recordsOf, resourceHeader } from "../../../terminology/resources/resources.ts";
import { yieldToOthers } from "../../../terminology/util/in-turns.ts";
import { parentNumbers } from "../../concepts/concept-index.ts";
import { Fingerprint, unstamped } from "../../resource-identity.ts";
import { deflated, hasRows, type StoredText, withoutRows } from "../body.ts";
import { keyOf } from "../keys.ts";
import { MemorySorter } from "./sorter.ts";
import { describe, type Staged } from "./staged.ts";

/** Rows that are read at a time; between two, other requests have their turn. */
const BATCH = 500;

/** Its rows numbered and in order, ready to be written. Others have their turn meanwhile. */
export async function stageWhole(given: Resource): Promise<Staged> {
  const resource = unstamped(given);
  const print = new Fingerprint();
  const concepts = new CameConcepts(keyOf(resource));
  const mappings: Mapping[] = [];
  let records = 0;
  for (const record of recordsOf(resource)) {
    if (record.kind === "resource") await print.addWhole(record.resource);
    else print.add(record);
    if (record.kind === "concept") concepts.add(record.concept);
    if (record.kind === "mapping") mappings.push(record.mapping);
    if (++records % BATCH === 0) await yieldToOthers();
  }
  const stored = await storedText(resource);
  return {
    ...describe(resource),
    fingerprint: print.digest(),
    rows: records - 1,
    languages: concepts.languages,
    resource: () => stored,
    hierarchy: () => concepts.hierarchy(),
    conceptReader: () => (number) => concepts.all[number]!,
    mappings: () => mappings,
    sorter: () => new MemorySorter(),
  };
}

async function storedText(resource: Resource): Promise<StoredText> {
  if (!hasRows(resource.resourceType)) return withoutRows(resource);
  return { header: JSON.stringify(resourceHeader(resource)), body: await deflated(resource) };
}

/** A code that comes again is the same concept below further parents. */
class CameConcepts {
  readonly all: Concept[] = [];
  readonly languages = new Set<string>();
  private readonly indexOf = new Map<string, number>();
  private readonly key: (code: string) => string;

  constructor(key: (code: string) => string) {
    this.key = key;
  }

  add(concept: Concept): void {
    const key = this.key(concept.code);
    const at = this.indexOf.get(key);
    const known = at === undefined ? undefined : this.all[at];
    if (known) this.all[at!] = { ...known, parents: [...new Set([...known.parents, ...concept.parents])] };
    else this.indexOf.set(key, this.all.push(concept) - 1);
    for (const { language } of designationsOf(concept))
      if (language !== undefined) this.languages.add(language);
  }

  *hierarchy(): ReturnType<Staged["hierarchy"]> {
    const parents = yield* parentNumbers(
      this.all.length,
      (i) => [...new Set(this.all[i]!.parents)],
      (code) => this.indexOf.get(this.key(code)),
    );
    return { numbers: this.all.map((_, i) => i), parents };
  }
}
