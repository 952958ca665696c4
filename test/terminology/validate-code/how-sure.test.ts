/** The rows of docs/answers.md about $validate-code: which result goes with which issues. */
import { readFileSync } from "node:fs";
import type * as r5 from "fhir/r5";
import { expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import type { CodesToValidate } from "../../../src/terminology/validate-code/request.ts";
import { bare, coding, concept, validate, type Wishes } from "./validating.ts";

const S = "http://example.org/s";
const PART = "http://example.org/part";
const HEADER = "http://example.org/header";
const COMPOSED = "http://example.org/composed";
const NOWHERE = "http://example.org/nowhere";

const system = (
  url: string,
  content: r5.CodeSystem["content"],
  concept: r5.CodeSystemConcept[],
): r5.CodeSystem => ({
  resourceType: "CodeSystem",
  url,
  status: "active",
  content,
  concept,
});
const store = new MemoryStore([
  {
    ...system(S, "complete", [
      { code: "a", display: "Aye" },
      { code: "other", display: "Other" },
      { code: "old", display: "Old", property: [{ code: "status", valueCode: "retired" }] },
      { code: "group", display: "Group", property: [{ code: "notSelectable", valueBoolean: true }] },
    ]),
    property: [
      { code: "status", type: "code" },
      { code: "notSelectable", type: "boolean" },
    ],
  },
  system(PART, "fragment", [{ code: "a" }]),
  system(HEADER, "not-present", []),
  { ...system(COMPOSED, "complete", [{ code: "a" }]), compositional: true },
]);

const set = (...include: r5.ValueSetComposeInclude[]): r5.ValueSet => ({
  resourceType: "ValueSet",
  url: "http://example.org/set",
  status: "active",
  compose: { include },
});
const some = set({ system: S, concept: ["a", "old", "group"].map((code) => ({ code })) });
const partial: r5.ValueSet = {
  resourceType: "ValueSet",
  url: "http://example.org/partial",
  status: "active",
  expansion: { timestamp: "2026-01-01", total: 9, contains: [{ system: S, code: "a" }] },
};
const inS = (code: string, display?: string): CodesToValidate =>
  coding({ system: S, code, ...(display === undefined ? {} : { display }) });

const ROWS: [string, r5.ValueSet, CodesToValidate, Wishes, boolean, string[]][] = [
  ["a member", some, inS("a"), {}, true, []],
  ["a member by another case", some, inS("A"), {}, true, ["information code-rule"]],
  ["inactive", some, inS("old"), {}, true, ["warning code-comment"]],
  [
    "another display, leniently",
    some,
    inS("a", "X"),
    { lenientDisplay: true },
    true,
    ["warning invalid-display"],
  ],
  [
    "in a part",
    set({ system: PART }),
    coding({ system: PART, code: "z" }),
    {},
    true,
    ["warning invalid-code"],
  ],
  [
    "in a part, listed with another display",
    set({ system: PART, concept: [{ code: "z", display: "Zed" }] }),
    coding({ system: PART, code: "z", display: "X" }),
    {},
    true,
    ["warning invalid-display", "warning invalid-code"],
  ],
  [
    "in a part, listed with this display",
    set({ system: PART, concept: [{ code: "z", display: "Zed" }] }),
    coding({ system: PART, code: "z", display: "zed" }),
    {},
    true,
    ["warning invalid-code"],
  ],
  [
    "listed, of a header alone",
    set({ system: HEADER, concept: [{ code: "z" }] }),
    coding({ system: HEADER, code: "z" }),
    {},
    true,
    ["warning not-found"],
  ],
  [
    "listed, of a header alone, with another display",
    set({ system: HEADER, concept: [{ code: "z", display: "Zed" }] }),
    coding({ system: HEADER, code: "z", display: "X" }),
    {},
    true,
    ["warning invalid-display", "warning not-found"],
  ],
  [
    "without system, where a system that is not here may have it too",
    set({ system: S }, { system: NOWHERE }),
    bare({ code: "a" }),
    { inferSystem: true },
    true,
    ["warning cannot-infer"],
  ],
  [
    "one of two codings",
    some,
    concept({ system: S, code: "a" }, { system: S, code: "other" }),
    {},
    true,
    ["information this-code-not-in-vs"],
  ],
  ["no member", some, inS("other"), {}, false, ["error not-in-vs"]],
  ["no code at all", some, inS("z"), {}, false, ["error not-in-vs", "error invalid-code"]],
  ["another display", some, inS("a", "X"), {}, false, ["error invalid-display"]],
  [
    "inactive, not wanted",
    some,
    inS("old"),
    { activeOnly: true },
    false,
    ["error not-in-vs", "error code-rule", "warning code-comment"],
  ],
  [
    "abstract, not wanted",
    some,
    inS("group"),
    { abstract: false },
    false,
    ["error not-in-vs", "error code-rule"],
  ],
  [
    "of an unknown system",
    set({ system: NOWHERE }),
    coding({ system: NOWHERE, code: "z" }),
    {},
    false,
    ["error not-found"],
  ],
  [
    "perhaps put together of others",
    set({ system: COMPOSED }),
    coding({ system: COMPOSED, code: "a+b" }),
    {},
    false,
    ["error not-found"],
  ],
  ["not among a listed part", partial, inS("other"), {}, false, ["error not-found"]],
  [
    "without system",
    some,
    bare({ code: "z" }),
    { inferSystem: true },
    false,
    ["error not-in-vs", "error cannot-infer"],
  ],
];

test.each(ROWS)("%s", async (_, valueSet, codes, wishes, result, issues) => {
  const outcome = await validate(valueSet, codes, wishes, store);
  expect(outcome.result).toBe(result);
  expect(outcome.issues.map((i) => `${i.severity} ${i.txType}`)).toEqual(issues);
});

test("of a code that a part lacks the value set's own name is shown, and is what a display is compared with", async () => {
  const listed = set({ system: PART, concept: [{ code: "z", display: "Zed" }] });
  const outcome = await validate(listed, coding({ system: PART, code: "z", display: "X" }), {}, store);
  expect(outcome.display).toBe("Zed");
  expect(outcome.issues[0]!.text).toBe(
    `Only a part of the code system of ${PART}#z is here, without it, so whether 'X' is a name of it is not known; the value set calls it 'Zed'`,
  );
});

test("each kind of issue stands in the page", () => {
  const page = readFileSync(new URL("../../../docs/answers.md", import.meta.url), "utf8");
  for (const [, , , , , issues] of ROWS)
    for (const issue of issues) expect(page).toContain(`\`${issue.split(" ")[1]}\``);
});
