/** Concept sets as ATLAS exports them: codes by their vocabulary, some taken away, some with all below them. */
import { MAPPED_LEFT_OUT } from "../../../terminology/issues/omop.ts";
import { isYes } from "../../omop/words.ts";
import type { Layout } from "./layout.ts";

const ROLES = {
  code: ["concept code", "code"],
  display: ["concept name", "name", "display"],
  system: ["vocabulary", "vocabulary id", "system", "code system"],
} as const;

export const atlasExpression: Layout = {
  title: "ATLAS concept set",
  kind: "value set",
  marks: [
    ["concept code", "code"],
    ["excluded", "exclude", "is excluded"],
  ],
  // What Usagi gives for review has these columns too, beside the codes that it maps.
  without: "source code",
  roles: ROLES,
  reads: new Map([
    ["excluded", "taken away where true"],
    ["exclude", "taken away where true"],
    ["is excluded", "taken away where true"],
    ["descendants", "all below it where true"],
    ["include descendants", "all below it where true"],
    ["concept set id", "one value set each"],
    ["name", "title of the value set"],
  ]),
  splitBy: { id: "concept set id", title: ["name", "concept set name"] },
  read: (cell) => ({
    exclude: isYes(cell("excluded") || cell("exclude") || cell("is excluded")),
    descendants: isYes(cell("descendants") || cell("include descendants")),
    ...(isYes(cell("mapped") || cell("include mapped")) ? { lost: MAPPED_LEFT_OUT } : {}),
  }),
};

/** `includedConcepts.csv`: every member named; `mappedConcepts.csv` the same of source vocabularies. */
export const atlasConcepts: Layout = {
  title: "concepts of an ATLAS concept set",
  kind: "value set",
  marks: ["concept id", "concept code", "vocabulary"],
  // What Usagi gives for review has these columns too, beside the codes that it maps.
  without: "source code",
  roles: ROLES,
  splitBy: { id: "concept set id", title: ["name", "concept set name"] },
};
