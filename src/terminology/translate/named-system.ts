/** By which url and name the messages of $translate speak of a code system. */
import type { CodeSystem } from "../model.ts";
import { findAlias } from "../resolve/find-code-system.ts";
import type { SystemEntry } from "../resolve/known-systems.ts";
import type { Terminology } from "../store.ts";
import type { Candidates } from "./candidate-codings.ts";

/** The url of the code system that goes by this address. */
export const canonicalOf = async (store: Terminology, system: string): Promise<string> =>
  (await findAlias(store, system))?.uri ?? system;

/** A stored code system, or one that goes by an alias. */
export async function knownHere(
  store: Terminology,
  { provider, given }: Candidates,
): Promise<Pick<SystemEntry, "name" | "uri"> | undefined> {
  if (provider) return nameOf(provider.codeSystem);
  const alias = await findAlias(store, given.system!);
  return alias && { uri: alias.uri, name: alias.uri };
}

export const nameOf = ({ url = "", title, name }: CodeSystem): Pick<SystemEntry, "name" | "uri"> => ({
  uri: url,
  name: title ?? name ?? url,
});
