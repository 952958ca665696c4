/** What the table of mappings holds of one. */
import type { Mapping } from "../../../terminology/model.ts";

export interface MappingRow {
  position: number;
  json: string;
}

export const mappingIn = ({ json }: Pick<MappingRow, "json">): Mapping => JSON.parse(json) as Mapping;
