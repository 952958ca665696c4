/** The work behind `compileValueSet`: one compiler a request, so that what several includes share is resolved once. */
import { parseCanonical, printCanonical } from "../canonical.ts";
import type { CompiledInclude, CompiledValueSet, ComposeProblem, IncludedConcept } from "../compose.ts";
import type { ConceptCondition } from "../concept-condition.ts";
import { filterCondition } from "../filters.ts";
import { emptyInclude, valueSetTooComplex, withoutDefinition } from "../issues/value-sets.ts";
import type { ValueSet, ValueSetInclude } from "../model.ts";
import type { TerminologyStore } from "../store.ts";
import { wantedValueSetVersion, type VersionRules } from "../version-rules.ts";
import { allOf, conditionSize } from "./algebra.ts";
import { importedIncludes, membersOfSystem, withMembers } from "./combine.ts";
import { expansionParameter, requiredSupplements } from "./expansion-parameters.ts";
import { systemResolver, type ResolvedSystem } from "./resolve-system.ts";
import { includesOfExpansion } from "./stored-expansion.ts";
import { UsedContentList } from "./used-content.ts";

/** Deeper chains of imports are refused. */
const MAX_DEPTH = 50;
/** Larger conditions are refused: hostile imports double at each level. */
const MAX_CONDITION_SIZE = 100_000;

/** Where we are: the value sets being compiled, outermost first, and what they ask for. */
interface Scope {
  chain: ValueSet[];
  supplements: readonly string[];
}

export function compiler(
  store: TerminologyStore,
  rules: VersionRules,
  useSupplement: readonly string[],
): (valueSet: ValueSet) => Promise<CompiledValueSet> {
  const used = new UsedContentList();
  const problems: ComposeProblem[] = [];
  const compiled = new Map<ValueSet, Promise<CompiledValueSet>>();
  const resolveSystem = systemResolver(store, rules, used);

  async function compile(valueSet: ValueSet, outer: Scope): Promise<CompiledValueSet> {
    const scope: Scope = {
      chain: [...outer.chain, valueSet],
      supplements: [...new Set([...outer.supplements, ...requiredSupplements(valueSet)])],
    };
    const { compose } = valueSet;
    if (!compose && !valueSet.expansion)
      invalid(valueSet, "ValueSet.compose", withoutDefinition(name(valueSet)));
    const stored = !compose;
    const list = compose?.include ?? (stored ? includesOfExpansion(valueSet) : []);
    const includes = await compileAll(list, "include", scope, stored);
    const excludes = await compileAll(compose?.exclude ?? [], "exclude", scope, stored);
    const asked = expansionParameter(valueSet, "versionsMatch")[0];
    const { members, versionsMatch } = await withMembers(
      includes,
      excludes,
      asked === undefined ? undefined : asked === "true",
    );
    if (members.some((m) => conditionSize(m.members) > MAX_CONDITION_SIZE)) {
      invalid(valueSet, "ValueSet.compose", valueSetTooComplex(name(valueSet)));
      members.length = 0;
    }
    return {
      valueSet,
      includes: members,
      excludes,
      activeOnly: compose?.inactive === false,
      versionsMatch,
      used,
      problems,
    };
  }

  async function compileAll(
    list: readonly ValueSetInclude[],
    side: "include" | "exclude",
    scope: Scope,
    stored: boolean,
  ): Promise<CompiledInclude[]> {
    const result: CompiledInclude[] = [];
    for (const [i, include] of list.entries()) {
      const path = stored ? "ValueSet.expansion" : `ValueSet.compose.${side}[${i}]`;
      result.push(...(await compileOne(include, path, scope, stored)));
    }
    return result;
  }

  async function compileOne(
    include: ValueSetInclude,
    path: string,
    scope: Scope,
    stored: boolean,
  ): Promise<CompiledInclude[]> {
    const imports = await importAll(include.valueSet ?? [], path, scope);
    if (imports === undefined) return [];
    if (include.system === undefined) {
      if (imports.length > 0) return importedIncludes(include, path, imports);
      invalid(scope.chain.at(-1)!, path, emptyInclude(path));
      return [];
    }
    const resolved = await resolveSystem(include.system, include.version, scope.supplements);
    if (!stored) report(resolved, include.system, path, scope);
    const own = ownCondition(include, resolved, path, scope);
    if (!own) return [];
    const { provider, version, source, wanted } = resolved;
    const here = { system: include.system, version };
    const memberships = await Promise.all(imports.map((set) => membersOfSystem(set, here)));
    const condition = allOf([own, ...memberships]);
    return [
      {
        include,
        path,
        ...here,
        versionSource: source,
        statedVersion: include.version,
        wantedVersion: wanted,
        provider,
        condition,
        members: condition,
        enumerated: include.concept !== undefined,
        imports: imports.length > 0,
        concepts: conceptsOf(include),
      },
    ];
  }

  /** The imported sets, compiled; undefined when one of them can't be had. */
  async function importAll(
    canonicals: readonly string[],
    path: string,
    scope: Scope,
  ): Promise<CompiledValueSet[] | undefined> {
    const sets: CompiledValueSet[] = [];
    let complete = true;
    for (const canonical of canonicals) {
      const set = await importOne(canonical, path, scope);
      if (set) sets.push(set);
      else complete = false;
    }
    return complete ? sets : undefined;
  }

  async function importOne(
    canonical: string,
    path: string,
    scope: Scope,
  ): Promise<CompiledValueSet | undefined> {
    const valueSet = await findImport(canonical, path, scope);
    if (!valueSet) return undefined;
    const from = scope.chain.at(-1)!;
    if (scope.chain.some((outer) => same(outer, valueSet))) {
      problems.push({ path, valueSet: from, kind: "circular", chain: [...scope.chain, valueSet].map(name) });
      return undefined;
    }
    if (scope.chain.length >= MAX_DEPTH) {
      invalid(from, path, valueSetTooComplex(name(from)));
      return undefined;
    }
    let result = compiled.get(valueSet);
    if (!result) {
      result = compile(valueSet, scope);
      compiled.set(valueSet, result);
    }
    return result;
  }

  async function findImport(canonical: string, path: string, scope: Scope): Promise<ValueSet | undefined> {
    const from = scope.chain.at(-1)!;
    if (canonical.startsWith("#")) {
      const contained = [...scope.chain]
        .reverse()
        .flatMap((v) => v.contained ?? [])
        .find((r) => r.resourceType === "ValueSet" && r.id === canonical.slice(1));
      if (contained) return contained as ValueSet;
      problems.push({
        path,
        valueSet: from,
        kind: "value-set",
        url: canonical,
        version: undefined,
        pinned: false,
        known: [],
      });
      return undefined;
    }
    const ref = parseCanonical(canonical);
    const { version, pinned } = wantedValueSetVersion(rules, ref);
    const valueSet = await store.valueSet({ url: ref.url, version });
    if (!valueSet) {
      const known = (await store.versions("ValueSet", ref.url)).filter((v) => v !== undefined);
      problems.push({ path, valueSet: from, kind: "value-set", url: ref.url, version, pinned, known });
      return undefined;
    }
    if (pinned) used.versionParameter("default-valueset-version", printCanonical({ url: ref.url, version }));
    used.valueSet(valueSet);
    return valueSet;
  }

  function report(resolved: ResolvedSystem, system: string, path: string, scope: Scope): void {
    const at = { path, valueSet: scope.chain.at(-1)!, system, version: resolved.version };
    if (!resolved.provider) problems.push({ ...at, kind: "code-system", known: resolved.known });
    else if (resolved.required !== undefined)
      problems.push({ ...at, kind: "version-check", required: resolved.required });
  }

  /** Enumerated codes and filters; undefined when a filter is wrong. Filters of an unknown code system can't be read. */
  function ownCondition(
    include: ValueSetInclude,
    { provider }: ResolvedSystem,
    path: string,
    scope: Scope,
  ): ConceptCondition | undefined {
    const parts: ConceptCondition[] = [];
    if (include.concept) parts.push({ kind: "codes", codes: include.concept.map((c) => c.code) });
    for (const [i, filter] of (provider ? (include.filter ?? []) : []).entries()) {
      const result = filterCondition(provider!.codeSystem, filter, `${path}.filter[${i}]`);
      if ("issue" in result) {
        invalid(scope.chain.at(-1)!, `${path}.filter[${i}]`, result.issue);
        return undefined;
      }
      parts.push(result.condition);
    }
    return allOf(parts);
  }

  function invalid(
    valueSet: ValueSet,
    path: string,
    issue: (ComposeProblem & { kind: "invalid" })["issue"],
  ): void {
    problems.push({ path, valueSet, kind: "invalid", issue });
  }

  return async (valueSet) => {
    const supplements = [...new Set([...useSupplement, ...requiredSupplements(valueSet)])];
    for (const url of supplements) {
      const found = await store.supplements(parseCanonical(url));
      if (found.length === 0) problems.push({ path: "ValueSet", valueSet, kind: "supplement", url });
    }
    return compile(valueSet, { chain: [], supplements });
  };
}

function conceptsOf(include: ValueSetInclude): Map<string, IncludedConcept> {
  const concepts = new Map<string, IncludedConcept>();
  for (const concept of include.concept ?? [])
    if (!concepts.has(concept.code)) concepts.set(concept.code, concept);
  return concepts;
}

const name = (valueSet: ValueSet): string =>
  printCanonical(valueSet) || (valueSet.id ? `#${valueSet.id}` : "(unidentified)");

const same = (a: ValueSet, b: ValueSet): boolean =>
  a === b || (a.url !== undefined && a.url === b.url && a.version === b.version);
