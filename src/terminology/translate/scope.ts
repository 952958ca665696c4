/** Value sets that limit a translation: is a coding a member? Compiled once a request. */
import { compileValueSet } from "../compose/compose.ts";
import type { CompiledInclude, CompiledValueSet } from "../compose/compiled.ts";
import { parseCanonical } from "../canonical.ts";
import { findValueSet } from "../resolve/find-value-set.ts";
import type { Coding, ConceptMap } from "../model.ts";
import type { ConceptMapProvider, Terminology } from "../store.ts";
import type { Awaitable } from "../util/awaitable.ts";
import { NO_VERSION_RULES } from "../resolve/version-rules.ts";

export class Scopes {
  private readonly store: Terminology;
  /** Made when the first value set is asked about: most maps need none. */
  private compiled: Map<string, Promise<CompiledValueSet | undefined>> | undefined;

  constructor(store: Terminology) {
    this.store = store;
  }

  async knows(valueSet: string): Promise<boolean> {
    return (await this.compile(valueSet)) !== undefined;
  }

  /** Is the coding in the value set? undefined: it can't be told. */
  async isMember(valueSet: string, coding: Coding): Promise<boolean | undefined> {
    const compiled = await this.compile(valueSet);
    return compiled && memberOf(compiled, coding);
  }

  /** The codes of a value set, at most `count`; undefined: it can't be listed. */
  async members(valueSet: string, count: number): Promise<Coding[] | undefined> {
    const compiled = await this.compile(valueSet);
    return compiled && listed(compiled, count);
  }

  private compile(url: string): Promise<CompiledValueSet | undefined> {
    this.compiled ??= new Map();
    let known = this.compiled.get(url);
    if (!known) this.compiled.set(url, (known = compileKnown(this.store, url)));
    return known;
  }
}

async function compileKnown(store: Terminology, url: string): Promise<CompiledValueSet | undefined> {
  const valueSet = await store.valueSet(parseCanonical(url));
  return valueSet && compileValueSet(store, valueSet, NO_VERSION_RULES);
}

async function memberOf(
  { includes, activeOnly, problems }: CompiledValueSet,
  { system, code }: Coding,
): Promise<boolean | undefined> {
  if (code === undefined) return false;
  const own = includes.filter((include) => include.system === system);
  const answers = await Promise.all(own.map((include) => inInclude(include, code, activeOnly)));
  if (answers.includes(true)) return true;
  return answers.includes(undefined) || problems.length > 0 ? undefined : false;
}

async function inInclude(
  { provider, members, enumerated, concepts }: CompiledInclude,
  code: string,
  activeOnly: boolean,
): Promise<boolean | undefined> {
  if (!provider) return enumerated ? concepts.has(code) : undefined;
  const { total } = await provider.select({ condition: members, codes: [code], activeOnly, count: 1 });
  return total > 0;
}

async function listed(
  { includes, activeOnly, problems }: CompiledValueSet,
  count: number,
): Promise<Coding[] | undefined> {
  if (problems.length > 0 || includes.some((include) => !include.provider)) return undefined;
  const codings = new Map<string, Coding>();
  for (const { provider, system, members } of includes) {
    const page = await provider!.select({ condition: members, activeOnly, count: count + 1 });
    for (const { code, display } of page.items)
      codings.set(`${system} ${code}`, { system, code, ...(display === undefined ? {} : { display }) });
    if (codings.size > count) return undefined;
  }
  return [...codings.values()];
}

/** ConceptMap.sourceScope[x] or targetScope[x], without its version. */
export function declaredScope(conceptMap: ConceptMap, side: "source" | "target"): string | undefined {
  const text = conceptMap[`${side}ScopeUri`] ?? conceptMap[`${side}ScopeCanonical`];
  return text === undefined ? undefined : parseCanonical(text).url;
}

/** The value sets that limit a request, by their canonicals. @throws TerminologyError not-found: one is not known. */
export function scopeUrls(
  store: Terminology,
  { sourceScope, targetScope }: Limits,
  maps: readonly ConceptMapProvider[],
): Awaitable<Limits> {
  const limited = sourceScope !== undefined || targetScope !== undefined;
  if (!limited) return {};
  const headers = maps.map((map) => map.conceptMap);
  const urls = [
    scopeUrl(store, sourceScope, "source", headers),
    scopeUrl(store, targetScope, "target", headers),
  ];
  return Promise.all(urls).then(([source, target]) => ({ sourceScope: source, targetScope: target }));
}

interface Limits {
  sourceScope?: string | undefined;
  targetScope?: string | undefined;
}

/**
 * The value set that a caller means: a canonical, or the id of a stored one (`ValueSet/genes`, `genes`), which R4 allows.
 * @throws TerminologyError not-found, unless one of the maps declares it as its own scope.
 */
async function scopeUrl(
  store: Terminology,
  text: string | undefined,
  side: "source" | "target",
  maps: readonly ConceptMap[],
): Promise<string | undefined> {
  if (text === undefined) return undefined;
  if (!/^[a-z][a-z0-9+.-]*:/i.test(text)) {
    const stored = await store.valueSet({ id: text.replace(/^.*\//, "") });
    if (stored?.url !== undefined) return stored.url;
  }
  const { url } = parseCanonical(text);
  if (!maps.some((map) => declaredScope(map, side) === url)) await findValueSet(store, text);
  return text;
}
