/** Concept sets as ATLAS exports them: codes by their vocabulary, some taken away, some with all below them. */
import { MAPPED_LEFT_OUT } from "../../../terminology/issues/omop.ts";
import type { Layout } from "./layout.ts";
import { isYes } from "./omop-words.ts";

const ROLES = {
  code: "concept code",
  display: "concept name",
  system: ["vocabulary", "vocabulary id"],
} as const;

export const atlasExpression: Layout = {
  title: "ATLAS concept set",
  kind: "value set",
  marks: ["concept id", "concept code", "descendants"],
  roles: ROLES,
  splitBy: { id: "concept set id", title: "name" },
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
  roles: ROLES,
  splitBy: { id: "concept set id", title: "name" },
};
