/** Which mappings are about their target. */
import type { Mapping } from "../terminology/model.ts";

/** A row that says "no target" names the target's system at most: nobody who comes from there means it. */
export function hasTarget({ target, targetValueSet }: Mapping): boolean {
  return target?.code !== undefined || targetValueSet !== undefined;
}
