/** Which designations an expansion returns with a concept. */
import type * as r5 from "fhir/r5";
import { designationsOf, inVeryLanguage, type ChosenDisplay } from "../concepts/designations.ts";
import { isKnownExtension } from "./known-extension.ts";
import type { EffectiveRequest } from "./request.ts";
import type { Concept, Designation } from "../model.ts";
import { PREFERRED_FOR_LANGUAGE } from "../concepts/designation-uses.ts";

const LANGUAGES = "urn:ietf:bcp:47";

/**
 * All that are defined (or those asked for), without the one shown as display; the concept's own display is among them
 * when it is not shown.
 * @param language of the concept's own display
 */
export function wantedDesignations(
  concept: Concept,
  language: string | undefined,
  chosen: ChosenDisplay,
  { includeDesignations, designation: tokens = [] }: EffectiveRequest,
): r5.ValueSetComposeIncludeConceptDesignation[] {
  const { display } = concept;
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
  for (const d of designationsOf(concept))
    if (chosen.kind !== "designation" || d !== chosen.designation) list.push(d);
  if (!some) return list.map(written);
  const wanted = new Set(tokens.flatMap((token) => askedFor(list, token)));
  return list.filter((d) => wanted.has(d)).map(written);
}

/** A token is a use (`system|code`), a language (`urn:ietf:bcp:47|de`), or the bare code of either. */
function askedFor(designations: readonly Designation[], token: string): Designation[] {
  const bar = token.lastIndexOf("|");
  const system = bar < 0 ? undefined : token.slice(0, bar);
  const code = token.slice(bar + 1);
  const byLanguage = system === undefined || system === LANGUAGES ? inVeryLanguage(designations, code) : [];
  if (system === LANGUAGES) return byLanguage;
  const byUse = designations.filter(({ use, additionalUse }) =>
    [use, ...(additionalUse ?? [])].some((u) =>
      system === undefined ? u?.code === code : u?.system === system && (code === "" || u.code === code),
    ),
  );
  return [...byLanguage, ...byUse];
}

function written({
  source: _source,
  extension,
  ...designation
}: Designation): r5.ValueSetComposeIncludeConceptDesignation {
  const known = extension?.filter(isKnownExtension) ?? [];
  return known.length > 0 ? { ...designation, extension: known } : designation;
}
