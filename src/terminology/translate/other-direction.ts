/** Maps are not turned round unasked: where they tell something of a code if read in the other direction, that is said. */
import type { Issue } from "../issues/issue.ts";
import { codeMappedTheOtherWay } from "../issues/not-translated.ts";
import type { Mapping } from "../model.ts";
import type { Direction, Terminology } from "../store.ts";
import type { Candidates } from "./candidate-codings.ts";
import { mapsAbout } from "./maps.ts";
import { called } from "./named-system.ts";
import type { TranslateRequest } from "./request.ts";

export const opposite = (direction: Direction): Direction =>
  direction === "forward" ? "reverse" : "forward";

/** A code as the maps list it, and the systems that they lead to, or come from. */
interface ListedOtherwise {
  code: string;
  systems: readonly string[];
}

/** @param targetSystem only maps between it and the system of the code */
export async function listedTheOtherWay(
  store: Terminology,
  given: readonly Candidates[],
  request: TranslateRequest,
  targetSystem?: string,
): Promise<ListedOtherwise | undefined> {
  const other = opposite(request.direction);
  const codings = given.flatMap(({ groups }) => groups.flat().map(({ coding }) => coding));
  const turned = { ...request, direction: other, wantedSystem: targetSystem };
  const maps = await mapsAbout(store, turned, codings, []);
  const mappings = (await Promise.all(maps.map((map) => map.mappings(codings, other)))).flat();
  const sides = mappings
    .filter(isTranslation)
    .map(({ source, target }) => (other === "reverse" ? [target, source] : [source, target]));
  const telling = sides.filter(([, wanted]) => targetSystem === undefined || wanted?.system === targetSystem);
  const code = telling.find(([own]) => own?.code !== undefined)?.[0]?.code;
  const systems = [...new Set(telling.flatMap(([, wanted]) => wanted?.system ?? []))];
  return code === undefined || systems.length === 0 ? undefined : { code, systems };
}

/** That two codes are not related, or that a code has no counterpart, is no translation, whichever way it is read. */
const isTranslation = ({ noMap, equivalence, relationship }: Mapping): boolean =>
  noMap !== true && equivalence !== "unmatched" && relationship !== "not-related-to";

/** Most systems that are named. */
const MOST_SYSTEMS = 5;

export async function readTheOtherWay(
  store: Terminology,
  { code, systems }: ListedOtherwise,
  direction: Direction,
): Promise<Issue> {
  const names = await Promise.all(systems.slice(0, MOST_SYSTEMS).map((system) => called(store, system)));
  return codeMappedTheOtherWay(code, names.sort(), direction);
}
