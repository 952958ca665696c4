/** The groups of a ConceptMap: pairs of systems, in the order in which mappings bring them. */
import type { ConceptMapGroup, Mapping } from "../terminology/model.ts";

export class GroupList {
  private readonly groups = new Map<string, ConceptMapGroup>();
  /** Source systems of mappings without target; they go into any group of that system. */
  private readonly alone = new Set<string | undefined>();

  add({ source, target }: Mapping): void {
    if (target === undefined) this.alone.add(source.system);
    else this.put(source.system, target.system);
  }

  private put(source: string | undefined, target: string | undefined): void {
    const key = JSON.stringify([source, target]);
    if (this.groups.has(key)) return;
    const group: ConceptMapGroup = {};
    if (source !== undefined) group.source = source;
    if (target !== undefined) group.target = target;
    this.groups.set(key, group);
  }

  list(): ConceptMapGroup[] {
    const sources = new Set([...this.groups.values()].map((group) => group.source));
    for (const source of this.alone) if (!sources.has(source)) this.put(source, undefined);
    return [...this.groups.values()];
  }
}
