/** Ontologies in OBO Graph JSON. */
import { FORMATS } from "../formats.ts";
import type { Importer } from "../importer.ts";
import { openGraph } from "./graph.ts";
import { ontologyRecords } from "./ontology-records.ts";

export const oboGraph: Importer = {
  name: "obo-graph",
  title: FORMATS["obo-graph"],
  passes: 5,
  recognises: (_path, head) => /^[^"]*\{/.test(head) && /"graphs"\s*:\s*\[/.test(head),
  async *read(path, job) {
    const graph = await openGraph(path, job);
    yield* ontologyRecords(() => Promise.resolve(graph), path, job);
  },
};
