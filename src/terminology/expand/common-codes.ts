/** Grammars of which an expansion lists common codes, for there is no end of them. */
import type { CompiledValueSet } from "../compose/compiled.ts";
import type { ValueSet } from "../model.ts";
import { onceFor } from "../util/once-for.ts";

interface CommonCodes {
  system: string;
  /** Whose codes stand for all. */
  common: ValueSet;
}

/** Once a system; those of which the value set itself lists the codes are not among them. */
export const commonOnly = onceFor(({ includes }: CompiledValueSet): readonly CommonCodes[] => {
  const found = new Map<string, CommonCodes>();
  for (const { system, provider, enumerated } of includes) {
    const common = enumerated ? undefined : provider?.common;
    if (common) found.set(system, { system, common });
  }
  return [...found.values()];
});
