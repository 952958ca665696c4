/** What every verb needs: the store, the systems that it knows, and its flags. */
import { existsSync } from "node:fs";
import type { Command } from "commander";
import { wellKnownCoding } from "../importers/mappings/curies.ts";
import { readConfig, SETTINGS } from "../server/config.ts";
import { identityOf } from "../storage/sql/engines/open-file.ts";
import {
  badOption,
  codeOfSeveral,
  systemNeeded,
  unknownSystemName,
} from "../terminology/issues/command-line.ts";
import { TerminologyError } from "../terminology/issues/issue.ts";
import type { SystemTable } from "../terminology/resolve/known-systems.ts";
import type { Store } from "../terminology/store.ts";
import type { ExitCode, Io } from "./io.ts";

export interface CommonOptions {
  store?: string;
  json?: boolean;
}

/** `--store` and `--json`, on every verb. */
export function withCommonOptions(command: Command): Command {
  return command
    .option(
      "--store <address>",
      "memory:, sqlite:FILE or postgres://... (default: OSSICLE_STORE, else the server's own)",
    )
    .option("--json", "the answer as JSON, for scripts");
}

/**
 * `--store`, else OSSICLE_STORE, else the server's default.
 * @throws TerminologyError: it is no address of a store
 */
export function storeAddress(options: CommonOptions, io: Io): string {
  if (options.store !== undefined) {
    const read = SETTINGS.store.read(options.store);
    if ("expected" in read)
      throw new TerminologyError(badOption("--store", options.store, `give ${read.expected}`));
    return options.store;
  }
  return readConfig(io.env).store;
}

/**
 * Opens the store, runs, closes it again whatever happens.
 * @param use `writes`: a file that is not there is made
 */
export async function withStore(
  options: CommonOptions,
  io: Io,
  run: (store: Store) => Promise<ExitCode>,
  { writes = false }: { writes?: boolean } = {},
): Promise<ExitCode> {
  const address = storeAddress(options, io);
  const store = await openAt(!writes && isNoFileYet(address) ? "memory:" : address);
  try {
    return await run(store);
  } finally {
    await store.close();
  }
}

/** Whoever only asks gets the answers of a new store, and no file. */
function isNoFileYet(address: string): boolean {
  const file = fileOf(address);
  return file !== undefined && !existsSync(file);
}

/** Of a store in SQLite. */
export const fileOf = (address: string): string | undefined => /^sqlite:(.+)$/s.exec(address)?.[1];

/** Is what stands at `path` a file of this store, by whatever name? Written to, the store would be lost. */
export function isOfStore(path: string, address: string): boolean {
  const file = fileOf(address);
  const identity = identityOf(path);
  if (file === undefined || identity === undefined) return false;
  return [file, `${file}-wal`, `${file}-shm`].some((own) => identityOf(own) === identity);
}

/**
 * A store starts out with what comes with Ossicle, as the server's does. What is needed of the storage is loaded only
 * now, so that `--help` is there at once.
 */
async function openAt(address: string): Promise<Store> {
  if (address.startsWith("memory:")) {
    const { MemoryStore } = await import("../storage/memory/memory-store.ts");
    const { bundledResources } = await import("../content/bundled-terminology.ts");
    return new MemoryStore(bundledResources(), { isSound: true });
  }
  const { openStore } = await import("../storage/open-store.ts");
  const { seed } = await import("../content/seed.ts");
  const store = await openStore(address);
  try {
    await seed(store);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** The table of systems, with what the store's NamingSystems add; loaded when a verb needs it. */
export async function knownSystems(store: Store): Promise<SystemTable> {
  return (await import("../importers/known-systems.ts")).knownSystems(store);
}

const CURIE = /^([A-Za-z][\w.-]*):(\S+)$/;

/**
 * System and code of what the user wrote: `--system` with a code, a CURIE, or the address of an entry. A CURIE whose
 * prefix no table knows is looked for among the codes of the store.
 */
export async function codingMeant(
  text: string,
  system: string | undefined,
  store: Store,
): Promise<{ system: string; code: string }> {
  const systems = await knownSystems(store);
  if (system !== undefined) return { system: systemFrom(system, systems), code: text };
  const [, prefix, local] = CURIE.exec(text) ?? [];
  if (prefix !== undefined && local !== undefined) {
    const holding = systems.byPrefix(prefix) ? [] : await systemsHolding(text, store);
    const [only, ...others] = holding;
    if (others.length > 0) throw new TerminologyError(codeOfSeveral(text, holding));
    if (only !== undefined) return { system: only, code: text };
    const known = wellKnownCoding(systems, { prefix, local });
    if (known) return known;
  }
  const entry = systems.ofEntryAt(text);
  if (!entry) throw new TerminologyError(systemNeeded(text));
  return { system: entry.uri, code: text };
}

/** Ontologies have their prefix in the code: the code systems that have this very code. */
async function systemsHolding(code: string, store: Store): Promise<string[]> {
  const urls = new Set((await store.codeSystems()).map(({ url }) => url));
  const holding: string[] = [];
  for (const url of urls) {
    const provider = url === undefined ? undefined : await store.codeSystem({ url });
    const [found] = (await provider?.locate([code])) ?? [];
    if (found && url !== undefined) holding.push(url);
  }
  return holding;
}

/**
 * The uri of a system by its name or prefix; an address stays as it is.
 * @throws TerminologyError: nobody knows the name
 */
export function systemFrom(name: string, systems: SystemTable): string {
  // An address goes to the engine as it is: it says how it reads it.
  if (/^(https?:|urn:)/i.test(name)) return name;
  const known = systems.called(name);
  if (known) return known.uri;
  throw new TerminologyError(unknownSystemName(name, systems.prefixes()));
}
