/** A value set that only holds an expansion, read as if it enumerated those codes. */
import type * as r5 from "fhir/r5";
import type { ValueSet, ValueSetInclude } from "../model.ts";

/** One include per code system and version, in the order they appear. */
export function includesOfExpansion(valueSet: ValueSet): ValueSetInclude[] {
  const includes = new Map<string, ValueSetInclude>();
  // An explicit stack: a hostile nesting depth must not overflow the call stack.
  const stack = [...(valueSet.expansion?.contains ?? [])].reverse();
  while (stack.length > 0) {
    const contained = stack.pop()!;
    if (contained.system !== undefined && contained.code !== undefined)
      put(includes, contained, contained.system, contained.code);
    stack.push(...[...(contained.contains ?? [])].reverse());
  }
  return [...includes.values()];
}

function put(
  includes: Map<string, ValueSetInclude>,
  contained: r5.ValueSetExpansionContains,
  system: string,
  code: string,
): void {
  const key = JSON.stringify([system, contained.version]);
  let include = includes.get(key);
  if (!include) {
    include = {
      system,
      ...(contained.version === undefined ? {} : { version: contained.version }),
      concept: [],
    };
    includes.set(key, include);
  }
  include.concept!.push({
    code,
    ...(contained.display === undefined ? {} : { display: contained.display }),
    ...(contained.designation ? { designation: contained.designation } : {}),
  });
}
