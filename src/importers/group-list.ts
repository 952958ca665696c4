/** The groups of a ConceptMap: pairs of systems, in the order in which mappings bring them. */
import type { ConceptMapGroup, Mapping } from "../terminology/model.ts";

export class GroupList {
  private readonly groups = new Map<string, ConceptMapGroup>();
  /** Source systems of mappings without target; they go into the group of that system, where it has only one. */
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
    const sources = [...this.groups.values()].map((group) => group.source);
    for (const source of this.alone) {
      // Within one group of several it would be said of that target system alone.
      if (sources.filter((other) => other === source).length !== 1) this.put(source, undefined);
    }
    // What has no target goes into the first group of its source.
    const isOpen = ({ source, target }: ConceptMapGroup) => target === undefined && this.alone.has(source);
    const all = [...this.groups.values()];
    return [...all.filter(isOpen), ...all.filter((group) => !isOpen(group))];
  }
}
