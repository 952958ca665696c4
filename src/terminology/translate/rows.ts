/** What the maps say about one reading of a coding: the rows of its first spelling that any map knows. */
import { systemTable } from "../resolve/known-systems.ts";
import type { Issue } from "../issues/issue.ts";
import { fallbackOfUnknownCode } from "../issues/translation.ts";
import { after, mapAll, type Awaitable } from "../util/awaitable.ts";
import type { Coding, Mapping } from "../model.ts";
import { systemName } from "../resolve/find-concept.ts";
import type { ConceptMapProvider, Direction, Terminology } from "../store.ts";
import { isAbout, nearSide } from "./maps.ts";
import type { Scopes } from "./scope.ts";
import { bestSpelling, type Reading, type Spelling } from "./spellings.ts";
import { unmappedRows, type Fallback, type Row } from "./unmapped.ts";

/** A map with its rows about all codings of the request: one question each. */
export interface AskedMap {
  map: ConceptMapProvider;
  rows: Mapping[];
}

export function askMaps(
  maps: readonly ConceptMapProvider[],
  codings: readonly Coding[],
  direction: Direction,
): Awaitable<AskedMap[]> {
  return mapAll(maps, (map) => after(map.mappings(codings, direction), (rows) => ({ map, rows })));
}

export interface FoundRows {
  /** The spellings that were looked up: all of one tier. */
  spellings: Spelling[];
  rows: Row[];
  notes: Issue[];
}

export interface RowsContext {
  store: Terminology;
  scopes: Scopes;
  direction: Direction;
  farSystem: string | undefined;
}

/** Rows of codes that are listed; where none is, what the maps say of codes not listed. */
export function rowsFor(
  context: RowsContext,
  asked: readonly AskedMap[],
  reading: Reading,
): Awaitable<FoundRows> {
  const open = context.direction === "reverse" ? [] : asked.filter(({ map }) => hasUnmapped(map));
  return rowsFrom(0, context, asked, open, reading);
}

/** From this tier of spellings on. */
function rowsFrom(
  at: number,
  context: RowsContext,
  asked: readonly AskedMap[],
  open: readonly AskedMap[],
  reading: Reading,
): Awaitable<FoundRows> {
  const { store, scopes, direction, farSystem } = context;
  const tier = reading.tiers[at];
  if (!tier) return rowsOfNoneListed(context, asked, open, reading);
  const listing = mapAll(tier, ({ coding }) => listedRows(asked, coding, direction, scopes));
  return after(listing, (listed) => {
    const spellings = tier.filter((_, i) => listed[i]!.length > 0);
    if (spellings.length === 0) return rowsFrom(at + 1, context, asked, open, reading);
    const rows = listed.length === 1 ? listed[0]! : listed.flat();
    const wants = wanted(farSystem);
    const fitting =
      farSystem === undefined
        ? rows
        : rows.filter(({ mapping }) => wants(farSide(mapping, direction)?.system));
    if (open.length === 0) return { spellings, rows: fitting, notes: [] };
    return after(fallbacks(store, open, spellings[0]!, rows, wants), (others) => ({
      spellings,
      rows: [...fitting, ...others.rows],
      notes: others.notes,
    }));
  });
}

function rowsOfNoneListed(
  { store, farSystem }: RowsContext,
  asked: readonly AskedMap[],
  open: readonly AskedMap[],
  reading: Reading,
): Awaitable<FoundRows> {
  const spelling = bestSpelling(reading);
  const { provider } = reading;
  if (provider?.codeSystem.content === "complete" && !spelling.concept) {
    const notes = asked.some(({ map }) => hasUnmapped(map))
      ? [fallbackOfUnknownCode(spelling.coding, systemName(provider.codeSystem))]
      : [];
    return { spellings: [spelling], rows: [], notes };
  }
  return after(fallbacks(store, open, spelling, [], wanted(farSystem)), (others) => ({
    spellings: [spelling],
    ...others,
  }));
}

/** Is this the system that was asked for? By its own address or an alias. */
export function wanted(farSystem: string | undefined): (system: string | undefined) => boolean {
  if (farSystem === undefined) return () => true;
  const canonical = systemTable.alias(farSystem)?.entry.uri;
  return (system) => system === farSystem || (canonical !== undefined && system === canonical);
}

const farSide = (row: Mapping, direction: Direction): Coding | undefined =>
  direction === "forward" ? row.target : row.source;

function listedRows(
  asked: readonly AskedMap[],
  coding: Coding,
  direction: Direction,
  scopes: Scopes,
): Awaitable<Row[]> {
  const found: Row[] = [];
  let anyOpen = false;
  for (const { map, rows } of asked) {
    for (const mapping of rows) {
      const near = nearSide(mapping, direction);
      if (!near || !isAbout(near, coding) || (direction === "reverse" && mapping.noMap)) continue;
      anyOpen ||= near.code === undefined;
      found.push({ origin: map.conceptMap, mapping, fallback: false });
    }
  }
  return anyOpen ? withMembers(found, coding, direction, scopes) : found;
}

/** Rows about a value set are about the code if it is a member. */
async function withMembers(
  rows: readonly Row[],
  coding: Coding,
  direction: Direction,
  scopes: Scopes,
): Promise<Row[]> {
  const isOpen = ({ mapping }: Row): boolean => nearSide(mapping, direction)!.code === undefined;
  const fit = await Promise.all(
    rows.map((row) => !isOpen(row) || isMember(row.mapping, coding, direction, scopes)),
  );
  return rows
    .filter((_, i) => fit[i])
    .map((row) => (isOpen(row) ? { ...row, mapping: withCode(row.mapping, coding, direction) } : row));
}

async function isMember(
  { sourceValueSet, targetValueSet }: Mapping,
  coding: Coding,
  direction: Direction,
  scopes: Scopes,
): Promise<boolean> {
  const valueSet = direction === "forward" ? sourceValueSet : targetValueSet;
  return valueSet !== undefined && (await scopes.isMember(valueSet, coding)) === true;
}

const withCode = (row: Mapping, coding: Coding, direction: Direction): Mapping =>
  direction === "forward"
    ? { ...row, source: { ...coding, ...row.source } }
    : { ...row, target: { ...coding, ...row.target } };

const hasUnmapped = ({ conceptMap }: ConceptMapProvider): boolean =>
  (conceptMap.group ?? []).some((group) => group.unmapped);

function fallbacks(
  store: Terminology,
  open: readonly AskedMap[],
  { coding }: Spelling,
  listed: readonly Row[],
  wants: (system: string | undefined) => boolean,
): Awaitable<Fallback> {
  const all = mapAll(open, ({ map }) => {
    const own = listed.filter(({ origin }) => origin === map.conceptMap).map(({ mapping }) => mapping);
    return unmappedRows(store, map, coding, own, wants);
  });
  return after(all, (found) => ({
    rows: found.flatMap((f) => f.rows),
    notes: found.flatMap((f) => f.notes),
  }));
}
