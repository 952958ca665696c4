/** From an include's system and version to the code system to use, under the request's version rules. */
import { printCanonical } from "../canonical.ts";
import { codeSystemVersion } from "../resolve/code-system-version.ts";
import { supplemented, supplementsOf } from "../resolve/supplements.ts";
import { findAlias } from "../resolve/system-alias.ts";
import { systemHints } from "../resolve/system-hints.ts";
import { versionAtDate } from "../resolve/version-at-date.ts";
import {
  type VersionRules,
  type VersionSource,
  violatedCheck,
  wantedVersion,
} from "../resolve/version-rules.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import { type Awaitable, keptOr } from "../util/awaitable.ts";
import { numbering } from "../util/grouping.ts";
import { onceFor } from "../util/once-for.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import type { UsedContentList } from "./used-content.ts";

export interface ResolvedSystem {
  /** Its own address, also where it was named by another one. */
  system: string;
  provider: CodeSystemProvider | undefined;
  /** The version found; where none is found, the one asked for. */
  version: string | undefined;
  source: VersionSource;
  /** The version or pattern asked for; undefined: the latest. */
  wanted: string | undefined;
  /** What check-system-version requires and does not get. */
  required: string | undefined;
  /** Where none is found: the versions there are. */
  known: string[];
  /** Where none is found because every version is later: the date asked for. */
  versionDate?: string | undefined;
  /** Where none is found: what the address is instead. */
  hint?: string | undefined;
}

/** What a definition says of a system that it draws on. */
interface NamedSystem {
  system: string;
  version: string | undefined;
  supplements: readonly string[];
  lockedDate: string | undefined;
}

export type ResolveSystem = (named: NamedSystem) => Promise<ResolvedSystem>;

/** Units of work to find a code system, with what is asked of it first. */
const SYSTEM = 100;

/** What systems are resolved by. */
interface Request {
  store: Terminology;
  rules: VersionRules;
  used: UsedContentList;
  work: WorkBudget;
  /** By system: a definition may name thousands of versions that are not here. */
  there: Map<string, Awaitable<WhatIsThere>>;
}

type WhatIsThere = Pick<ResolvedSystem, "known" | "hint">;

/**
 * Each system and version is asked for once. Where there is no system of the address, the one that goes by it as an
 * alias or OID is meant, and an issue says so.
 */
export function systemResolver(
  store: Terminology,
  rules: VersionRules,
  used: UsedContentList,
  work: WorkBudget,
): ResolveSystem {
  const resolved = new Map<string, Promise<ResolvedSystem>>();
  const request: Request = { store, rules, used, work, there: new Map() };
  const numberOf = numbering<string>();
  // A list of supplements may be long, and comes with each include.
  const listNumber = onceFor((supplements: readonly string[]) => numberOf(JSON.stringify(supplements)));
  const resolveOnce: ResolveSystem = (named) => {
    const { system, version, supplements, lockedDate } = named;
    const key = JSON.stringify([system, version, lockedDate, listNumber(supplements)]);
    let promise = resolved.get(key);
    if (promise) return promise;
    work.concepts(SYSTEM);
    promise = resolveSystem(request, named);
    resolved.set(key, promise);
    return promise;
  };
  return async (named) => {
    const asNamed = await resolveOnce(named);
    if (asNamed.provider || asNamed.known.length > 0) return asNamed;
    const { uri, notes = [] } = (await findAlias(store, named.system)) ?? {};
    const [readAs, mistaken] = notes;
    if (uri === undefined || !readAs || mistaken) return asNamed;
    used.alias(readAs.text);
    return resolveOnce({ ...named, system: uri });
  };
}

async function resolveSystem(
  { store, rules, used, work, there }: Request,
  { system, version: included, supplements, lockedDate }: NamedSystem,
): Promise<ResolvedSystem> {
  const { version: wanted, source } = wantedVersion(rules, system, included);
  const asked = { system, version: wanted, source, wanted };
  const absent = { ...asked, provider: undefined, required: undefined, known: [] };
  const versionDate = wanted === undefined ? (lockedDate ?? rules.versionDate) : undefined;
  const current =
    versionDate === undefined
      ? { version: wanted }
      : await versionAtDate(store, "CodeSystem", system, versionDate);
  if (current === "none") return { ...absent, versionDate };
  // A locked date chooses versions; whether a concept may still be used is a question of the day that is asked about.
  const found = await codeSystemVersion(store, { url: system, version: current.version }, rules.versionDate);
  if (!found) return { ...absent, ...(await keptOr(there, system, () => whatIsThere(store, system))) };
  used.codeSystem(found.codeSystem);
  if (source !== "include" && source !== "none")
    used.versionParameter(source, printCanonical({ url: system, version: wanted }));
  const candidates = await supplementsOf(store, supplements, found.codeSystem);
  work.concepts(candidates.length);
  const result = supplemented(found, candidates);
  for (const supplement of result.supplements) used.supplement(supplement);
  const { version } = found.codeSystem;
  const required = violatedCheck(rules, system, version);
  return { ...asked, provider: result.provider, version, required, known: [] };
}

async function whatIsThere(store: Terminology, system: string): Promise<WhatIsThere> {
  const known = (await store.versions("CodeSystem", system)).filter((v) => v !== undefined);
  const [hint] = await systemHints(store, system);
  return { known, hint: hint?.text };
}
