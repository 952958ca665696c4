/** HL7's v2-to-FHIR vocabulary sheets: two header rows, conditions on a mapping, comments at the end. */
import { UNKNOWN_PREDICATE } from "../../mappings/predicates.ts";
import { BASE } from "../../naming.ts";
import type { Layout } from "./layout.ts";

/** The same condition in the three forms of the sheet; the first that is given makes the mapping conditional. */
const CONDITIONS = ["computable antlr", "computable fhirpath", "narrative"].map(
  (name) => `condition if true ${name}`,
);

export const v2ToFhir: Layout = {
  title: "v2-to-FHIR vocabulary sheet",
  kind: "map",
  marks: ["hl7 v2 code", "hl7 fhir code"],
  roles: {
    source: "hl7 v2 code",
    "source-display": "hl7 v2 text",
    "source-system": "hl7 v2 code system",
    target: "hl7 fhir code",
    "target-display": "hl7 fhir display",
    "target-system": "hl7 fhir code system",
    comment: ["comments", "hl7 fhir comments"],
  },
  reads: new Map(CONDITIONS.map((name) => [name, "condition (dependsOn)"])),
  read(cell) {
    if (cell("hl7 v2 code") === "" && cell("hl7 fhir code") !== "")
      return { leaveOut: "rows with a FHIR code and no v2 code: a FHIR map starts from a source" };
    if (cell("hl7 v2 code") === "") return { leaveOut: "rows without a code" };
    const condition = CONDITIONS.map(cell).find((text) => text !== "");
    return {
      noMap: cell("hl7 fhir code") === "",
      meaning: UNKNOWN_PREDICATE,
      ...(condition === undefined
        ? {}
        : {
            dependsOn: [
              {
                attribute: "condition",
                uri: `${BASE}/CodeSystem/mapping-attributes#condition`,
                type: "string",
                value: condition,
              },
            ],
          }),
    };
  },
};
