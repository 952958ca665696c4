/** Resources by the values of a search parameter; made in steps for each parameter at the first search by it. */
import type { ResourceType } from "../../terminology/model.ts";
import type { Criterion, SearchTest } from "../../terminology/search/criteria.ts";
import type { SearchParameter } from "../../terminology/search/parameters.ts";
import { addTo } from "../../terminology/util/grouping.ts";
import type { LongWork } from "../../terminology/util/in-turns.ts";
import type { Found } from "./resource-version.ts";

/** Values between two steps. */
const STEP = 500;

type Making = LongWork<ReadonlyMap<string, Found[]>>;

export class SearchIndex {
  private readonly byParameter = new Map<string, ReadonlyMap<string, Found[]>>();
  private readonly making = new Map<string, Making>();
  private readonly ofType: (type: ResourceType) => Iterable<Found>;

  constructor(ofType: (type: ResourceType) => Iterable<Found>) {
    this.ofType = ofType;
  }

  /** All that can satisfy the criterion, and perhaps more; undefined where equal values don't say. */
  *candidates(type: ResourceType, { parameter, present, test }: Criterion): LongWork<Found[] | undefined> {
    // The codes of concepts and mappings have indexes of their own.
    if (!present || parameter.rows) return undefined;
    const values = equalValues(test);
    if (!values) return undefined;
    const known = yield* this.of(type, parameter);
    return [...new Set(values.flatMap((value) => known.get(value) ?? []))];
  }

  /** Whoever searches while it is made goes on with it where others stopped. */
  private *of(type: ResourceType, parameter: SearchParameter): LongWork<ReadonlyMap<string, Found[]>> {
    const key = `${type} ${parameter.name}`;
    for (;;) {
      const kept = this.byParameter.get(key);
      if (kept) return kept;
      const making = this.making.get(key) ?? this.made(type, parameter);
      this.making.set(key, making);
      let isDone: boolean | undefined = true;
      try {
        const step = making.next();
        isDone = step.done;
        if (step.done) this.byParameter.set(key, step.value);
      } finally {
        if (isDone) this.making.delete(key);
      }
      if (!isDone) yield;
    }
  }

  private *made(type: ResourceType, parameter: SearchParameter): Making {
    const known = new Map<string, Found[]>();
    let looked = 0;
    for (const found of this.ofType(type)) {
      for (const { value } of found.content.values(parameter, found)) {
        if (++looked % STEP === 0) yield;
        if (value !== undefined) addTo(known, value, found);
      }
    }
    return known;
  }
}

/** Do all candidates of the criterion satisfy it? */
export const isExact = ({ test }: Criterion): boolean => test.kind === "text";

/** The values of which a search value must have one to pass the test. */
function equalValues(test: SearchTest): string[] | undefined {
  if (test.kind === "text") return test.field === "value" && test.op === "equals" ? [test.text] : undefined;
  if (test.kind === "all") return test.of.map(equalValues).find((values) => values !== undefined);
  if (test.kind !== "any") return undefined;
  const parts = test.of.map(equalValues);
  return parts.every((values) => values !== undefined) ? parts.flat() : undefined;
}
