/** The concepts of a large code system, some at a time, each as deep as it stands. */
import type { CodeSystem } from "../../../terminology/model.ts";
import { codeSystemPieces, type ConceptAtDepth } from "../../../terminology/resources/code-system-pieces.ts";
import type { LargeResource } from "../../../terminology/resources/large-resource.ts";
import { type ConceptRow, readConcept } from "./concept-row.ts";
import { CONCEPTS, layoutOf, orderOf, rowsInPages } from "./layout.ts";
import type { Content, Layout, ReadContext } from "./read-context.ts";

/** The code system with its concepts, read as its text is taken. */
export function largeCodeSystem(
  context: ReadContext,
  codeSystem: CodeSystem,
  content: Content,
): LargeResource {
  return {
    async *pieces(notation, convert) {
      const layout = await layoutOf(context, content.content, () => asWritten(context, content));
      yield* codeSystemPieces(codeSystem, atDepths(context, content, layout.order), notation, convert);
    },
  };
}

/** A store puts concepts into the order of the hierarchy; some say in which order they came. */
async function asWritten(context: ReadContext, content: Content): Promise<Layout> {
  const written: { position: number; at: number }[] = [];
  for await (const rows of rowsInPages<ConceptRow>(context, CONCEPTS, content))
    for (const row of rows) {
      const at = readConcept(row).written?.at;
      // All of them say so, or none.
      if (at === undefined) return { order: "as-stored" };
      written.push({ position: row.position, at });
    }
  return { order: orderOf(written) };
}

async function* atDepths(
  context: ReadContext,
  content: Content,
  order: Layout["order"],
): AsyncGenerator<ConceptAtDepth[]> {
  /** The concepts that the next one may be below. */
  const above: ConceptRow[] = [];
  for await (const rows of rowsInPages<ConceptRow>(context, CONCEPTS, content, order))
    yield rows.map((row) => placeBelow(above, row));
}

function placeBelow(above: ConceptRow[], row: ConceptRow): ConceptAtDepth {
  const concept = readConcept(row);
  const { written, parents } = concept;
  const said = written?.below !== undefined && parents.includes(written.below) ? written.below : undefined;
  const isBelow = ({ code, subtree_end: end }: ConceptRow): boolean =>
    written?.at === undefined ? end >= row.position : code === said;
  while (above.length > 0 && !isBelow(above.at(-1)!)) above.pop();
  const found = { depth: above.length, concept, nestedIn: above.at(-1)?.code };
  above.push(row);
  return found;
}
