/** What an expansion reads, in order: the includes, each without what an earlier one gives already. */
import { keptOr, type Awaitable } from "../util/awaitable.ts";
import { compareVersions, parseCanonical, versionMatches } from "../canonical.ts";
import { allOf, anyOf, without } from "../concepts/algebra.ts";
import type { CompiledInclude, CompiledValueSet } from "../compose/compiled.ts";
import type { ConceptCondition } from "../concepts/concept-condition.ts";
import type { EffectiveRequest } from "./request.ts";
import type { Source } from "./member.ts";
import { textMatches, words } from "../concepts/text-match.ts";

const whole = new WeakMap<CompiledValueSet, Awaitable<readonly Source[]>>();

/** Where the request narrows nothing they are the same every time, and kept with the compiled value set. */
export function sourcesOf(
  compiled: CompiledValueSet,
  request: EffectiveRequest,
): Awaitable<readonly Source[]> {
  const { filter, excludeSystem, excludeNotForUI } = request;
  if (filter !== undefined || excludeSystem !== undefined || excludeNotForUI)
    return gather(compiled, request);
  return keptOr(whole, compiled, () => gather(compiled, request));
}

async function gather(compiled: CompiledValueSet, request: EffectiveRequest): Promise<Source[]> {
  const isLeftOut = leftOut(request.excludeSystem);
  const includes = newestFirst(compiled.includes).filter((i) => !isLeftOut(i));
  const sources: Source[] = [];
  for (const [at, include] of includes.entries()) {
    const minus: ConceptCondition[] = [];
    for (const earlier of includes.slice(0, at)) {
      if (earlier.system !== include.system) continue;
      if (earlier.version === include.version) minus.push(earlier.members);
      else if (compiled.versionsMatch) minus.push(await codesOf(earlier));
    }
    const wanted = allOf([without(include.members, minus), ...limits(include, request)]);
    sources.push({ include, condition: wanted });
  }
  return sources;
}

/** Where a value set pins several versions of one system, the newest comes first; else the order is that of compose. */
function newestFirst(includes: readonly CompiledInclude[]): CompiledInclude[] {
  const result = [...includes];
  const systems = new Set(includes.map((i) => i.system));
  for (const system of systems) {
    const own = includes.filter((i) => i.system === system);
    if (own.length < 2 || own.some((i) => i.statedVersion === undefined)) continue;
    const sorted = [...own].sort((a, b) => compareVersions(b.version, a.version));
    for (const [at, include] of includes.entries()) {
      if (include.system === system) result[at] = sorted.shift()!;
    }
  }
  return result;
}

/** Is this version of a system among those that the caller does not want (exclude-system)? */
export function leftOut(
  excluded: readonly string[] | undefined,
): (of: { system: string; version: string | undefined }) => boolean {
  const refs = (excluded ?? []).map(parseCanonical);
  return ({ system, version }) =>
    refs.some((r) => r.url === system && (r.version === undefined || versionMatches(version, r.version)));
}

async function codesOf({ provider, members, concepts }: CompiledInclude): Promise<ConceptCondition> {
  if (!provider) return { kind: "codes", codes: [...concepts.keys()] };
  const { items } = await provider.select({ condition: members });
  return { kind: "codes", codes: items.map((c) => c.code) };
}

function limits(include: CompiledInclude, request: EffectiveRequest): ConceptCondition[] {
  const conditions: ConceptCondition[] = [];
  if (request.filter !== undefined && words(request.filter).length > 0)
    conditions.push(matching(include, request.filter));
  if (request.excludeNotForUI) conditions.push({ kind: "selectable" });
  return conditions;
}

/** By any name that the code system gives a concept, or this value set. */
function matching({ concepts }: CompiledInclude, text: string): ConceptCondition {
  const query = words(text);
  const codes = [...concepts.values()]
    .filter(({ display, designation }) =>
      [display, ...(designation ?? []).map((d) => d.value)].some((t) => t && textMatches(t, query)),
    )
    .map((c) => c.code);
  return anyOf([{ kind: "text", text }, ...(codes.length > 0 ? [{ kind: "codes", codes } as const] : [])]);
}
