/** The pages, which are loaded when the first is asked for or the server has nothing else to do: in parts, so that others have their turn. */
import { loadInTurns } from "../terminology/util/in-turns.ts";

/** What others import comes first. */
const PARTS: readonly (() => Promise<unknown>)[] = [
  () => import("./html.ts"),
  () => import("./messages/en.ts"),
  () => import("./messages/de.ts"),
  () => import("./ask.ts"),
  () => import("./openapi.ts"),
  () => import("./parts/metadata.ts"),
  () => import("./pages/concept.ts"),
  () => import("./pages/concept-map.ts"),
  () => import("./pages/compare.ts"),
  () => import("./fhir-page.ts"),
];

export async function loadPages(): Promise<typeof import("./router.ts")> {
  await loadInTurns(PARTS);
  return import("./router.ts");
}
