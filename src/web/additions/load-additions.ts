/** All that is needed to take files in, loaded when the first come: in parts, so that others have their turn. */
import { loadInTurns } from "../../terminology/util/in-turns.ts";

/** What others import comes first. */
const PARTS: readonly (() => Promise<unknown>)[] = [
  () => import("@fastify/busboy"),
  () => import("../../fhir/validation/validation.ts"),
  () => import("../../importers/fhir/xml.ts"),
  () => import("../../importers/fhir/package.ts"),
  () => import("../../importers/fhir/json.ts"),
  () => import("yaml"),
  () => import("csv-parse"),
  () => import("entities"),
  () => import("../../importers/sssom/sssom.ts"),
  () => import("../../importers/medlineplus/medlineplus.ts"),
  () => import("../../importers/obo/obo-graph.ts"),
  () => import("../../importers/icd-10-cm/icd-10-cm.ts"),
  () => import("../../importers/omop/omop.ts"),
  () => import("../../importers/tables/open-table.ts"),
  () => import("../../importers/tables/map-table.ts"),
  () => import("../../importers/index.ts"),
];

export async function loadAdditions(): Promise<typeof import("./add-answer.ts")> {
  await loadInTurns(PARTS);
  return import("./add-answer.ts");
}
