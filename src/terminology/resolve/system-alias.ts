/** Other addresses under which a code system goes. */
import type { Issue } from "../issues/issue.ts";
import { systemMistaken, systemReadAs } from "../issues/recognition.ts";
import type { Terminology } from "../store.ts";
import type { Awaitable } from "../util/awaitable.ts";
import { perGeneration } from "../util/per-generation.ts";
import { addressKey, entryOf, type SystemEntry, systemTable } from "./known-systems.ts";
import { byCodeSystems } from "./system-identifiers.ts";

export interface FoundAlias {
  /** The canonical address. */
  uri: string;
  notes: Issue[];
}

/**
 * The canonical address of a system named by another one: by the table of systems, else by a stored NamingSystem, else
 * that of a stored code system from which it differs in a slash at the end, or which has it as its identifier.
 */
export function findAlias(store: Terminology, system: string): Awaitable<FoundAlias | undefined> {
  const alias = systemTable.alias(system);
  const entry = alias?.entry ?? systemTable.entry(system);
  if (entry?.sharesCodesWith !== undefined) return sharedCodes(store, system);
  if (alias) return readAs(system, alias.entry, alias.warning);
  return entry ? undefined : storedAlias(store, system);
}

/** The address itself where a code system has it, else that of the one that goes by it, or, `mistaken`, is taken for it. */
export async function ownAddress(store: Terminology, address: string, mistaken: boolean): Promise<string> {
  if (await store.codeSystem({ url: address })) return address;
  const { uri, notes = [] } = (await findAlias(store, address)) ?? {};
  return uri === undefined || (notes.length > 1 && !mistaken) ? address : uri;
}

/** A system whose codes are also those of another one stands for itself only where it is stored. */
const sharedCodes = perGeneration("shared-codes", async (store, system): Promise<FoundAlias | undefined> => {
  const own = systemTable.known(system)!;
  if (await store.codeSystem({ url: own.uri })) return readAs(system, own);
  return readAs(system, systemTable.entry(own.sharesCodesWith!)!);
});

const readAs = (system: string, entry: Pick<SystemEntry, "uri" | "name">, mistaken?: string): FoundAlias => ({
  uri: entry.uri,
  notes: [systemReadAs(system, entry), ...(mistaken === undefined ? [] : [systemMistaken(mistaken)])],
});

const storedAlias = perGeneration(
  "system-aliases",
  async (store, system): Promise<FoundAlias | undefined> => {
    for (const address of withAndWithoutSlash(system)) {
      const [naming] = await store.namingSystems(address);
      const entry = naming && entryOf(naming);
      if (entry && entry.uri !== system) return readAs(system, entry);
      const { codeSystem } =
        (address === system ? undefined : await store.codeSystem({ url: address })) ?? {};
      if (codeSystem)
        return readAs(system, { uri: address, name: codeSystem.title ?? codeSystem.name ?? address });
    }
    return urnOf(system) === undefined ? undefined : ownIdentifier(store, system);
  },
);

/** Of an address that is nothing but an identifier: that as a URN. An OID may stand alone. */
export function urnOf(address: string): string | undefined {
  const key = addressKey(address);
  return /^urn:(oid|uuid):/i.test(key) ? key : undefined;
}

/** The only code system that has it as its identifier. */
async function ownIdentifier(store: Terminology, id: string): Promise<FoundAlias | undefined> {
  const [only, ...others] = await byCodeSystems(store, id);
  const uri = only?.ids.find(({ type }) => type === "uri")?.value;
  if (uri === undefined || others.length > 0) return undefined;
  const { codeSystem } = (await store.codeSystem({ url: uri })) ?? {};
  return readAs(id, { uri, name: codeSystem?.title ?? codeSystem?.name ?? uri });
}

function withAndWithoutSlash(address: string): string[] {
  const bare = address.replace(/(?<!\/)\/+$/, "");
  return bare === address ? [address, `${address}/`] : [address, bare];
}
