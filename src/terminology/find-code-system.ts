/** From the system that a caller names to the provider that knows its codes, supplements applied. */
import type * as r5 from "fhir/r5";
import { after, type Awaitable } from "./awaitable.ts";
import { parseCanonical } from "./canonical.ts";
import { systemTable } from "./code-forms.ts";
import {
  supplementNotFound,
  TerminologyError,
  unknownCodeSystem,
  versionInSystem,
  type Issue,
} from "./issues.ts";
import { systemMistaken, systemReadAs } from "./issues/recognition.ts";
import { remembered } from "./remembered.ts";
import type { CodeSystemProvider, TerminologyStore } from "./store.ts";
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
export async function findCodeSystem(
  store: TerminologyStore,
  request: { system: string; version?: string | undefined; useSupplement?: readonly string[] },
): Promise<FoundCodeSystem> {
  const { system, version, useSupplement = [] } = request;
  const found = await findProvider(store, system, version);
  if (!found) {
    const known = (await store.versions("CodeSystem", system)).filter((v) => v !== undefined);
    const { url, version: inSystem } = parseCanonical(system);
    const hints = inSystem === undefined ? [] : [versionInSystem(url, inSystem)];
    throw new TerminologyError(unknownCodeSystem(system, version, known), ...hints);
  }
  return { ...found, ...supplemented(found.provider, await findSupplements(store, useSupplement)) };
}

/** As `findCodeSystem`, without supplements; undefined where there is none. */
export function findProvider(
  store: TerminologyStore,
  system: string,
  version?: string,
): Awaitable<FoundProvider | undefined> {
  return after(store.codeSystem({ url: system, version }), (own) =>
    own ? { provider: own, notes: [] } : providerByAlias(store, system, version),
  );
}

async function providerByAlias(
  store: TerminologyStore,
  system: string,
  version: string | undefined,
): Promise<FoundProvider | undefined> {
  const alias = await findAlias(store, system);
  const other = alias && (await store.codeSystem({ url: alias.uri, version }));
  return other && { provider: other, notes: alias.notes };
}

export interface FoundAlias {
  /** The canonical address. */
  uri: string;
  notes: Issue[];
}

/** The canonical address of a system named by another one: by the table of systems, else by a stored NamingSystem. */
export async function findAlias(store: TerminologyStore, system: string): Promise<FoundAlias | undefined> {
  const alias = systemTable.alias(system);
  if (alias) {
    const { entry, warning } = alias;
    const notes = [systemReadAs(system, entry), ...(warning === undefined ? [] : [systemMistaken(warning)])];
    return { uri: entry.uri, notes };
  }
  return systemTable.entry(system) ? undefined : byNamingSystem(store, system);
}

const byNamingSystem = remembered(async (store, system): Promise<FoundAlias | undefined> => {
  const { items } = await store.search("NamingSystem", {
    criteria: [{ name: "value", modifier: "exact", values: [system, system.replace(/^urn:oid:/, "")] }],
    count: 1,
  });
  const naming = items[0]?.resource as r5.NamingSystem | undefined;
  const uris = (naming?.uniqueId ?? []).filter((id) => id.type === "uri");
  const uri = (uris.find((id) => id.preferred) ?? uris[0])?.value;
  if (naming?.kind !== "codesystem" || uri === undefined || uri === system) return undefined;
  return { uri, notes: [systemReadAs(system, { uri, name: naming.title ?? naming.name })] };
});

async function findSupplements(
  store: TerminologyStore,
  names: readonly string[],
): Promise<CodeSystemProvider[]> {
  if (names.length === 0) return [];
  const found = await Promise.all(names.map((name) => store.supplements(parseCanonical(name))));
  const missing = found.findIndex((providers) => providers.length === 0);
  if (missing >= 0) throw new TerminologyError(supplementNotFound(names[missing]!));
  return found.flat();
}
