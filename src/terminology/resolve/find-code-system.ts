/** From the system that a caller names to the provider that knows its codes, supplements applied. */
import { after, type Awaitable } from "../util/awaitable.ts";
import { parseCanonical } from "../canonical.ts";
import { systemTable } from "./known-systems.ts";
import {
  supplementNotFound,
  TerminologyError,
  unknownCodeSystem,
  versionInSystem,
  type Issue,
} from "../issues/issue.ts";
import { systemMistaken, systemReadAs } from "../issues/recognition.ts";
import { perGeneration } from "../util/per-generation.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import { supplemented } from "./supplements.ts";

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
 * @throws TerminologyError not-found: no such system, version or supplement.
 */
export function findCodeSystem(
  store: Terminology,
  request: { system: string; version?: string | undefined; useSupplement?: readonly string[] },
): Awaitable<FoundCodeSystem> {
  const { system, version, useSupplement = [] } = request;
  return after(findProvider(store, system, version), (found) => {
    if (!found) return notFound(store, system, version);
    const { provider, notes } = found;
    if (useSupplement.length === 0) return { provider, supplements: [], notes };
    return findSupplements(store, useSupplement).then((all) => ({ notes, ...supplemented(provider, all) }));
  });
}

async function notFound(store: Terminology, system: string, version: string | undefined): Promise<never> {
  const known = (await store.versions("CodeSystem", system)).filter((v) => v !== undefined);
  const { url, version: inSystem } = parseCanonical(system);
  const hints = inSystem === undefined ? [] : [versionInSystem(url, inSystem)];
  throw new TerminologyError(unknownCodeSystem(system, version, known), ...hints);
}

/** As `findCodeSystem`, without supplements; undefined where there is none. */
export function findProvider(
  store: Terminology,
  system: string,
  version?: string,
): Awaitable<FoundProvider | undefined> {
  return after(store.codeSystem({ url: system, version }), (own) =>
    own ? { provider: own, notes: [] } : providerByAlias(store, system, version),
  );
}

function providerByAlias(
  store: Terminology,
  system: string,
  version: string | undefined,
): Awaitable<FoundProvider | undefined> {
  return after(
    findAlias(store, system),
    (alias) =>
      alias &&
      after(
        store.codeSystem({ url: alias.uri, version }),
        (other) => other && { provider: other, notes: alias.notes },
      ),
  );
}

export interface FoundAlias {
  /** The canonical address. */
  uri: string;
  notes: Issue[];
}

/** The canonical address of a system named by another one: by the table of systems, else by a stored NamingSystem. */
export function findAlias(store: Terminology, system: string): Awaitable<FoundAlias | undefined> {
  const alias = systemTable.alias(system);
  if (alias) {
    const { entry, warning } = alias;
    const notes = [systemReadAs(system, entry), ...(warning === undefined ? [] : [systemMistaken(warning)])];
    return { uri: entry.uri, notes };
  }
  return systemTable.entry(system) ? undefined : byNamingSystem(store, system);
}

const byNamingSystem = perGeneration(async (store, system): Promise<FoundAlias | undefined> => {
  const naming = await store.namingSystem(system);
  const uris = (naming?.uniqueId ?? []).filter((id) => id.type === "uri");
  const uri = (uris.find((id) => id.preferred) ?? uris[0])?.value;
  if (naming?.kind !== "codesystem" || uri === undefined || uri === system) return undefined;
  return { uri, notes: [systemReadAs(system, { uri, name: naming.title ?? naming.name })] };
});

async function findSupplements(store: Terminology, names: readonly string[]): Promise<CodeSystemProvider[]> {
  const found = await Promise.all(names.map((name) => store.supplements(parseCanonical(name))));
  const missing = found.findIndex((providers) => providers.length === 0);
  if (missing >= 0) throw new TerminologyError(supplementNotFound(names[missing]!));
  return found.flat();
}
