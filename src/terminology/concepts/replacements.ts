/** What is to be used instead of a concept that should no longer be used. */
import type { Concept } from "../model.ts";

/** Properties that name the concept to use instead. */
const REPLACEMENT = new Set(["replaced-by", "replacedBy", "replacement", "term-replaced-by", "successor"]);

export interface Replacements {
  replacedBy: string[];
  /** One of these may fit instead, as somebody has to judge. */
  considered: string[];
}

export function replacementsOf({ properties }: Concept): Replacements {
  const codes = (isOne: (property: string) => boolean) =>
    properties
      .filter(({ code }) => isOne(code))
      .map(({ value }) => (typeof value === "object" ? (value.code ?? "") : String(value)));
  return {
    replacedBy: codes((property) => REPLACEMENT.has(property)),
    considered: codes((property) => property === "consider"),
  };
}
