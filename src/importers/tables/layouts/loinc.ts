/** LOINC's table: its parts have FHIR's property names, `SYSTEM` is one of them and no code system. */
import type { Layout } from "./layout.ts";

const LOINC = "http://loinc.org";

export const loinc: Layout = {
  title: "LOINC table",
  kind: "code list",
  marks: ["loinc num", "component"],
  roles: { code: "loinc num", display: ["long common name", "shortname", "component"] },
  url: LOINC,
  read: (cell) => ({
    set: { inactive: /^deprecated$/i.test(cell("status")) ? "true" : "" },
  }),
};

/** `MapTo.csv`: what to use instead of a deprecated term. */
export const loincMapTo: Layout = {
  title: "LOINC replacements",
  kind: "map",
  marks: ["loinc", "map to"],
  roles: { source: "loinc", target: "map to", comment: "comment" },
  systems: { "source-system": LOINC, "target-system": LOINC },
};
