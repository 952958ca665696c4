/** Which designations an expansion returns with a concept. */
import type * as r5 from "fhir/r5";
import { PREFERRED_FOR_LANGUAGE } from "../concepts/designation-uses.ts";
import { byVeryLanguage, type ChosenDisplay, designationsOf, type Named } from "../concepts/designations.ts";
import type { Coding, Designation } from "../model.ts";
import { onceFor } from "../util/once-for.ts";
import { isKnownExtension } from "./known-extension.ts";
import type { EffectiveRequest } from "./request.ts";

const LANGUAGES = "urn:ietf:bcp:47";

const NONE: r5.ValueSetComposeIncludeConceptDesignation[] = [];

/**
 * All that are defined (or those asked for), without the one shown as display; the concept's own display is among them
 * when it is not shown.
 * @param language of the concept's own display
 */
export function wantedDesignations(
  concept: Named,
  language: string | undefined,
  chosen: ChosenDisplay,
  { includeDesignations, designation: tokens = [] }: EffectiveRequest,
): r5.ValueSetComposeIncludeConceptDesignation[] {
  const { display } = concept;
  const some = tokens.length > 0;
  if (includeDesignations === false || (!includeDesignations && !some)) return NONE;
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
  const wanted = askedFor(list, tokens);
  return list.filter((d) => wanted.has(d)).map(written);
}

interface Asked {
  every: boolean;
  languages: readonly string[];
  /** `system|code`, `system|` for any of it, and bare codes. */
  uses: ReadonlySet<string>;
}

/** A token is a use (`system|code`), a language (`urn:ietf:bcp:47|de`), or the bare code of either; `*`: all. */
const readTokens = onceFor((tokens: readonly string[]): Asked => {
  const languages = tokens.filter((token) => token.startsWith(`${LANGUAGES}|`));
  const bare = tokens.filter((token) => !token.includes("|"));
  return {
    every: tokens.includes("*"),
    languages: [...languages.map((token) => token.slice(LANGUAGES.length + 1)), ...bare],
    uses: new Set(tokens),
  };
});

/** Each name is looked at once, however many tokens there are. */
function askedFor(list: readonly Designation[], tokens: readonly string[]): ReadonlySet<Designation> {
  const { every, languages, uses } = readTokens(tokens);
  if (every) return new Set(list);
  const inLanguage = byVeryLanguage(list);
  // Many languages may fall back to the same names.
  const found = new Set([...new Set(languages.map((language) => inLanguage(language)))].flat());
  const isAskedFor = ({ system = "", code = "" }: Coding): boolean =>
    uses.has(code) || uses.has(`${system}|${code}`) || uses.has(`${system}|`);
  for (const d of list) if ((d.use && isAskedFor(d.use)) || d.additionalUse?.some(isAskedFor)) found.add(d);
  return found;
}

function written({
  source: _source,
  extension,
  ...designation
}: Designation): r5.ValueSetComposeIncludeConceptDesignation {
  const known = extension?.filter(isKnownExtension) ?? [];
  return known.length > 0 ? { ...designation, extension: known } : designation;
}
