/** From the system that a caller names to the provider that knows its codes, supplements applied. */
import { parseCanonical } from "./canonical.ts";
import { supplementNotFound, TerminologyError, unknownCodeSystem } from "./issues.ts";
import type { CodeSystemProvider, TerminologyStore } from "./store.ts";
import { supplemented } from "./supplements.ts";

export interface FoundCodeSystem {
  provider: CodeSystemProvider;
  /** `url|version` of the supplements applied. */
  supplements: string[];
}

/**
 * @throws TerminologyError not-found: no such system, version or supplement.
 */
export async function findCodeSystem(
  store: TerminologyStore,
  request: { system: string; version?: string | undefined; useSupplement?: readonly string[] },
): Promise<FoundCodeSystem> {
  const provider = await store.codeSystem({ url: request.system, version: request.version });
  if (!provider) {
    const known = (await store.versions("CodeSystem", request.system)).filter((v) => v !== undefined);
    throw new TerminologyError(unknownCodeSystem(request.system, request.version, known));
  }
  return supplemented(provider, await findSupplements(store, request.useSupplement ?? []));
}

async function findSupplements(
  store: TerminologyStore,
  names: readonly string[],
): Promise<CodeSystemProvider[]> {
  const found = await Promise.all(names.map((name) => store.supplements(parseCanonical(name))));
  const missing = found.findIndex((providers) => providers.length === 0);
  if (missing >= 0) throw new TerminologyError(supplementNotFound(names[missing]!));
  return found.flat();
}
