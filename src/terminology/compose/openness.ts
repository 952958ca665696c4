/** Of a list that is stored in part, what is not listed may be in it all the same. What follows for whoever draws on it? */
import type { ValueSet } from "../model.ts";
import type { CompiledValueSet, Openness } from "./compiled.ts";

/** The value sets that a definition's includes and excludes refer to. */
export interface Imported {
  include: Set<CompiledValueSet>;
  exclude: Set<CompiledValueSet>;
}

const CLOSED: Openness = { more: [], fewer: [] };

/** @param own the value set itself, where it is a list that is stored in part */
export function opennessOf(own: readonly ValueSet[], { include, exclude }: Imported): Openness {
  if (own.length + include.size + exclude.size === 0) return CLOSED;
  const drawn = [...include].map(({ openness }) => openness);
  const left = [...exclude].map(({ openness }) => openness);
  return {
    more: distinct([own, ...drawn.map(({ more }) => more), ...left.map(({ fewer }) => fewer)]),
    fewer: distinct([...drawn.map(({ fewer }) => fewer), ...left.map(({ more }) => more)]),
  };
}

const distinct = (lists: readonly (readonly ValueSet[])[]): ValueSet[] => [...new Set(lists.flat())];
