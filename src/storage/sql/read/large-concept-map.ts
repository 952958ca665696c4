/** The mappings of a large concept map, some at a time, each in its group. */
import type { ConceptMap } from "../../../terminology/model.ts";
import { Groups } from "../../../terminology/resources/concept-map-parts.ts";
import { conceptMapPieces, type MappingInGroup } from "../../../terminology/resources/concept-map-pieces.ts";
import { elementKey } from "../../../terminology/resources/concept-map-resource.ts";
import type { LargeResource } from "../../../terminology/resources/large-resource.ts";
import { layoutOf, MAPPINGS, orderOf, rowsInPages } from "./layout.ts";
import { mappingIn, mappingPlace, type MappingRow } from "./mapping-row.ts";
import type { Content, Layout, ReadContext } from "./read-context.ts";

/** More elements than one content can have. */
const MOST_ELEMENTS = 2 ** 26;

/** The concept map with its mappings, read as its text is taken. */
export function largeConceptMap(context: ReadContext, header: ConceptMap, content: Content): LargeResource {
  return {
    async *pieces(notation, convert) {
      const layout = await layoutOf(context, content.content, () => asWritten(context, header, content));
      const group = layout.groups ?? [];
      const conceptMap = { ...header, ...(group.length > 0 ? { group } : {}) };
      yield* conceptMapPieces(conceptMap, inGroups(context, conceptMap, content, layout), notation, convert);
    },
  };
}

/** Mappings of one group and one source code stand together, as `conceptMapResource` has them. */
async function asWritten(context: ReadContext, header: ConceptMap, content: Content): Promise<Layout> {
  const groups = new Groups(header.group);
  const elements = new Map<string, number>();
  const written: { position: number; at: number }[] = [];
  let count = 0;
  for await (const rows of rowsInPages<MappingRow>(context, MAPPINGS, content))
    for (const row of rows) {
      const mapping = mappingPlace(row);
      const group = groups.home(mapping);
      const key = elementKey(group, mapping);
      let element = elements.get(key);
      if (element === undefined || mapping.written?.again) elements.set(key, (element = count++));
      written.push({ position: row.position, at: group * MOST_ELEMENTS + element });
    }
  return { order: orderOf(written), groups: groups.all.map(({ element: _element, ...rest }) => rest) };
}

async function* inGroups(
  context: ReadContext,
  { group }: Pick<ConceptMap, "group">,
  content: Content,
  { order }: Layout,
): AsyncGenerator<MappingInGroup[]> {
  const groups = new Groups(group);
  let last: string | undefined;
  for await (const rows of rowsInPages<MappingRow>(context, MAPPINGS, content, order))
    yield rows.map((row) => {
      const mapping = mappingIn(row);
      const home = groups.home(mapping);
      const key = elementKey(home, mapping);
      const begins = key !== last || mapping.written?.again === true;
      last = key;
      return { group: home, begins, mapping };
    });
}
