/** The formats by name, so that a command line can list them without loading what reads them. */
export const FORMATS = {
  "fhir-package": "FHIR package (.tgz or folder)",
  "fhir-ndjson": "FHIR resources, one a line (NDJSON)",
  "fhir-json": "FHIR resource or Bundle (JSON)",
  "fhir-xml": "FHIR resource or Bundle (XML)",
  medlineplus: "MedlinePlus Genetics (condition page in Markdown or JSON, bulk XML)",
  "obo-graph": "Ontology in OBO Graph JSON",
  obo: "Ontology in OBO text",
  "icd-10-cm": "ICD-10-CM (tabular list in XML, order file)",
  babelon: "Translations of an ontology (Babelon, TSV)",
  omop: "OMOP vocabulary tables (CONCEPT, CONCEPT_RELATIONSHIP, ...), ATLAS concept set (JSON)",
  sssom: "SSSOM mapping set (TSV)",
  table: "Code list or map table (CSV, TSV, XLSX)",
};

export type FormatName = keyof typeof FORMATS;
