import { describe, expect, test } from "vitest";
import type { Rest } from "../../../../src/storage/concepts/resolve-condition.ts";
import type { Dialect } from "../../../../src/storage/sql/engines/database.ts";
import {
  conditionToSql,
  NotInSql,
  positionQuery,
} from "../../../../src/storage/sql/read/condition-to-sql.ts";
import { raw, sql } from "../../../../src/storage/sql/sql.ts";

const scope = { content: 7, low: 100, high: 200 };
const dialect = {
  textPosition: "t.rowid",
  textMatch: (alternatives: readonly (readonly string[])[], without?: string) =>
    sql`MATCH ${[alternatives.map((prefixes) => prefixes.join()).join("|"), without ?? ""].join()}`,
  anyOf: (column: ReturnType<typeof raw>, values: readonly (string | number)[]) =>
    sql`${column} ANY ${values.join()}`,
} as Partial<Dialect> as Dialect;

/** On one line, with the parameters where they belong. */
function shown({ text, params }: { text: string; params: readonly unknown[] }): string {
  let n = 0;
  return text.replace(/\s+/g, " ").replace(/\?/g, () => `<${String(params[n++])}>`);
}
const where = (rest: Rest): string => shown(conditionToSql(rest, scope, dialect));
const query = (rest: Rest): string => {
  const { from, where: condition, position } = positionQuery(rest, scope, dialect);
  return `${shown(position)} FROM ${shown(from)} WHERE ${shown(condition)}`;
};

describe("conditionToSql", () => {
  test.each<[Rest, string]>([
    [{ kind: "leaf" }, "c.leaf = 1"],
    [{ kind: "active" }, "c.inactive = 0"],
    [{ kind: "selectable" }, "c.abstract = 0"],
    [
      { kind: "ranges", ranges: [1, 5, 9, 9] },
      "(c.position BETWEEN <1> AND <5> OR c.position BETWEEN <9> AND <9>)",
    ],
    [{ kind: "ranges", ranges: [] }, "1 = 0"],
    [{ kind: "all", of: [] }, "1 = 1"],
    [{ kind: "any", of: [] }, "1 = 0"],
    [{ kind: "any", of: [{ kind: "leaf" }, { kind: "active" }] }, "(c.leaf = 1 OR c.inactive = 0)"],
    [{ kind: "not", of: { kind: "leaf" } }, "NOT (c.leaf = 1)"],
    [
      { kind: "property", property: "side", test: { op: "in", values: ["l", "r"] } },
      "c.position IN (SELECT p.position FROM concept_property p WHERE p.content = <7> AND p.property = <side> AND p.value ANY <l,r>)",
    ],
    [{ kind: "property", property: "side", test: { op: "in", values: [] } }, "1 = 0"],
    [
      { kind: "designation", test: { op: "exists" } },
      "c.position IN (SELECT p.position FROM concept_property p WHERE p.content = <7> AND p.property = <> AND 1 = 1)",
    ],
    [{ kind: "element", element: "definition", test: { op: "exists" } }, "c.definition IS NOT NULL"],
    [
      { kind: "element", element: "display", test: { op: "in", values: ["A"] } },
      "(c.display IS NOT NULL AND c.position IN (SELECT n.position FROM concept_name n WHERE n.content = <7> AND n.hash ANY <7929297801672961>) AND c.display ANY <A>)",
    ],
    [
      { kind: "element", element: "code", test: { op: "in", values: ["A"] } },
      "(c.content = <7> AND c.code_key ANY <A,a> AND c.code ANY <A>)",
    ],
    [
      { kind: "text", text: "Bones' ear" },
      "c.position IN (SELECT t.rowid FROM concept_text t WHERE MATCH <bones,ear,> AND t.rowid BETWEEN <100> AND <200>)",
    ],
    [{ kind: "text", text: "--" }, "1 = 1"],
  ])("%o", (rest, expected) => {
    expect(where(rest)).toBe(expected);
  });

  test("nothing from a condition becomes part of the text", () => {
    const evil = "x'); DROP TABLE concept; --";
    const { text, params } = conditionToSql(
      { kind: "property", property: evil, test: { op: "in", values: [evil] } },
      scope,
      dialect,
    );
    expect(text).not.toContain("DROP");
    expect(params).toContain(evil);
  });

  test.each<Rest>([
    { kind: "name", keys: ["x"] },
    { kind: "property", property: "p", test: { op: "regex", patterns: ["x"] } },
    { kind: "element", element: "code", test: { op: "regex", patterns: ["x"] } },
  ])("%o is not said in SQL", (rest) => {
    expect(() => where(rest)).toThrow(NotInSql);
  });
});

describe("positionQuery", () => {
  test("texts that all must have are the source, and the mark of inactive concepts goes with them", () => {
    expect(
      query({
        kind: "all",
        of: [{ kind: "text", text: "a b" }, { kind: "active" }, { kind: "text", text: "c" }],
      }),
    ).toBe("t.rowid FROM concept_text t WHERE (MATCH <a,b,c,§i> AND t.rowid BETWEEN <100> AND <200>)");
  });

  test("where one of several texts will do, they are the source too, with what all must have", () => {
    const either: Rest = {
      kind: "any",
      of: [
        { kind: "text", text: "a b" },
        { kind: "text", text: "c" },
      ],
    };
    expect(query(either)).toBe(
      "t.rowid FROM concept_text t WHERE (MATCH <a,b|c,> AND t.rowid BETWEEN <100> AND <200>)",
    );
    expect(query({ kind: "all", of: [either, { kind: "text", text: "d" }] })).toContain("MATCH <a,b,d|c,d,>");
  });

  test("the concept is read beside the text only if more is asked of it", () => {
    expect(query({ kind: "all", of: [{ kind: "text", text: "a" }, { kind: "leaf" }] })).toBe(
      "t.rowid FROM concept_text t CROSS JOIN concept c WHERE (MATCH <a,> AND t.rowid BETWEEN <100> AND <200> AND c.position = t.rowid AND c.leaf = 1)",
    );
  });

  test("one property value is a source too", () => {
    expect(query({ kind: "property", property: "p", test: { op: "in", values: ["v"] } })).toBe(
      "p.position FROM concept_property p WHERE (p.content = <7> AND p.property = <p> AND p.value = <v> AND p.position BETWEEN <100> AND <200>)",
    );
  });

  test("anything else is asked of the concepts in the scope", () => {
    expect(query({ kind: "any", of: [{ kind: "leaf" }, { kind: "active" }] })).toBe(
      "c.position FROM concept c WHERE (c.position BETWEEN <100> AND <200> AND (c.leaf = 1 OR c.inactive = 0))",
    );
  });
});
