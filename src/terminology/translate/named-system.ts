/** By which url and name the messages of $translate speak of a code system. */
import { quote } from "../issues/issue.ts";
import type { CodeSystem } from "../model.ts";
import { findProvider } from "../resolve/find-code-system.ts";
import { type SystemEntry, systemName, systemTable } from "../resolve/known-systems.ts";
import { findAlias } from "../resolve/system-alias.ts";
import type { Terminology } from "../store.ts";
import type { CodingCandidates } from "./candidate-codings.ts";

/** The url of the code system that goes by this address. */
export const canonicalOf = async (store: Terminology, system: string): Promise<string> =>
  (await findAlias(store, system))?.uri ?? system;

/** A stored code system, or one that goes by an alias. */
export async function knownHere(
  store: Terminology,
  { provider, given }: CodingCandidates,
): Promise<Pick<SystemEntry, "name" | "uri"> | undefined> {
  if (provider) return nameOf(provider.codeSystem);
  const alias = await findAlias(store, given.system);
  return alias && { uri: alias.uri, name: alias.uri };
}

export const nameOf = ({ url = "", title, name }: CodeSystem): Pick<SystemEntry, "name" | "uri"> => ({
  uri: url,
  name: title ?? name ?? url,
});

/** What to call a system of which an address is all that is given. */
export async function called(store: Terminology, system: string): Promise<string> {
  const entry = systemTable.known(system);
  if (entry) return entry.name;
  const stored = (await findProvider(store, system))?.provider.codeSystem;
  if (stored) return systemName(stored);
  // What is no address is told from a name.
  return /[:/]/.test(system) ? system : quote(system);
}
