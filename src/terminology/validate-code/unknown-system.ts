/** What to say about a Coding.system that no known code system has. */
import { parseCanonical, printCanonical } from "../canonical.ts";
import { noVersionAt } from "../issues/expansion.ts";
import {
  codeSystemNotKnown,
  systemIsRelative,
  systemIsSupplement,
  systemIsValueSet,
} from "../issues/validation.ts";
import { type Issue } from "../issues/issue.ts";
import { versionInSystem } from "../issues/not-found.ts";
import { systemHints } from "../resolve/system-hints.ts";
import type { Terminology } from "../store.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import type { CodingPath } from "./request.ts";

interface UnknownSystem {
  issues: Issue[];
  /** It is a code system that is not known, and not something else that was taken for one. */
  missing: boolean;
}

/**
 * @param work what the request may cost: an address that is not here is looked for in all other ways
 * @param version the version that was looked for
 * @param versionDate it is known, but every version is later than this date
 */
export async function explainUnknownSystem(
  store: Terminology,
  work: WorkBudget | undefined,
  system: string,
  version: string | undefined,
  path: CodingPath,
  versionDate?: string,
): Promise<UnknownSystem> {
  work?.notHere(`CodeSystem ${system}`);
  const where = path.at("system");
  if (versionDate !== undefined)
    return { issues: [{ ...noVersionAt(system, versionDate), expression: where }], missing: true };
  const [supplement] = await store.supplements({ url: system });
  if (supplement)
    return { issues: [systemIsSupplement(printCanonical(supplement.codeSystem), where)], missing: false };
  if (await store.valueSet({ url: system }))
    return { issues: [systemIsValueSet(system, where)], missing: false };
  const known = (await store.versions("CodeSystem", system)).filter((v) => v !== undefined);
  const unknown = codeSystemNotKnown(system, version, known, where);
  const { url, version: inSystem } = parseCanonical(system);
  if (inSystem !== undefined) return { issues: [unknown, versionInSystem(url, inSystem)], missing: true };
  const [hint] = await systemHints(store, system);
  const issues: Issue[] = [hint ? { ...unknown, diagnostics: hint.text } : unknown];
  if (!isAbsolute(system)) issues.push(systemIsRelative(where));
  return { issues, missing: true };
}

const isAbsolute = (uri: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(uri);
