/** From the system that a caller names to the provider that knows its codes, supplements applied. */
import { parseCanonical } from "../canonical.ts";
import { type Issue, TerminologyError } from "../issues/issue.ts";
import { supplementOfOtherSystem, supplementsNotFound, unknownCodeSystem } from "../issues/not-found.ts";
import { supplementOfOtherVersion } from "../issues/recognition.ts";
import type { CodeSystem } from "../model.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import { after, type Awaitable, mapAll } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import { codeSystemVersion } from "./code-system-version.ts";
import { refuseModified } from "./modified.ts";
import { supplementHints } from "./supplement-hints.ts";
import { belongsTo, supplemented, supplementsNamed, suppliedUrl } from "./supplements.ts";
import { findAlias } from "./system-alias.ts";
import { systemHints } from "./system-hints.ts";

interface SystemRequest {
  system: string;
  version?: string | undefined;
  useSupplement?: readonly string[] | undefined;
  /** What the request may cost: what is not here is looked for in all other ways. */
  work?: WorkBudget | undefined;
}

export interface FoundProvider {
  provider: CodeSystemProvider;
  /** That the system was named by another address; empty when it came by its own. */
  notes: Issue[];
}

export interface FoundCodeSystem extends FoundProvider {
  /** `url|version` of the supplements applied. */
  supplements: string[];
}

/**
 * The code system that is stored under this address, else the one that goes by it as an alias or OID.
 * @throws TerminologyError not-found: no such system, version or supplement, or a supplement of another code system;
 *   too-costly: the request has looked for too many that are not here; invalid: it is modified in an unknown way.
 */
export function findCodeSystem(store: Terminology, request: SystemRequest): Awaitable<FoundCodeSystem> {
  const { system, version, useSupplement = [], work } = request;
  return after(findProvider(store, system, version), (meant) => {
    if (!meant) {
      work?.notHere(`CodeSystem ${system}`);
      return notFound(store, system, version);
    }
    const { provider, notes } = meant;
    refuseModified(provider.codeSystem);
    return useSupplement.length === 0
      ? { provider, notes, supplements: [] }
      : withSupplements(store, meant, useSupplement);
  });
}

async function withSupplements(
  store: Terminology,
  { provider, notes }: FoundProvider,
  names: readonly string[],
): Promise<FoundCodeSystem> {
  const candidates = await findSupplements(store, names);
  refuseForeign(candidates, [provider.codeSystem]);
  return seenThrough({ provider, notes }, candidates);
}

function seenThrough(
  { provider, notes }: FoundProvider,
  candidates: readonly CodeSystemProvider[],
): FoundCodeSystem {
  const seen = supplemented(provider, candidates);
  return { ...seen, notes: [...notes, ...unfit(candidates, provider.codeSystem, seen.supplements)] };
}

/**
 * As `findCodeSystem`, of several in their latest versions: each with those of the supplements that are its own.
 * @throws TerminologyError not-found: no such system or supplement, or a supplement of none of the code systems
 */
export async function findCodeSystems(
  store: Terminology,
  systems: readonly string[],
  useSupplement: readonly string[],
  work: WorkBudget | undefined,
): Promise<FoundCodeSystem[]> {
  const all = await mapAll(systems, (system) => findCodeSystem(store, { system, work }));
  const supplements = await findSupplements(store, useSupplement);
  refuseForeign(
    supplements,
    all.map(({ provider }) => provider.codeSystem),
  );
  return all.map((meant) => {
    const { url } = meant.provider.codeSystem;
    const own = supplements.filter(({ codeSystem }) => suppliedUrl(codeSystem) === url);
    return own.length === 0 ? meant : seenThrough(meant, own);
  });
}

/** @throws TerminologyError not-found: one of the supplements is of none of the code systems */
function refuseForeign(supplements: readonly CodeSystemProvider[], asked: readonly CodeSystem[]): void {
  const urls = new Set(asked.map(({ url }) => url));
  const foreign = supplements.find(({ codeSystem }) => !urls.has(suppliedUrl(codeSystem)));
  if (foreign) throw new TerminologyError(supplementOfOtherSystem(foreign.codeSystem, asked));
}

/**
 * @param systems those that are asked, by whatever address; one that is not here may be what a supplement is of
 * @throws TerminologyError not-found: a supplement is not known, or is of none of the systems
 */
export async function checkSupplementsOf(
  store: Terminology,
  names: readonly string[],
  systems: readonly (string | CodeSystemProvider)[],
): Promise<void> {
  const supplements = await findSupplements(store, names);
  const asked: CodeSystem[] = [];
  for (const system of systems) {
    const provider = typeof system === "string" ? (await findProvider(store, system))?.provider : system;
    if (!provider) return;
    asked.push(provider.codeSystem);
  }
  if (asked.length > 0) refuseForeign(supplements, asked);
}

/** Supplements of the code system that were asked for, of which none is for this version of it. */
function unfit(
  candidates: readonly CodeSystemProvider[],
  base: CodeSystem,
  used: readonly string[],
): Issue[] {
  const urls = new Set(used.map((canonical) => parseCanonical(canonical).url));
  return candidates
    .map(({ codeSystem }) => codeSystem)
    .filter(({ url = "" }) => !urls.has(url))
    .map((supplement) => supplementOfOtherVersion(supplement, base));
}

/** A sentence for each supplement that was asked for and is for another version of what answered. */
export async function notUsedFor(
  store: Terminology,
  names: readonly string[],
  answering: readonly CodeSystem[],
): Promise<string[]> {
  const named = await supplementsNamed(store, names);
  return named.flatMap((candidates) => {
    const [supplement] = candidates;
    const own = answering.filter(({ url }) => supplement && url === suppliedUrl(supplement.codeSystem));
    const isUsed = candidates.some((one) => own.some((base) => belongsTo(one.codeSystem, base)));
    return isUsed || own.length === 0 ? [] : supplementOfOtherVersion(supplement!.codeSystem, own[0]!).text;
  });
}

async function notFound(store: Terminology, system: string, version: string | undefined): Promise<never> {
  const known = (await store.versions("CodeSystem", system)).filter((v) => v !== undefined);
  throw new TerminologyError(
    unknownCodeSystem(system, version, known),
    ...(await systemHints(store, system)),
  );
}

/** As `findCodeSystem`, without supplements; undefined where there is none. */
export function findProvider(
  store: Terminology,
  system: string,
  version?: string,
): Awaitable<FoundProvider | undefined> {
  return after(codeSystemVersion(store, { url: system, version }), (own) =>
    own ? { provider: own, notes: [] } : providerByAlias(store, system, version),
  );
}

const providerByAlias = flow(function* (
  store: Terminology,
  system: string,
  version: string | undefined,
): Steps<FoundProvider | undefined> {
  const alias = yield* found(findAlias(store, system));
  if (!alias) return undefined;
  const other = yield* found(codeSystemVersion(store, { url: alias.uri, version }));
  return other && { provider: other, notes: alias.notes };
});

/** The supplements of these names. @throws TerminologyError not-found: some are not known */
export const findSupplements = (
  store: Terminology,
  names: readonly string[],
): Awaitable<CodeSystemProvider[]> => (names.length === 0 ? [] : storedSupplements(store, names));

async function storedSupplements(
  store: Terminology,
  names: readonly string[],
): Promise<CodeSystemProvider[]> {
  const named = await supplementsNamed(store, names);
  const missing = names.filter((_, i) => named[i]?.length === 0);
  if (missing.length > 0)
    throw new TerminologyError(supplementsNotFound(missing, await supplementHints(store, missing)));
  return named.flat();
}
