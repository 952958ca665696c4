/** Ontologies in OBO Graph JSON. */
import type { Importer } from "../importer.ts";
import { openGraph } from "./graph.ts";
import { ontologyRecords } from "./ontology-records.ts";

export const oboGraph: Importer = {
  name: "obo-graph",
  passes: 5,
  recognises: (_path, head) => /^[^"]*\{/.test(head) && /"graphs"\s*:\s*\[/.test(head),
  async *read(file) {
    const graph = await openGraph(file);
    yield* ontologyRecords(() => graph, file);
  },
};
