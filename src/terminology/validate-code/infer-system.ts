/** The system of a bare code: the one that the value set takes it from, if there is just one. */
import type { CompiledValueSet } from "../compose.ts";
import { includedVersions, isMember } from "./membership.ts";

/** The systems from which the value set takes the code, in the order of its includes. */
export async function systemsOfCode({ includes }: CompiledValueSet, code: string): Promise<string[]> {
  const systems: string[] = [];
  for (const system of new Set(includes.map((i) => i.system))) {
    for (const version of includedVersions(includes.filter((i) => i.system === system))) {
      const [concept] = await version.provider.locate([code]);
      if (!concept || !(await isMember(version, concept))) continue;
      systems.push(system);
      break;
    }
  }
  return systems;
}
