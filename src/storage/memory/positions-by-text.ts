/** Where concepts stand by the texts that they hold: values of a property, or words that they are found by. */
import type { Concept } from "../../terminology/model.ts";
import { Turns } from "../../terminology/util/in-turns.ts";
import type { Positioned } from "../concepts/concept-test.ts";

/** Concepts and texts that are read before others may have their turn: one concept may have tens of thousands. */
const BATCH = 500;

/** Positions of the concepts by text, each once; others have their turn while it is made. */
export async function positionsByText(
  positioned: readonly Positioned[],
  textsOf: (concept: Concept) => Iterable<string>,
): Promise<Map<string, number[]>> {
  const byText = new Map<string, number[]>();
  const turns = new Turns();
  let read = 0;
  for (const { position, concept } of positioned) {
    if (++read % BATCH === 0) await turns.giveWay();
    for (const text of textsOf(concept)) {
      if (++read % BATCH === 0) await turns.giveWay();
      const at = byText.get(text);
      if (!at) byText.set(text, [position]);
      else if (at.at(-1) !== position) at.push(position);
    }
  }
  return byText;
}
