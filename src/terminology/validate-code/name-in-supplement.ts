/** A display that was found wrong may be right for whoever asks for a supplement. */
import { printCanonical } from "../canonical.ts";
import { nameInSupplement } from "../issues/display-check.ts";
import type { Issue } from "../issues/issue.ts";
import type { CodeSystem } from "../model.ts";
import { belongsTo, namesAdded } from "../resolve/supplements.ts";
import type { CodeSystemProvider } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { isValidDisplay } from "./display-check.ts";
import { type DisplayName, displayNames } from "./display-names.ts";
import type { Finding } from "./finding.ts";
import type { AskedCoding } from "./request.ts";

/** So many supplements of a code system are looked in, and this is what it costs to find them. */
const MOST_LOOKED_IN = 20;
const TO_FIND_THEM = 100;

/**
 * Says of such a display, among the diagnostics, which supplement gives the code this name. It stays wrong: the
 * supplement was not asked for.
 */
export function hintingAtSupplement(asked: AskedCoding, result: Finding): Awaitable<Finding> {
  if (!result.names || !result.issues.some(isUnknownDisplay)) return result;
  return after(hint(asked, result), (diagnostics) => {
    if (diagnostics === undefined) return result;
    const issues = result.issues.map((i) => (isUnknownDisplay(i) ? { ...i, diagnostics } : i));
    return { ...result, issues };
  });
}

/** It is none of the names that are known, or there are none. */
const isUnknownDisplay = ({ txType, severity }: Issue): boolean =>
  txType === "invalid-display" && severity !== "information";

async function hint(
  { store, settings: { languages, work } }: AskedCoding,
  { coding, normalizedCode, codeSystem, names = [] }: Finding,
): Promise<string | undefined> {
  const { code = "", display = "" } = coding;
  if (codeSystem?.url === undefined) return undefined;
  work?.resources(TO_FIND_THEM);
  const supplements = await store.supplements({ supplements: codeSystem.url });
  work?.resources(supplements.length);
  const own = supplements.filter((s) => s.codeSystem.url && belongsTo(s.codeSystem, codeSystem));
  for (const supplement of own.slice(0, MOST_LOOKED_IN)) {
    work?.concepts(1);
    const added = await displaysAdded(supplement, codeSystem, normalizedCode ?? code);
    if (isValidDisplay(display, [...names, ...added], languages))
      return nameInSupplement(display, code, printCanonical(supplement.codeSystem));
  }
  return undefined;
}

/** A supplement gives no code another display, but names. */
async function displaysAdded(
  supplement: CodeSystemProvider,
  codeSystem: CodeSystem,
  code: string,
): Promise<DisplayName[]> {
  const [extra] = await supplement.locate([code]);
  if (!extra) return [];
  const designations = [...namesAdded(extra, supplement.codeSystem)];
  return displayNames(codeSystem, {
    ...extra,
    designations,
    display: undefined,
    displayExtension: undefined,
  });
}
