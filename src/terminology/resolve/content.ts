/** What CodeSystem.content says about a code that is not among the concepts that are here. */
import type { CodeSystem } from "../model.ts";

/**
 * `invalid`: all concepts are here, so there is no such code. `unconfirmed`: a usable part of them is here, so there may
 * be one. `not-known`: what is here is a header, or a few examples; nothing follows from what is missing.
 */
type Absence = "invalid" | "unconfirmed" | "not-known";

/** R5 code system, section CodeSystem.content; a supplement is asked through what it supplements. */
export function absence({ content }: Pick<CodeSystem, "content">): Absence {
  if (content === "fragment") return "unconfirmed";
  return content === "not-present" || content === "example" ? "not-known" : "invalid";
}

/** Is it no more than a stand-in for a code system that is not here? */
export const isStandIn = (codeSystem: Pick<CodeSystem, "content">): boolean =>
  absence(codeSystem) === "not-known";
