/** The work behind `compileValueSet`: one compiler a request, so that what several includes share is resolved once. */
import { valueSetName } from "../canonical.ts";
import { allOf, conditionSize } from "../concepts/algebra.ts";
import type { ConceptCondition } from "../concepts/concept-condition.ts";
import { valueSetTooComplex } from "../issues/expansion.ts";
import { emptyInclude } from "../issues/value-sets.ts";
import type { ValueSet, ValueSetInclude } from "../model.ts";
import { supplementHints } from "../resolve/supplement-hints.ts";
import { supplementsNamed } from "../resolve/supplements.ts";
import type { VersionRules } from "../resolve/version-rules.ts";
import { modifierInStored } from "../resources/modifiers.ts";
import type { Terminology } from "../store.ts";
import type { Awaitable } from "../util/awaitable.ts";
import { inTurns, type LongWork } from "../util/in-turns.ts";
import { NOT_HERE_FOR_DEFINITION, type WorkBudget } from "../util/work-budget.ts";
import { inOwnCase } from "./codes-in-own-case.ts";
import { importedIncludes, membersOfSystem, withMembers } from "./combine.ts";
import type { CompiledInclude, CompiledValueSet, IncludedConcept } from "./compiled.ts";
import { DistinctIntersections } from "./distinct-intersections.ts";
import { expansionParameter, requiredSupplements } from "./expansion-parameters.ts";
import { type Imported, opennessOf } from "./openness.ts";
import { ownCondition } from "./own-condition.ts";
import { ProblemList } from "./problem-list.ts";
import { AHEAD, readAhead } from "./read-ahead.ts";
import { importResolver, type ResolveImport } from "./resolve-import.ts";
import { type ResolveSystem, systemResolver } from "./resolve-system.ts";
import { includesOfExpansion, isPartial } from "./stored-expansion.ts";
import { UnionByOrigin } from "./union-by-origin.ts";
import { unusedSupplements } from "./unused-supplements.ts";
import { UsedContentList } from "./used-content.ts";

/** Deeper chains of imports are refused. */
const MAX_DEPTH = 50;
/** Larger conditions are refused: hostile imports double at each level. */
const MAX_CONDITION_SIZE = 100_000;

/** Units of work to resolve an include. */
const INCLUDE = 20;

/** Where we are: the value sets being compiled, outermost first, and the supplements they ask for. */
interface Outer {
  chain: readonly ValueSet[];
  supplements: readonly string[];
}

interface Scope extends Outer {
  /** The innermost of the chain. */
  valueSet: ValueSet;
  /** What it has imported so far, by canonical. */
  imports: Map<string, CompiledValueSet>;
  imported: Imported;
}

type Side = "include" | "exclude";

/** One include or exclude: the element, its path, and whether it was read off a stored expansion. */
interface Part {
  include: ValueSetInclude;
  side: Side;
  path: string;
  stored: boolean;
}

export class Compiler {
  private readonly store: Terminology;
  readonly work: WorkBudget;
  readonly used = new UsedContentList();
  private readonly problems = new ProblemList();
  private readonly compiled = new Map<ValueSet, Promise<CompiledValueSet>>();
  /** Then nothing comes of the definition, and no more of it is looked at. */
  private isTooComplex = false;
  private readonly byOrigin: UnionByOrigin;
  private readonly resolveSystem: ResolveSystem;
  private readonly resolveImport: ResolveImport;

  constructor(store: Terminology, rules: VersionRules, work: WorkBudget) {
    this.store = store;
    this.work = work;
    this.byOrigin = new UnionByOrigin(work);
    this.resolveSystem = systemResolver(store, rules, this.used, work);
    this.resolveImport = importResolver(store, rules, this.used);
  }

  async compileRoot(valueSet: ValueSet, useSupplement: readonly string[]): Promise<CompiledValueSet> {
    await this.checkSupplements(valueSet, useSupplement);
    const compiled = await this.compile(valueSet, { chain: [], supplements: useSupplement });
    const asked = [...new Set([...useSupplement, ...requiredSupplements(valueSet)])];
    const unused = await unusedSupplements(this.store, asked, compiled);
    for (const sentence of unused) this.used.unusedSupplement(sentence);
    return compiled;
  }

  /** All that are asked for and not here are one problem. */
  private async checkSupplements(valueSet: ValueSet, useSupplement: readonly string[] = []): Promise<void> {
    const asked = [...new Set([...useSupplement, ...requiredSupplements(valueSet)])];
    const found = await supplementsNamed(this.store, asked);
    const urls = asked.filter((_, i) => found[i]?.length === 0);
    if (urls.length === 0) return;
    const hint = await supplementHints(this.store, urls);
    this.problems.all.push({ path: "ValueSet", valueSet, kind: "supplements", urls, hint });
  }

  private async compile(valueSet: ValueSet, outer: Outer): Promise<CompiledValueSet> {
    const required = requiredSupplements(valueSet);
    const scope: Scope = {
      valueSet,
      chain: [...outer.chain, valueSet],
      supplements: this.supplementsFor(outer.supplements, required),
      imports: new Map(),
      imported: { include: new Set(), exclude: new Set() },
    };
    if (required.length > 0 && outer.chain.length > 0) await this.checkSupplements(valueSet);
    this.problems.definition(valueSet);
    const { compose } = valueSet;
    const list = compose ? (compose.include ?? []) : await inTurns(includesOfExpansion(valueSet));
    if (!compose) this.problems.modified(valueSet, modifierInStored(list));
    const includes = await this.compileAll(list, "include", scope);
    const excludes = await this.compileAll(compose?.exclude ?? [], "exclude", scope);
    const asked = expansionParameter(valueSet, "versionsMatch")[0];
    const combined = await withMembers(
      includes,
      excludes,
      asked === undefined ? undefined : asked === "true",
      this.work,
    );
    const tooLarge = combined.members.some((m) => conditionSize(m.members) > MAX_CONDITION_SIZE);
    if (tooLarge) this.tooComplex(scope, "ValueSet.compose");
    return {
      valueSet,
      includes: tooLarge ? [] : combined.members,
      excludes,
      activeOnly: compose?.inactive === false,
      versionsMatch: combined.versionsMatch,
      openness: opennessOf(!compose && isPartial(valueSet) ? [valueSet] : [], scope.imported),
      used: this.used,
      problems: this.problems.all,
    };
  }

  /** Those of the outer ones stay one list, which is looked up once. */
  private supplementsFor(outer: readonly string[], required: readonly string[]): readonly string[] {
    if (required.length === 0) return outer;
    this.work.concepts(outer.length + required.length);
    return [...new Set([...outer, ...required])];
  }

  private async compileAll(
    list: readonly ValueSetInclude[],
    side: Side,
    scope: Scope,
  ): Promise<readonly CompiledInclude[]> {
    const stored = !scope.valueSet.compose;
    const result: CompiledInclude[] = [];
    const once = new DistinctIntersections();
    for (const [i, include] of list.entries()) {
      if (this.isTooComplex) break;
      if (i % AHEAD === 0) await readAhead(this.store, list.slice(i, i + AHEAD));
      const path = stored ? "ValueSet.expansion" : `ValueSet.compose.${side}[${i}]`;
      for (const part of await this.everyVersion({ include, side, path, stored })) {
        this.work.concepts(INCLUDE + (include.concept?.length ?? 0));
        await this.work.giveWay();
        const compiled = await this.compileOne(part, scope, once);
        // Along a chain of imports it is the same list, however long.
        if (list.length === 1 && include.system === undefined) return compiled;
        for (const one of compiled) result.push(one);
      }
    }
    return scope.imported[side].size === 0 ? result : this.byOrigin.of(result);
  }

  /** Version `*` means all versions of the code system, latest first. Those that are not here nobody can tell of. */
  private async everyVersion(part: Part): Promise<Part[]> {
    const { system, version } = part.include;
    if (version !== "*" || system === undefined) return [part];
    const known = (await this.store.versions("CodeSystem", system)).filter((one) => one !== undefined);
    if (known.length < 2) return [part];
    return known.reverse().map((one) => ({ ...part, include: { ...part.include, version: one } }));
  }

  private async compileOne(
    part: Part,
    scope: Scope,
    once: DistinctIntersections,
  ): Promise<readonly CompiledInclude[]> {
    const { include, side, path } = part;
    // A canonical may be null where FHIR's JSON has only its extension.
    const canonicals = (include.valueSet ?? []).filter((v) => typeof v === "string");
    const imports = canonicals.length === 0 ? [] : await this.importAll(canonicals, path, scope);
    if (imports === undefined) return [];
    for (const set of imports) scope.imported[side].add(set);
    if (include.system !== undefined) return this.compileSystem(part, include.system, imports, scope);
    if (imports.length > 0) return once.isNew(imports) ? importedIncludes(imports, this.work) : [];
    this.problems.invalid(scope.valueSet, path, emptyInclude(path));
    return [];
  }

  private async compileSystem(
    { include, path, stored }: Part,
    named: string,
    imports: readonly CompiledValueSet[],
    scope: Scope,
  ): Promise<CompiledInclude[]> {
    const { supplements, valueSet } = scope;
    const asked = { system: named, version: include.version, supplements };
    const resolved = await this.resolveSystem({ ...asked, lockedDate: valueSet.compose?.lockedDate });
    if (!resolved.provider) this.work.notHere(`CodeSystem ${named}`, NOT_HERE_FOR_DEFINITION);
    if (!stored) this.problems.codeSystem(valueSet, path, resolved);
    const { system, provider, version, source, wanted } = resolved;
    const listing = await inOwnCase(include, provider, this.work);
    const own = await ownCondition(listing, provider, path, this);
    if ("issue" in own) {
      this.problems.invalid(valueSet, own.path, own.issue);
      return [];
    }
    const condition = await this.limitedBy(imports, own.condition, { system, version });
    await this.work.giveWay();
    const concepts = await inTurns(conceptsOf(listing));
    const compiled: CompiledInclude = {
      include,
      path,
      system,
      version,
      versionSource: source,
      statedVersion: include.version,
      wantedVersion: wanted,
      provider,
      condition,
      members: condition,
      stored,
      enumerated: include.concept !== undefined,
      imports: imports.length > 0,
      concepts,
    };
    return [compiled];
  }

  /** What all of the imported sets have of it, too. */
  private limitedBy(
    imports: readonly CompiledValueSet[],
    own: ConceptCondition,
    here: { system: string; version: string | undefined },
  ): Awaitable<ConceptCondition> {
    if (imports.length === 0) return own;
    const members = Promise.all(imports.map((set) => membersOfSystem(set, here, this.work)));
    return members.then((others) => allOf([own, ...others]));
  }

  /** The imported sets, compiled; undefined when one of them can't be had. */
  private async importAll(
    canonicals: readonly string[],
    path: string,
    scope: Scope,
  ): Promise<CompiledValueSet[] | undefined> {
    const sets = new Set<CompiledValueSet>();
    let areAll = true;
    this.work.concepts(canonicals.length);
    for (const canonical of canonicals) {
      await this.work.giveWay();
      const set = scope.imports.get(canonical) ?? (await this.importOne(canonical, path, scope));
      if (!set) areAll = false;
      else scope.imports.set(canonical, set);
      if (set) sets.add(set);
    }
    return areAll ? [...sets] : undefined;
  }

  private async importOne(
    canonical: string,
    path: string,
    scope: Scope,
  ): Promise<CompiledValueSet | undefined> {
    const from = scope.valueSet;
    const resolved = await this.resolveImport(canonical, scope.chain);
    if ("missing" in resolved) {
      this.work.notHere(`ValueSet ${canonical}`, NOT_HERE_FOR_DEFINITION);
      this.problems.all.push({ path, valueSet: from, ...resolved.missing });
      return undefined;
    }
    const { valueSet } = resolved;
    if (scope.chain.some((outer) => same(outer, valueSet))) {
      const chain = [...scope.chain, valueSet].map(valueSetName);
      this.problems.all.push({ path, valueSet: from, kind: "circular", chain });
      return undefined;
    }
    if (scope.chain.length >= MAX_DEPTH) {
      this.tooComplex(scope, path);
      return undefined;
    }
    let result = this.compiled.get(valueSet);
    if (!result) this.compiled.set(valueSet, (result = this.compile(valueSet, scope)));
    return result;
  }

  private tooComplex(scope: Scope, path: string): void {
    this.isTooComplex = true;
    this.problems.invalid(scope.valueSet, path, valueSetTooComplex(valueSetName(scope.valueSet)));
  }
}

/** Listed concepts that are looked at between two steps. */
const STEP = 2_000;

function* conceptsOf(include: ValueSetInclude): LongWork<Map<string, IncludedConcept>> {
  const concepts = new Map<string, IncludedConcept>();
  for (const [i, concept] of (include.concept ?? []).entries()) {
    if (!concepts.has(concept.code)) concepts.set(concept.code, concept);
    if (i % STEP === STEP - 1) yield;
  }
  return concepts;
}

const same = (a: ValueSet, b: ValueSet): boolean =>
  a === b || (a.url !== undefined && a.url === b.url && a.version === b.version);
