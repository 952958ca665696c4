/** The importers. The first that recognises a file reads it; the order goes from the particular to the general. */
import { babelon } from "./babelon/babelon.ts";
import { fhirJson } from "./fhir/json.ts";
import { fhirNdjson } from "./fhir/ndjson.ts";
import { fhirPackage } from "./fhir/package.ts";
import { fhirXml } from "./fhir/xml.ts";
import { icd10cm } from "./icd-10-cm/icd-10-cm.ts";
import type { Importer } from "./importer.ts";
import { medlineplus } from "./medlineplus/medlineplus.ts";
import { oboGraph } from "./obo/obo-graph.ts";
import { oboText } from "./obo/obo-text.ts";
import { omop } from "./omop/omop.ts";
import { sssom } from "./sssom/sssom.ts";
import { table } from "./tables/table.ts";

export const importers: readonly Importer[] = [
  fhirPackage,
  fhirNdjson,
  fhirJson,
  fhirXml,
  medlineplus,
  oboGraph,
  oboText,
  icd10cm,
  omop,
  babelon,
  sssom,
  table,
];
