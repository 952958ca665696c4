/** One resource that came as a whole, such as by a PUT: it is in memory already, and its rows are too. */
import { designationsOf } from "../../../terminology/concepts/designations.ts";
import type { Mapping, Resource } from "../../../terminology/model.ts";
import { recordsOf, resourceHeader } from "../../../terminology/resources/resources.ts";
import { yieldToOthers } from "../../../terminology/util/in-turns.ts";
import { CameConcepts } from "../../concepts/came-concepts.ts";
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
  const languages = new Set<string>();
  const mappings: Mapping[] = [];
  let records = 0;
  for (const record of recordsOf(resource)) {
    if (record.kind === "resource") await print.addWhole(record.resource);
    else print.add(record);
    if (record.kind === "concept") {
      concepts.add(record.concept);
      for (const { language } of designationsOf(record.concept))
        if (language !== undefined) languages.add(language);
    }
    if (record.kind === "mapping") mappings.push(record.mapping);
    if (++records % BATCH === 0) await yieldToOthers();
  }
  const stored = await storedText(resource);
  return {
    ...describe(resource),
    fingerprint: print.digest(),
    rows: records - 1,
    languages,
    resource: () => stored,
    *hierarchy() {
      return { numbers: concepts.all.map((_, i) => i), parents: yield* concepts.parents() };
    },
    conceptReader: () => (number) => concepts.all[number]!,
    mappings: () => mappings,
    sorter: () => new MemorySorter(),
  };
}

async function storedText(resource: Resource): Promise<StoredText> {
  if (!hasRows(resource.resourceType)) return withoutRows(resource);
  return { header: JSON.stringify(resourceHeader(resource)), body: await deflated(resource) };
}
