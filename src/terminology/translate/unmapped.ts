/**
 * ConceptMap.group.unmapped: what a map says of codes that it does not list. Applied only to a code that the group has
 * no mapping of (not even "no map"), and only forwards.
 */
import { parseCanonical, printCanonical, versionMatches } from "../canonical.ts";
import type { Issue } from "../issues/issue.ts";
import { otherMapCycle, otherMapMissing, usedFallback } from "../issues/translation.ts";
import type { Coding, ConceptMap, ConceptMapGroup, Mapping } from "../model.ts";
import type { ConceptMapProvider, Terminology } from "../store.ts";

/** A mapping and the map that states it. */
export interface Statement {
  origin: ConceptMap;
  mapping: Mapping;
  fallback: boolean;
}

export interface Fallback {
  statements: Statement[];
  notes: Issue[];
}

/** The maps on the way here, and all that were asked: each is asked once, so that no web of maps costs more than its size. */
interface Trail {
  path: readonly string[];
  asked: Set<string>;
}

/**
 * @param listed what the map itself says about the coding
 * @param wants is this target system asked for?
 */
export async function unmappedStatements(
  store: Terminology,
  { conceptMap }: ConceptMapProvider,
  coding: Coding,
  listed: readonly Mapping[],
  wants: (system: string | undefined) => boolean,
  trail: Trail = { path: [], asked: new Set() },
): Promise<Fallback> {
  const result: Fallback = { statements: [], notes: [] };
  for (const group of conceptMap.group ?? []) {
    if (!group.unmapped || !isFrom(group, coding) || isListed(group, listed)) continue;
    const target = parseCanonical(group.target ?? "").url;
    const found: Fallback =
      group.unmapped.mode === "other-map"
        ? await fromOtherMap(store, conceptMap, group, coding, wants, trail)
        : {
            statements: wants(target)
              ? [{ origin: conceptMap, mapping: ownMapping(group, coding), fallback: true }]
              : [],
            notes: [],
          };
    if (found.statements.length > 0) result.notes.push(usedFallback(coding, conceptMap));
    result.statements.push(...found.statements);
    result.notes.push(...found.notes);
  }
  return result;
}

function isFrom({ source }: ConceptMapGroup, { system, version: sent }: Coding): boolean {
  if (source === undefined) return true;
  const { url, version } = parseCanonical(source);
  return url === system && (sent === undefined || version === undefined || versionMatches(sent, version));
}

const isListed = ({ target }: ConceptMapGroup, listed: readonly Mapping[]): boolean =>
  listed.some(
    (mapping) =>
      mapping.target?.system === undefined || mapping.target.system === parseCanonical(target ?? "").url,
  );

/** `fixed`: the same for every code. `use-source-code` (R4 `provided`): the code itself, in the target system. */
function ownMapping({ target, unmapped }: ConceptMapGroup, coding: Coding): Mapping {
  const { url: system, version } = parseCanonical(target ?? "");
  const { mode, code, display, valueSet, relationship } = unmapped!;
  const own = mode === "fixed" ? { code, display } : { code: coding.code, display: undefined };
  return {
    source: coding,
    target: {
      ...(target ? { system } : {}),
      ...(version ? { version } : {}),
      ...(own.code === undefined ? {} : { code: own.code }),
      ...(own.display === undefined ? {} : { display: own.display }),
    },
    ...(mode === "fixed" && valueSet ? { targetValueSet: valueSet } : {}),
    relationship: relationship ?? "related-to",
    dependsOn: [],
    product: [],
    properties: [],
  };
}

async function fromOtherMap(
  store: Terminology,
  conceptMap: ConceptMap,
  { unmapped }: ConceptMapGroup,
  coding: Coding,
  wants: (system: string | undefined) => boolean,
  { path, asked }: Trail,
): Promise<Fallback> {
  const url = unmapped!.otherMap ?? "";
  const [other] = url === "" ? [] : await store.conceptMaps(parseCanonical(url));
  if (!other) return { statements: [], notes: [otherMapMissing(conceptMap, url)] };
  const name = printCanonical(other.conceptMap);
  const further = [...path, printCanonical(conceptMap)];
  if (further.includes(name)) return { statements: [], notes: [otherMapCycle(conceptMap)] };
  if (asked.has(name)) return { statements: [], notes: [] };
  asked.add(name);
  const all = await other.mappings([coding], "forward");
  const statements = all
    .filter(({ target }) => wants(target?.system))
    .map((mapping): Statement => ({ origin: other.conceptMap, mapping, fallback: true }));
  const next = await unmappedStatements(store, other, coding, all, wants, { path: further, asked });
  return { statements: [...statements, ...next.statements], notes: next.notes };
}
