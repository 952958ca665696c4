/** The rows of a concept map, as pages show them. */
import type { Coding, Mapping, MappingAttribute } from "../terminology/model.ts";
import { selectMappings } from "../terminology/resources/select-mappings.ts";
import type { ConceptMapProvider, MappingPage, MappingSelection } from "../terminology/store.ts";
import { withoutUndefined } from "../terminology/util/without-undefined.ts";
import { inWords, type Statement } from "./translations.ts";

export interface MapRow extends Omit<Statement, "target" | "source"> {
  source: Coding;
  /** Absent: the map says that there is none. */
  target?: Coding | undefined;
}

/** Some rows, chosen where they are stored. */
export async function pageOfRows(
  map: ConceptMapProvider,
  selection: MappingSelection,
): Promise<MappingPage & { rows: MapRow[] }> {
  const page = await (map.select ? map.select(selection) : selectMappings(await allOf(map), selection));
  return { ...page, rows: page.items.map(mapRow) };
}

async function allOf(map: ConceptMapProvider): Promise<Mapping[]> {
  const rows: Mapping[] = [];
  for await (const row of map.all()) rows.push(row);
  return rows;
}

export function mapRow(mapping: Mapping): MapRow {
  const { source, target, targetValueSet, relationship, comment, dependsOn, properties } = mapping;
  const stated = properties.map(({ code, value }): [string, string] => [code, inWords(value)]);
  return {
    source: plain(source),
    target: target?.code === undefined && targetValueSet === undefined ? undefined : plain(target ?? {}),
    relationship: relationship ?? "not-related-to",
    warnings: stated.filter(([name]) => name === "warning").map(([, text]) => text),
    comment,
    conditions: dependsOn.map(condition),
    evidence: new Map(stated.filter(([name]) => name !== "warning")),
  };
}

/** What the rows name. */
export const codingsIn = (rows: readonly MapRow[]): Coding[] =>
  rows.flatMap(({ source, target }) => [source, ...(target ? [target] : [])]);

/** The system without its version: concepts are looked up in the latest. */
const plain = ({ system, code, display }: Coding): Coding =>
  withoutUndefined({ system: system?.split("|")[0], code, display });

const condition = ({ attribute, value, valueSet }: MappingAttribute): string =>
  `${attribute} = ${inWords(value ?? valueSet)}`;
