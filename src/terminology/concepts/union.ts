import type { ConceptCondition } from "./concept-condition.ts";

/**
 * A union that grows, and of which each state is needed. Its parts are pairs of pairs, so that the states of a union of
 * n conditions share all but some log n parts, and who resolves them one after the other resolves each part once.
 */
export class Union {
  private readonly blocks: { size: number; condition: ConceptCondition }[] = [];

  add(condition: ConceptCondition): void {
    let block = { size: 1, condition };
    for (let last = this.blocks.at(-1); last?.size === block.size; last = this.blocks.at(-1)) {
      const pair: ConceptCondition = { kind: "any", of: [last.condition, block.condition] };
      block = { size: 2 * last.size, condition: pair };
      this.blocks.pop();
    }
    this.blocks.push(block);
  }

  /** What it consists of now: their union is the union of all that was added. */
  get parts(): readonly ConceptCondition[] {
    return this.blocks.map(({ condition }) => condition);
  }
}
