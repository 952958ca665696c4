/** What every verb needs: the store, the systems that it knows, and its flags. */
import type { Command } from "commander";
import { bundledResources } from "../bundled-terminology.ts";
import { readConfig, SETTINGS } from "../config.ts";
import { bundledSystems, type Systems } from "../importers/systems.ts";
import { openStore } from "../storage/open-store.ts";
import { MemoryStore } from "../storage/memory/memory-store.ts";
import { systemNeeded, unknownSystemName, badOption } from "../terminology/issues/command-line.ts";
import { TerminologyError } from "../terminology/issues.ts";
import type * as r5 from "fhir/r5";
import type { WritableStore } from "../terminology/store.ts";
import type { Io } from "./io.ts";

export interface CommonOptions {
  store?: string;
  json?: boolean;
}

export const DEFAULT_STORE = "sqlite:data/ossicle.db";

/** `--store` and `--json`, on every verb. */
export function withCommonOptions(command: Command): Command {
  return command
    .option(
      "--store <address>",
      "memory:, sqlite:FILE or postgres://... (default: OSSICLE_STORE, else the server's own)",
    )
    .option("--json", "the answer as JSON, for scripts");
}

export function storeAddress(options: CommonOptions, io: Io): string {
  if (options.store !== undefined) {
    const read = SETTINGS.store.read(options.store);
    if ("expected" in read)
      throw new TerminologyError(badOption("--store", options.store, `give ${read.expected}`));
    return options.store;
  }
  return readConfig(io.env).store;
}

/** Opens the store, runs, closes it again whatever happens. */
export async function withStore<T>(
  options: CommonOptions,
  io: Io,
  run: (store: WritableStore) => Promise<T>,
): Promise<T> {
  const address = storeAddress(options, io);
  // A memory store starts out with what comes with Ossicle, as the server's does.
  const store = address.startsWith("memory:")
    ? new MemoryStore(bundledResources())
    : await openStore(address);
  try {
    return await run(store);
  } finally {
    await store.close();
  }
}

/** The table of systems, with what the store's NamingSystems add. */
export async function knownSystems(store: WritableStore): Promise<Systems> {
  const systems = bundledSystems();
  const { items } = await store.search("NamingSystem", { criteria: [] });
  systems.extend(items.map((item) => item.resource as r5.NamingSystem));
  return systems;
}

/** System and code of what the user wrote: `--system` with a code, or a CURIE. */
export function codingFrom(
  text: string,
  system: string | undefined,
  systems: Systems,
): { system: string; code: string } {
  if (system !== undefined) return { system: systemFrom(system, systems), code: text };
  const curie = /^([A-Za-z][\w.-]*):(\S+)$/.exec(text);
  const known = curie && systems.wellKnown({ prefix: curie[1]!, local: curie[2]! });
  if (!known) throw new TerminologyError(systemNeeded(text));
  return known;
}

export function systemFrom(name: string, systems: Systems): string {
  const known = systems.canonical(name);
  if (known !== undefined) return known;
  if (/^(https?:|urn:)/i.test(name)) return name;
  throw new TerminologyError(unknownSystemName(name, systems.prefixes()));
}
