/** The system of a bare code: the one that the value set takes it from, if there is just one. */
import type { CompiledValueSet } from "../compose/compiled.ts";
import { drawnFrom, isMember } from "./membership.ts";

/** The systems from which the value set takes the code, in the order of its includes. */
export async function systemsOfCode(valueSet: CompiledValueSet, code: string): Promise<string[]> {
  const systems: string[] = [];
  for (const system of new Set(valueSet.includes.map((i) => i.system))) {
    for (const version of drawnFrom(valueSet, system)!.versions) {
      const [concept] = await version.provider.locate([code]);
      if (!concept || !(await isMember(version, concept))) continue;
      systems.push(system);
      break;
    }
  }
  return systems;
}
