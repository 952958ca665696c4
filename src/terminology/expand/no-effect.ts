/** Parameters that change nothing about an expansion: that is no error, but may be a mistake. */
import { printCanonical } from "../canonical.ts";
import type { CompiledValueSet } from "../compose/compiled.ts";
import { knownProperties } from "../concepts/known-properties.ts";
import { noSystemToExclude, propertyOfNone } from "../issues/expansion.ts";
import { unknownProperties } from "../issues/lookup.ts";
import type { CodeSystem } from "../model.ts";
import { systemName } from "../resolve/known-systems.ts";
import { leavingOut } from "./left-out.ts";
import type { EffectiveRequest } from "./request.ts";

/**
 * @param written the properties that concepts of the expansion have, declared or not
 * @returns a sentence for each
 */
export const withoutEffect = (
  compiled: CompiledValueSet,
  request: EffectiveRequest,
  written: readonly string[],
): string[] => [
  ...compiled.used.unusedSupplements,
  ...excludedFromNothing(compiled, request.excludeSystem ?? []),
  ...propertiesOfNone(compiled.used.codeSystems, request.property ?? [], written),
];

function excludedFromNothing({ includes }: CompiledValueSet, excluded: readonly string[]): string[] {
  if (excluded.length === 0) return [];
  const ofSome = new Set(includes.flatMap(leavingOut(excluded)));
  const ofNone = excluded.filter((system) => !ofSome.has(system));
  if (ofNone.length === 0) return [];
  const drawnOn = new Set(includes.map(({ system, version }) => printCanonical({ url: system, version })));
  return ofNone.map((system) => noSystemToExclude(system, [...drawnOn]));
}

function propertiesOfNone(
  codeSystems: readonly CodeSystem[],
  names: readonly string[],
  written: readonly string[],
): string[] {
  if (names.length === 0) return [];
  const isKnown = knownProperties(codeSystems);
  const unknown = names.filter((name) => !written.includes(name) && !isKnown(name));
  const [only, ...others] = codeSystems;
  if (unknown.length === 0 || !only) return [];
  return others.length > 0
    ? unknown.map(propertyOfNone)
    : [
        unknownProperties(
          unknown,
          systemName(only),
          (only.property ?? []).map(({ code }) => code),
        ).text,
      ];
}
