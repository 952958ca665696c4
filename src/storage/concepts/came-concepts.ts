/** Concepts in the order in which they come; a code that comes again is the same concept, below further parents. */
import type { Concept } from "../../terminology/model.ts";
import type { LongWork } from "../../terminology/util/in-turns.ts";
import type { Parents } from "./hierarchy.ts";

/** Concepts that are looked at between two steps. */
const STEP = 1_000;

export class CameConcepts {
  readonly all: Concept[] = [];
  private readonly numberOf = new Map<string, number>();
  private readonly key: (code: string) => string;

  /** `key`: of a code; codes of one key are the same. */
  constructor(key: (code: string) => string) {
    this.key = key;
  }

  add(concept: Concept): void {
    const key = this.key(concept.code);
    const known = this.numberOf.get(key);
    if (known === undefined) this.numberOf.set(key, this.all.push(concept) - 1);
    else this.all[known] = withParents(this.all[known]!, concept.parents);
  }

  /** By number; parents that there are not, and a concept that is its own parent, count nothing. */
  *parents(): LongWork<Parents> {
    const start = new Int32Array(this.all.length + 1);
    const of: number[] = [];
    for (const [number, { parents }] of this.all.entries()) {
      for (const code of parents) {
        const parent = this.numberOf.get(this.key(code));
        if (parent !== undefined && parent !== number) of.push(parent);
      }
      start[number + 1] = of.length;
      if (number % STEP === STEP - 1) yield;
    }
    return { start, of: Int32Array.from(of) };
  }
}

/** The concept, below these parents too. */
export const withParents = (concept: Concept, parents: readonly string[]): Concept => ({
  ...concept,
  parents: [...new Set([...concept.parents, ...parents])],
});
