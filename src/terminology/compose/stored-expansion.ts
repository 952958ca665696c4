/** A value set that only holds an expansion, read as if it enumerated those codes. */
import type * as r5 from "fhir/r5";
import type { ValueSet, ValueSetInclude } from "../model.ts";

/** One include per code system and version, in the order they appear. */
export function includesOfExpansion(valueSet: ValueSet): ValueSetInclude[] {
  const includes = new Map<string, ValueSetInclude>();
  // An explicit stack: a hostile nesting depth must not overflow the call stack.
  const stack = [...(valueSet.expansion?.contains ?? [])].reverse();
  while (stack.length > 0) {
    const row = stack.pop()!;
    if (row.system !== undefined && row.code !== undefined) put(includes, row, row.system, row.code);
    stack.push(...[...(row.contains ?? [])].reverse());
  }
  return [...includes.values()];
}

function put(
  includes: Map<string, ValueSetInclude>,
  row: r5.ValueSetExpansionContains,
  system: string,
  code: string,
): void {
  const key = JSON.stringify([system, row.version]);
  let include = includes.get(key);
  if (!include) {
    include = { system, ...(row.version === undefined ? {} : { version: row.version }), concept: [] };
    includes.set(key, include);
  }
  include.concept!.push({
    code,
    ...(row.display === undefined ? {} : { display: row.display }),
    ...(row.designation ? { designation: row.designation } : {}),
  });
}
