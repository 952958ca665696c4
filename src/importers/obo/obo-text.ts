/** Ontologies in OBO text. */
import type { Importer } from "../importer.ts";
import { ontologyRecords } from "./ontology-records.ts";
import { oboTerms, readOboHeader } from "./stanzas.ts";

export const oboText: Importer = {
  name: "obo",
  passes: 4,
  recognises: (path, head) => /\.obo$/i.test(path) || /^format-version:\s*1\./.test(head),
  async *read(file) {
    const header = await readOboHeader(file);
    yield* ontologyRecords((pass) => ({ header, terms: () => oboTerms(file, pass) }), file);
  },
};
