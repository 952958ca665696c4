/** What the table of mappings holds of one. */
import type { Mapping } from "../../../terminology/model.ts";

export interface MappingRow {
  position: number;
  json: string;
}

export const mappingIn = ({ json }: Pick<MappingRow, "json">): Mapping => JSON.parse(json) as Mapping;

/** Which group and which element a mapping is of. */
export type MappingPlace = Pick<Mapping, "source" | "sourceValueSet" | "target" | "written">;

const SOURCE = /^\{"source":\{"system":"([^"\\]*)","code":"([^"\\]*)"(?:,"display":"[^"\\]*")?\}/;
const TARGET = /"target":\{"system":"([^"\\]*)"(?:,"code":"[^"\\]*")?(?:,"display":"[^"\\]*")?\}/;
/** Names of what may say besides where the mapping belongs. */
const SAY_MORE = ['"written"', '"sourceValueSet"'];

/** Most mappings say it in so few words that their JSON need not be parsed: a third of what that costs. */
export function mappingPlace({ json }: Pick<MappingRow, "json">): MappingPlace {
  const source = SOURCE.exec(json);
  const target = TARGET.exec(json);
  const isRead = source !== null && (target !== null || !json.includes('"target"'));
  if (!isRead || SAY_MORE.some((name) => json.includes(name))) return mappingIn({ json });
  const place: MappingPlace = { source: { system: source[1]!, code: source[2]! } };
  if (target) place.target = { system: target[1]! };
  return place;
}
