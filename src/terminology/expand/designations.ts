/** Which designations an expansion returns with a concept. */
import type * as r5 from "fhir/r5";
import { PREFERRED_FOR_LANGUAGE, type ChosenDisplay } from "../concepts/designations.ts";
import type { EffectiveRequest } from "./request.ts";
import type { Concept, Designation } from "../model.ts";

const LANGUAGES = "urn:ietf:bcp:47";

/**
 * All that are defined (or those asked for), without the one shown as display; the concept's own display is among them
 * when it is not shown.
 * @param language of the concept's own display
 */
export function wantedDesignations(
  { display, designations }: Concept,
  language: string | undefined,
  chosen: ChosenDisplay,
  { includeDesignations, designation: tokens = [] }: EffectiveRequest,
): r5.ValueSetComposeIncludeConceptDesignation[] {
  const some = tokens.length > 0;
  if (includeDesignations === false || (!includeDesignations && !some)) return [];
  const list: Designation[] = [];
  if (chosen.kind !== "own" && display !== undefined) {
    list.push({
      ...(language === undefined ? {} : { language }),
      use: PREFERRED_FOR_LANGUAGE,
      value: display,
    });
  }
  for (const d of designations) if (chosen.kind !== "designation" || d !== chosen.designation) list.push(d);
  return list.filter((d) => !some || tokens.some((token) => isAskedFor(d, token))).map(written);
}

/** A token is a use (`system|code`), a language (`urn:ietf:bcp:47|de`), or the bare code of either. */
function isAskedFor({ language, use, additionalUse }: Designation, token: string): boolean {
  const bar = token.lastIndexOf("|");
  const system = bar < 0 ? undefined : token.slice(0, bar);
  const code = token.slice(bar + 1);
  if (system !== undefined && system !== LANGUAGES)
    return [use, ...(additionalUse ?? [])].some(
      (u) => u?.system === system && (code === "" || u.code === code),
    );
  if (language?.toLowerCase() === code.toLowerCase()) return true;
  return system === undefined && [use, ...(additionalUse ?? [])].some((u) => u?.code === code);
}

function written({
  source: _source,
  ...designation
}: Designation): r5.ValueSetComposeIncludeConceptDesignation {
  return designation;
}
