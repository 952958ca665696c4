/** $expand and $validate-code agree with each other, and with sets reckoned in the plainest way. */
import fc from "fast-check";
import type * as r5 from "fhir/r5";
import { describe, expect, test } from "vitest";
import { expand } from "../../src/terminology/expand/expand.ts";
import type { ExpandRequest } from "../../src/terminology/expand/request.ts";
import type { ValueSet, ValueSetInclude } from "../../src/terminology/model.ts";
import { NO_VERSION_RULES } from "../../src/terminology/resolve/version-rules.ts";
import { ANIMALS, animals, animalsBefore, animalStore, SETS, valueSet } from "../fixtures/animals.ts";
import { bare, coding, concept, validate } from "./validate-code/validating.ts";

interface Known {
  code: string;
  parents: string[];
  properties: Map<string, string>;
  inactive: boolean;
}

/** Code -> what is known of it. */
function flat({ concept = [] }: r5.CodeSystem): Map<string, Known> {
  const all = new Map<string, Known>();
  const walk = (list: readonly r5.CodeSystemConcept[], parents: string[]) => {
    for (const { code, property = [], concept: below = [] } of list) {
      const properties = new Map(
        property.map((p) => [p.code, String(p.valueCode ?? p.valueInteger ?? p.valueBoolean)]),
      );
      const inactive = properties.get("inactive") === "true" || properties.get("status") === "retired";
      all.set(code, { code, parents, properties, inactive });
      walk(below, [code]);
    }
  };
  walk(concept, []);
  return all;
}

const VERSIONS = new Map([
  ["1.0.0", flat(animalsBefore)],
  ["2.0.0", flat(animals)],
]);
const CODES = [...new Set([...VERSIONS.values()].flatMap((known) => [...known.keys()])), "unicorn"];

/* ---- the plain reckoning: version -> codes ---- */

interface Members {
  /** A version that is spoken of is there, even with no code. */
  by: Map<string, Set<string>>;
  /** An exclude made codes count without their version. */
  byCode: boolean;
}

const codesOf = ({ by }: Members): Set<string> => new Set([...by.values()].flatMap((codes) => [...codes]));
const both = (a: Set<string>, b: Set<string>): Set<string> => new Set([...a].filter((code) => b.has(code)));
const inVersion = (members: Members, version: string): Set<string> => {
  const exact = members.by.get(version);
  return exact && !members.byCode ? exact : codesOf(members);
};

function reckon({ compose }: ValueSet, imports: ReadonlyMap<string, Members>): Members {
  const includes = compose!.include.map((include) => part(include, imports));
  const excludes = (compose!.exclude ?? []).map((exclude) => excludedPart(exclude, imports));
  const by = new Map<string, Set<string>>();
  for (const include of includes)
    for (const [version, codes] of include.by)
      by.set(version, new Set([...(by.get(version) ?? []), ...codes]));
  let byCode = false;
  const included = new Map([...by].map(([version, codes]) => [version, new Set(codes)]));
  for (const exclude of excludes) {
    for (const [version, codes] of exclude.by) {
      if (!by.has(version) && by.size > 0) byCode = true;
      for (const [of, members] of included)
        if (of === version || !by.has(version)) for (const code of codes) members.delete(code);
    }
  }
  if (compose!.inactive === false)
    for (const [version, codes] of included)
      for (const code of codes) if (VERSIONS.get(version)!.get(code)?.inactive) codes.delete(code);
  return { by: included, byCode };
}

/** A list without a version means its codes, also those that the latest version lacks. */
function excludedPart(exclude: ValueSetInclude, imports: ReadonlyMap<string, Members>): Members {
  const members = part(exclude, imports);
  if (exclude.concept && !exclude.version && !exclude.valueSet)
    members.by.set("2.0.0", new Set(exclude.concept.map((listed) => listed.code)));
  return members;
}

function part(include: ValueSetInclude, imports: ReadonlyMap<string, Members>): Members {
  const sets = (include.valueSet ?? []).map((url) => imports.get(url)!);
  const by = new Map<string, Set<string>>();
  if (include.system !== undefined) {
    const version = include.version ?? "2.0.0";
    by.set(
      version,
      sets.reduce((codes, set) => both(codes, inVersion(set, version)), own(include, version)),
    );
  } else {
    const [first, ...others] = sets;
    for (const [version, codes] of first!.by)
      by.set(
        version,
        others.reduce((left, set) => both(left, inVersion(set, version)), codes),
      );
  }
  return { by, byCode: false };
}

function own({ concept: listed, filter = [] }: ValueSetInclude, version: string): Set<string> {
  const known = VERSIONS.get(version)!;
  const codes = [...known.values()].filter(
    (c) => (!listed || listed.some(({ code }) => code === c.code)) && filter.every((f) => fits(c, f, known)),
  );
  return new Set(codes.map((c) => c.code));
}

const list = (value: string): string[] => value.split(",").map((text) => text.trim());

function fits(
  c: Known,
  { property, op, value }: r5.ValueSetComposeIncludeFilter,
  known: Map<string, Known>,
): boolean {
  const above = (code: string): string[] =>
    (known.get(code)?.parents ?? []).flatMap((parent) => [parent, ...above(parent)]);
  if (property === "concept") {
    const [up, down] = [above(c.code).includes(value), above(value).includes(c.code)];
    const leaf = ![...known.values()].some(({ parents }) => parents.includes(c.code));
    switch (op) {
      case "is-a":
        return up || c.code === value;
      case "descendent-of":
        return up;
      case "is-not-a":
        return !up && c.code !== value;
      case "child-of":
        return c.parents.includes(value);
      case "generalizes":
        // What is not there generalizes nothing, and nothing generalizes it.
        return known.has(value) && (down || c.code === value);
      default:
        return up && leaf;
    }
  }
  const found = c.properties.get(property);
  switch (op) {
    case "=":
      return found === value;
    case "in":
      return found !== undefined && list(value).includes(found);
    case "not-in":
      return found === undefined || !list(value).includes(found);
    case "regex":
      return found !== undefined && new RegExp(`^(?:${value})$`).test(found);
    default:
      return (found !== undefined) === (value === "true");
  }
}

/* ---- arbitrary value sets ---- */

const code = fc.constantFrom(...CODES);
const HIERARCHY = ["is-a", "descendent-of", "is-not-a", "child-of", "generalizes", "descendent-leaf"];
const filter = fc
  .oneof(
    fc.tuple(fc.constant("concept"), fc.constantFrom(...HIERARCHY), code),
    fc.constantFrom(
      ["legs", "=", "4"],
      ["legs", "in", "2, 4"],
      ["legs", "not-in", "4"],
      ["legs", "exists", "false"],
      ["legs", "regex", "[23]"],
      ["diet", "=", "meat"],
    ),
  )
  .map(([property, op, value]) => ({ property, op, value }) as r5.ValueSetComposeIncludeFilter);

/** `lower`: names of sets that may be imported. */
function include(lower: readonly string[]): fc.Arbitrary<ValueSetInclude> {
  const urls = fc
    .subarray([...lower], { minLength: Math.min(1, lower.length), maxLength: Math.min(2, lower.length) })
    .map((names) => names.map((n) => SETS + n));
  const ofSystem = fc
    .record(
      {
        version: fc.constantFrom("1.0.0", "2.0.0"),
        concept: fc
          .uniqueArray(code, { minLength: 1, maxLength: 5 })
          .map((codes) => codes.map((c) => ({ code: c }))),
        filter: fc.array(filter, { minLength: 1, maxLength: 2 }),
        ...(lower.length > 0 ? { valueSet: urls } : {}),
      },
      { requiredKeys: [] },
    )
    .map(({ concept: listed, filter: filters, ...rest }): ValueSetInclude => {
      // vsd-3: not both.
      const choice = listed ? { concept: listed } : filters ? { filter: filters } : {};
      return { system: ANIMALS, ...rest, ...choice };
    });
  return lower.length > 0
    ? fc.oneof(
        ofSystem,
        urls.map((canonicals) => ({ valueSet: canonicals })),
      )
    : ofSystem;
}

const set = (name: string, lower: readonly string[]): fc.Arbitrary<ValueSet> =>
  fc
    .tuple(
      fc.array(include(lower), { minLength: 1, maxLength: 3 }),
      fc.array(include(lower), { maxLength: 2 }),
      fc.constantFrom(undefined, false, true),
    )
    .map(([includes, exclude, inactive]) =>
      valueSet(name, includes, {
        ...(exclude.length > 0 ? { exclude } : {}),
        ...(inactive === undefined ? {} : { inactive }),
      }),
    );

/** A value set, and those that it may import, which may import each other. */
const sets = fc.tuple(set("one", []), set("two", ["one"]), set("top", ["one", "two"]));

/* ---- what is asked ---- */

function reckoned(all: readonly ValueSet[]): Members {
  const known = new Map<string, Members>();
  for (const one of all) known.set(one.url!, reckon(one, known));
  return known.get(all.at(-1)!.url!)!;
}

async function expansion(all: readonly ValueSet[], more: Partial<ExpandRequest> = {}) {
  const store = animalStore(animalsBefore, ...all);
  const request = { valueSet: all.at(-1)!, versions: NO_VERSION_RULES, limit: 1_000, ...more };
  return (await expand(store, request)).expansion!;
}

function rowsOf(contains: r5.ValueSetExpansionContains[] = []): r5.ValueSetExpansionContains[] {
  return contains.flatMap((row) => [row, ...rowsOf(row.contains)]);
}
const print = (rows: r5.ValueSetExpansionContains[]): string[] =>
  rows.map((r) => `${r.version ?? ""}#${r.code}`);

describe("any value set", () => {
  test("expands to what the plain reckoning says, nested, flat and in pages", () =>
    fc.assert(
      fc.asyncProperty(sets, async (all) => {
        const whole = await expansion(all, { excludeNested: true });
        const rows = rowsOf(whole.contains);
        expect([...new Set(rows.map((r) => r.code!))].sort()).toEqual([...codesOf(reckoned(all))].sort());
        expect(whole.total).toBe(rows.length);
        expect(new Set(print(rows)).size, "each once").toBe(rows.length);
        const nested = await expansion(all);
        expect(print(rowsOf(nested.contains)).sort()).toEqual(print(rows).sort());
        const pages = [];
        for (let offset = 0; offset < rows.length; offset += 3)
          pages.push(...((await expansion(all, { offset, count: 3 })).contains ?? []));
        expect(print(pages)).toEqual(print(rows));
        const active = rowsOf((await expansion(all, { activeOnly: true })).contains);
        expect(print(active).sort()).toEqual(print(rows.filter((r) => !r.inactive)).sort());
      }),
      { numRuns: 300 },
    ));

  test("validates the codes of its expansion and no others, however they are sent", () =>
    fc.assert(
      fc.asyncProperty(sets, code, async (all, asked) => {
        const store = animalStore(animalsBefore, ...all);
        const top = all.at(-1)!;
        const one = { system: ANIMALS, code: asked };
        const results = [bare(one), coding(one), concept(one)].map((codes) =>
          validate(top, codes, {}, store),
        );
        const expected = codesOf(reckoned(all)).has(asked);
        expect((await Promise.all(results)).map((r) => r.result)).toEqual([expected, expected, expected]);
        for (const version of VERSIONS.keys()) {
          const outcome = await validate(top, coding({ ...one, version }), {}, store);
          const { by } = reckoned(all);
          if (by.has(version) && !outcome.issues.some((i) => i.txType === "vs-invalid"))
            expect(outcome.result, version).toBe(by.get(version)!.has(asked));
        }
      }),
      { numRuns: 300 },
    ));
});
