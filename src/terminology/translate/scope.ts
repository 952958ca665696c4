/** Value sets that limit a translation: is a coding a member? Compiled once a request. */
import { parseCanonical } from "../canonical.ts";
import type { CompiledInclude, CompiledValueSet, ComposeProblem } from "../compose/compiled.ts";
import { compileValueSet } from "../compose/compose.ts";
import { TerminologyError } from "../issues/issue.ts";
import { scopeIsCodeSystem } from "../issues/not-translated.ts";
import { unknownValueSet } from "../issues/value-sets.ts";
import { type Coding, type Concept, type ConceptMap, fullCoding, scopeOf } from "../model.ts";
import { wholeSystemAt } from "../resolve/fhir-vs.ts";
import { findValueSet } from "../resolve/find-value-set.ts";
import { systemTable } from "../resolve/known-systems.ts";
import { knownValueSet } from "../resolve/known-value-set.ts";
import { NO_VERSION_RULES } from "../resolve/version-rules.ts";
import type { ConceptMapProvider, Terminology } from "../store.ts";
import { type Awaitable, keptOr, orElse } from "../util/awaitable.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import { isMemberOf } from "../validate-code/infer-system.ts";

/** Answers whether a coding is a member of a value set, for all mappings of one request. */
export class Scopes {
  private readonly store: Terminology;
  private readonly work: WorkBudget | undefined;
  /** As the other one, made when the first value set is asked about: most maps need none. */
  private compiled: Map<string, Awaitable<CompiledValueSet | undefined>> | undefined;
  /** Those that were written out. */
  private lists: Map<string, Awaitable<Coding[] | undefined>> | undefined;

  constructor(store: Terminology, work: WorkBudget | undefined) {
    this.store = store;
    this.work = work;
  }

  async knows(valueSet: string): Promise<boolean> {
    return wholeSystem(valueSet) !== undefined || (await this.compile(valueSet)) !== undefined;
  }

  /** Is the coding in the value set? One without system is of the value set's systems. undefined: unknown. */
  async isMember(valueSet: string, coding: Coding): Promise<boolean | undefined> {
    const compiled = await this.compile(valueSet);
    if (compiled && coding.system === undefined) return bareMemberOf(compiled, coding, this.work);
    if (compiled) return memberOf(compiled, coding, this.work);
    const system = wholeSystem(valueSet);
    return system === undefined || coding.system === undefined ? undefined : coding.system === system;
  }

  /** The value set, where the coding is known not to be in it. */
  async without(valueSet: string, coding: Coding): Promise<string | undefined> {
    const isMember = await orElse(() => this.isMember(valueSet, coding), unlessTooCostly);
    return isMember === false ? valueSet : undefined;
  }

  /** The codes of a value set; undefined: it can't be listed, or has more than are written out. */
  members(valueSet: string): Awaitable<Coding[] | undefined> {
    this.lists ??= new Map();
    return keptOr(this.lists, valueSet, async () => {
      const compiled = await this.compile(valueSet);
      return compiled && listed(compiled, this.work);
    });
  }

  private compile(url: string): Awaitable<CompiledValueSet | undefined> {
    this.compiled ??= new Map();
    return keptOr(this.compiled, url, () => compileKnown(this.store, url, this.work));
  }
}

/** What is in a value set that can't be read is not known. */
function unlessTooCostly(failure: unknown): undefined {
  if (failure instanceof TerminologyError && failure.issues[0].code !== "too-costly") return undefined;
  throw failure;
}

const wholeSystem = (valueSet: string): string | undefined => wholeSystemAt(parseCanonical(valueSet).url);

async function compileKnown(
  store: Terminology,
  url: string,
  work: WorkBudget | undefined,
): Promise<CompiledValueSet | undefined> {
  await work?.giveWay();
  const ref = parseCanonical(url);
  const valueSet = await knownValueSet(store, ref);
  return valueSet && compileValueSet(store, valueSet, NO_VERSION_RULES, { work });
}

async function memberOf(
  compiled: CompiledValueSet,
  { system = "", code }: Coding,
  work: WorkBudget | undefined,
): Promise<boolean | undefined> {
  if (code === undefined) return false;
  await work?.giveWay();
  const member = await isMemberOf(compiled, system, code, work);
  const { openness, problems } = compiled;
  if (member === true && compiled.activeOnly && (await isInactive(compiled, system, code))) return false;
  if (member === true) return openness.fewer.length > 0 ? undefined : true;
  return openness.more.length > 0 || problems.length > 0 ? undefined : member;
}

/** What none of its systems has may be a code of another one: nothing follows from it. */
async function bareMemberOf(
  compiled: CompiledValueSet,
  { code = "" }: Coding,
  work: WorkBudget | undefined,
): Promise<boolean | undefined> {
  let isOther = false;
  for (const system of new Set(compiled.includes.map((include) => include.system))) {
    if (await memberOf(compiled, { system, code }, work)) return true;
    isOther ||= (await conceptsAt(compiled, system, code)).length > 0;
  }
  return isOther ? false : undefined;
}

/** Most codes that a value set is written out to. */
const MOST_LISTED = 1_000;

async function listed(
  { includes, activeOnly, problems }: CompiledValueSet,
  work: WorkBudget | undefined,
): Promise<Coding[] | undefined> {
  if (!problems.every(isOfAbsentSystem)) return undefined;
  const codings = new Map<string, Coding>();
  for (const include of includes) {
    const { provider, system, members } = include;
    const concepts = provider
      ? (await provider.select({ condition: members, activeOnly, count: MOST_LISTED + 1, work })).items
      : listedThere(include, activeOnly);
    if (!concepts) return undefined;
    work?.concepts(concepts.length);
    await work?.giveWay();
    for (const { code, display } of concepts)
      codings.set(`${system} ${code}`, fullCoding(system, code, display));
    if (codings.size > MOST_LISTED) return undefined;
  }
  return [...codings.values()];
}

/** Of what is taken away, the code system has to be here. */
const isOfAbsentSystem = ({ kind, path }: ComposeProblem): boolean =>
  kind === "code-system" && !path.includes(".exclude[");

/** The codes that an include lists of a code system that is not here, which nothing else narrows. */
const listedThere = (
  { members, concepts }: CompiledInclude,
  activeOnly: boolean,
): { code: string; display?: string | undefined }[] | undefined =>
  members.kind === "codes" && !activeOnly
    ? members.codes.map((code) => ({ code, display: concepts.get(code)?.display }))
    : undefined;

async function isInactive(compiled: CompiledValueSet, system: string, code: string): Promise<boolean> {
  const known = await conceptsAt(compiled, system, code);
  return known.length > 0 && known.every(({ inactive }) => inactive);
}

/** What the versions of a code system that the value set draws on have under this code. */
async function conceptsAt({ includes }: CompiledValueSet, system: string, code: string): Promise<Concept[]> {
  const providers = includes.filter((i) => i.system === system).flatMap(({ provider }) => provider ?? []);
  const concepts = await Promise.all([...new Set(providers)].map((provider) => provider.locate([code])));
  return concepts.flat().filter((concept) => concept !== undefined);
}

/** ConceptMap.sourceScope[x] or targetScope[x], without its version. */
export function declaredScope(conceptMap: ConceptMap, side: "source" | "target"): string | undefined {
  const text = scopeOf(conceptMap, side);
  return text === undefined ? undefined : parseCanonical(text).url;
}

/** The request with the value sets that limit it by their canonicals. @throws TerminologyError not-found: one is not known. */
export function withScopeUrls<R extends Limits>(
  store: Terminology,
  request: R,
  maps: readonly ConceptMapProvider[],
): Awaitable<R> {
  const { sourceScope, targetScope } = request;
  if (sourceScope === undefined && targetScope === undefined) return request;
  const headers = maps.map((map) => map.conceptMap);
  const urls = [
    scopeUrl(store, sourceScope, "source", headers),
    scopeUrl(store, targetScope, "target", headers),
  ];
  return Promise.all(urls).then(([source, target]) => ({
    ...request,
    sourceScope: source,
    targetScope: target,
  }));
}

/** Maps may know the codes of a system that is not here. */
const isAbout = ({ group = [] }: ConceptMap, system: string): boolean =>
  group.some(({ source, target }) =>
    [source, target].some((side) => side !== undefined && parseCanonical(side).url === system),
  );

/** Also one that nobody has stored. */
async function isSystem(store: Terminology, url: string, maps: readonly ConceptMap[]): Promise<boolean> {
  const isKnown = systemTable.entry(url) !== undefined || maps.some((map) => isAbout(map, url));
  return isKnown || (await store.codeSystem({ url })) !== undefined;
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
  if (maps.some((map) => declaredScope(map, side) === url)) return text;
  const system = wholeSystemAt(url);
  if (system !== undefined && maps.some((map) => isAbout(map, system))) return text;
  if ((await isSystem(store, url, maps)) && !(await store.valueSet({ url })))
    throw new TerminologyError(unknownValueSet(text, scopeIsCodeSystem(side)));
  await findValueSet(store, text);
  return text;
}
