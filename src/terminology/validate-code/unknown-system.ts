/** What to say about a Coding.system that no known code system has. */
import { parseCanonical, printCanonical } from "../canonical.ts";
import { noVersionAt } from "../issues/expansion.ts";
import { type Issue } from "../issues/issue.ts";
import { versionInSystem } from "../issues/not-found.ts";
import {
  codeSystemNotKnown,
  systemIsRelative,
  systemIsSupplement,
  systemIsValueSet,
} from "../issues/validation.ts";
import { issueAt } from "../issues/validation-issue.ts";
import { systemHints } from "../resolve/system-hints.ts";
import type { AskedCoding } from "./request.ts";

interface UnknownSystem {
  issues: Issue[];
  /** It is a code system that is not known, and not something else that was taken for one. */
  missing: boolean;
}

/** A code system, or version of it, that is looked for and not there. */
export interface WantedSystem {
  system: string;
  version: string | undefined;
  /** It is known, but every version is later than this date. */
  versionDate?: string | undefined;
}

/** An address that is not here is looked for in all other ways. */
export async function explainUnknownSystem(
  { store, settings, path }: AskedCoding,
  { system, version, versionDate }: WantedSystem,
): Promise<UnknownSystem> {
  settings.work?.notHere(`CodeSystem ${system}`);
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
  if (inSystem !== undefined) {
    const hint: Issue = { ...versionInSystem(url, inSystem), txType: "processing-note" };
    return { issues: [unknown, issueAt(where, hint)], missing: true };
  }
  const [hint] = await systemHints(store, system);
  const issues: Issue[] = [hint ? { ...unknown, diagnostics: hint.text } : unknown];
  if (!isAbsolute(system)) issues.push(systemIsRelative(where));
  return { issues, missing: true };
}

const isAbsolute = (uri: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(uri);
