/** A curator's judgement of listed names: literal mappings in SSSOM that raise or lower what a name is taken for. */
import { normalise } from "../../terminology/concepts/text-match.ts";
import type { Mapping } from "../../terminology/model.ts";
import { addTo } from "../../terminology/util/grouping.ts";
import type { ImportJob } from "../import-job.ts";
import { DENIED } from "../mappings/predicates.ts";
import { InputFile } from "../reading/input-file.ts";
import { LITERALS } from "../sssom/read-mapping.ts";
import { sssom } from "../sssom/sssom.ts";

type NameScope = "exact" | "broader" | "narrower" | "related" | "other-disease";

export class Curation {
  private readonly byName = new Map<string, Mapping[]>();
  private readonly used = new Set<string>();

  /** Without a curation file: nothing is judged. */
  static async read(job: ImportJob): Promise<Curation> {
    const curation = new Curation();
    if (job.options.curation === undefined) return curation;
    for await (const record of sssom.read(new InputFile(job.options.curation, job))) {
      if (record.kind !== "mapping" || record.mapping.source.system !== LITERALS) continue;
      addTo(curation.byName, normalise(record.mapping.source.code!), record.mapping);
    }
    return curation;
  }

  /** What is said of a name listed for this condition, and what else the name stands for. */
  of(name: string, slug: string): { own: Mapping | undefined; others: Mapping[] } {
    const key = normalise(name);
    this.used.add(key);
    const said = this.byName.get(key) ?? [];
    const own = said.find((m) => m.target?.code === slug);
    return { own, others: said.filter((m) => m !== own && m.target !== undefined) };
  }

  /** Names that no condition lists: perhaps misspelled. */
  unused(): string[] {
    return [...this.byName].filter(([key]) => !this.used.has(key)).map(([, [first]]) => first!.source.code!);
  }
}

/** What a name covers, by its relationship to the condition; uncurated, it is no more than related. */
export function scopeOf(mapping: Mapping | undefined): NameScope {
  switch (mapping?.relationship) {
    case "equivalent":
      return "exact";
    case "source-is-broader-than-target":
      return "broader";
    case "source-is-narrower-than-target":
      return "narrower";
    case DENIED.relationship:
      return "other-disease";
    default:
      return "related";
  }
}
