/** What includes name, asked for together: a database is asked about many addresses in one question. */
import { type Canonical, parseCanonical, printCanonical } from "../canonical.ts";
import type { ValueSetInclude } from "../model.ts";
import { findProvider } from "../resolve/find-code-system.ts";
import { systemHints } from "../resolve/system-hints.ts";
import type { Terminology } from "../store.ts";
import { after, type Awaitable, mapAll } from "../util/awaitable.ts";

/** Includes that are read ahead of, and as many addresses of each kind at most. */
export const AHEAD = 100;

/** Stores keep what they answer: each include is resolved by itself after this, and seldom has to wait. */
export function readAhead(store: Terminology, includes: readonly ValueSetInclude[]): Awaitable<unknown> {
  if (includes.length < 2) return undefined;
  const systems = new Map<string, Canonical>();
  const valueSets = new Set<string>();
  for (const { system, version, valueSet = [] } of includes) {
    if (system !== undefined) systems.set(printCanonical({ url: system, version }), { url: system, version });
    for (const canonical of valueSet)
      if (typeof canonical === "string" && valueSets.size < AHEAD) valueSets.add(canonical);
  }
  return after(
    mapAll([...systems.values()], (named) => readSystem(store, named)),
    () => mapAll([...valueSets], (canonical) => readValueSet(store, parseCanonical(canonical).url)),
  );
}

const readSystem = (store: Terminology, { url, version }: Canonical): Awaitable<unknown> =>
  after(findProvider(store, url, version), (found) => (found ? undefined : systemHints(store, url)));

/** Whether it is there: definitions may be long, and are read one by one. */
const readValueSet = (store: Terminology, url: string): Awaitable<unknown> =>
  after(store.versions("ValueSet", url), ({ length }) =>
    length > 0 ? undefined : store.codeSystem({ url }),
  );
