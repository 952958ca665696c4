/** The first rows of what is imported, as they will answer, and what its mappings claim: a mistake shows at a glance. */
import type { Coding, Concept, Mapping, ResourceType, ValueSet } from "../terminology/model.ts";
import type { ImportRecord } from "../terminology/store.ts";

export interface ImportedResource {
  type: ResourceType;
  url?: string | undefined;
  version?: string | undefined;
  title?: string | undefined;
  /** Its concepts, mappings or members. */
  rows: number;
  /** The first rows, as they will answer. */
  samples: Sample[];
  /** Mappings by what they claim, as `equivalent` or `no target`. */
  relations: Record<string, number>;
}

export type Sample =
  | { kind: "concept"; code: string; display?: string | undefined; under: string[]; inactive: boolean }
  | { kind: "mapping"; source: Coding; target?: Coding | undefined; relation: string; conditions: string[] }
  | { kind: "member"; system: string; code: string; display?: string | undefined; excluded: boolean };

const SAMPLES = 3;

/** What a mapping claims that says that there is no counterpart. */
export const NO_TARGET = "no target";

/** Counts the row, and keeps it as a sample if it is one of the first. */
export function noteRow(
  resource: ImportedResource,
  record: Extract<ImportRecord, { kind: "concept" | "mapping" }>,
): void {
  resource.rows++;
  const sample = resource.samples.length < SAMPLES;
  if (record.kind === "concept") {
    if (sample) resource.samples.push(conceptSample(record.concept));
    return;
  }
  const relation = relationOf(record.mapping);
  resource.relations[relation] = (resource.relations[relation] ?? 0) + 1;
  if (sample) resource.samples.push(mappingSample(record.mapping, relation));
}

const conceptSample = ({ code, display, parents, inactive }: Concept): Sample => ({
  kind: "concept",
  code,
  display,
  under: parents,
  inactive,
});

const mappingSample = ({ source, target, dependsOn }: Mapping, relation: string): Sample => ({
  kind: "mapping",
  source,
  target: target?.code === undefined ? undefined : target,
  relation,
  conditions: dependsOn
    .map(({ value, attribute }) => (typeof value === "object" ? value.code : value) ?? attribute)
    .map(String),
});

/** R4 has more words; where a mapping has one of them, it is said too. */
function relationOf({ noMap, relationship, equivalence }: Mapping): string {
  if (noMap || relationship === undefined) return NO_TARGET;
  return equivalence === undefined ? relationship : `${relationship} (${equivalence})`;
}

/** Members that a value set names, those that it takes away among them. */
export function noteMembers(resource: ImportedResource, { compose, expansion }: ValueSet): void {
  for (const [parts, excluded] of [
    [compose?.include ?? [], false],
    [compose?.exclude ?? [], true],
  ] as const) {
    for (const { system = "", concept = [] } of parts) {
      resource.rows += concept.length;
      for (const { code, display } of concept.slice(0, SAMPLES - resource.samples.length))
        resource.samples.push({ kind: "member", system, code, display, excluded });
    }
  }
  if (compose === undefined) resource.rows += expansion?.contains?.length ?? 0;
}
