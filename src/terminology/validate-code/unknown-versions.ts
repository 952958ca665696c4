/** Versions of a code system that are not there: those on which an answer hangs, and the one that a coding names. */
import { printCanonical, versionMatches } from "../canonical.ts";
import type { CompiledInclude, CompiledValueSet } from "../compose/compiled.ts";
import type { Issue } from "../issues/issue.ts";
import type { CodeSystem } from "../model.ts";
import type { Awaitable } from "../util/awaitable.ts";
import { flow, found } from "../util/flow.ts";
import type { AskedCode } from "./asked-in-value-set.ts";
import type { Match } from "./best-match.ts";
import type { Finding } from "./finding.ts";
import { explainUnknownSystem } from "./unknown-system.ts";

type Unknown = Readonly<Pick<Finding, "issues" | "causes">>;
const NOTHING_UNKNOWN: Unknown = { issues: [], causes: [] };

/** @param unresolved includes of versions that are not there, and that might have the code */
export function unknownVersions(
  asked: AskedCode,
  unresolved: readonly CompiledInclude[],
  match: Match | undefined,
): Awaitable<Unknown> {
  const { version: sent } = asked.coding;
  const seen = sent === undefined || (match !== undefined && isVersion(match.provider.codeSystem, sent));
  return seen && unresolved.length === 0 ? NOTHING_UNKNOWN : explainUnknown(asked, unresolved, seen);
}

const isVersion = ({ version }: CodeSystem, sent: string): boolean =>
  version === sent || versionMatches(version, sent);

const explainUnknown = flow(function* (
  asked: AskedCode,
  unresolved: readonly CompiledInclude[],
  seen: boolean,
) {
  const { store, settings, compiled } = asked;
  const { system, version: sent } = asked.coding;
  const versions = new Set(unresolved.map((i) => i.wantedVersion ?? sent));
  const there =
    seen || settings.membershipOnly || (yield* found(store.codeSystem({ url: system, version: sent })));
  if (!there) versions.add(sent);
  const issues: Issue[] = [];
  const causes: string[] = [];
  for (const version of versions) {
    const versionDate = version === undefined ? dateWithoutVersion(compiled, system) : undefined;
    const unknown = yield* found(explainUnknownSystem(asked, { system, version, versionDate }));
    issues.push(...unknown.issues);
    if (unknown.missing) causes.push(printCanonical({ url: system, version }));
  }
  return { issues, causes };
});

/** Where every version of the system is later than the date that counts: that date. */
function dateWithoutVersion({ problems }: CompiledValueSet, system: string): string | undefined {
  for (const problem of problems)
    if (problem.kind === "code-system" && problem.system === system && problem.versionDate !== undefined)
      return problem.versionDate;
  return undefined;
}
