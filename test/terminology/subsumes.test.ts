import { describe, expect, test } from "vitest";
import { fhirTerminology } from "../../src/content/fhir-terminology.ts";
import { fallback } from "../../src/storage/fallback.ts";
import { MemoryStore } from "../../src/storage/memory/memory-store.ts";
import { TerminologyError } from "../../src/terminology/issues/issue.ts";
import type { Coding, Resource } from "../../src/terminology/model.ts";
import { subsumes } from "../../src/terminology/subsumes.ts";
import { INSTRUMENTS, instrumentStore, KEYS, PARTS } from "../fixtures/instruments.ts";
import { instrument } from "./validate-code/validating.ts";

const store = instrumentStore();
const names = ["codingA", "codingB"] as const;
const relation = async (a: Coding, b: Coding) => subsumes(store, { a, b, names });

describe("Two codes", () => {
  test.each([
    ["equivalent", "violin", "violin"],
    ["subsumes", "strings", "violin"],
    ["subsumed-by", "violin", "strings"],
    ["not-subsumed", "violin", "viola"],
    ["not-subsumed", "strings", "horn"],
  ])("are %s: %s and %s", async (expected, a, b) => {
    expect(await relation(instrument(a), instrument(b))).toBe(expected);
  });

  test("are equivalent in any case where case does not matter", async () => {
    expect(await relation({ system: KEYS, code: "C-MAJOR" }, { system: KEYS, code: "c-major" })).toBe(
      "equivalent",
    );
  });

  test("of a grammar in which case does not matter are equivalent in any case", async () => {
    const known = fallback(store, fhirTerminology("r5"));
    const [a, b, c] = ["text/plain", "TEXT/Plain", "text/html"].map((code) => ({
      system: "urn:ietf:bcp:13",
      code,
    }));
    expect(await subsumes(known, { a: a!, b: b!, names })).toBe("equivalent");
    expect(await subsumes(known, { a: a!, b: c!, names })).toBe("not-subsumed");
  });

  test("of one code system under two addresses are compared", async () => {
    const omim: Resource = {
      resourceType: "CodeSystem",
      url: "http://www.omim.org",
      status: "active",
      content: "fragment",
      concept: [{ code: "166350" }],
    };
    const [a, b] = ["http://www.omim.org", "https://omim.org"].map((system) => ({ system, code: "166350" }));
    expect(await subsumes(new MemoryStore([omim]), { a: a!, b: b!, names })).toBe("equivalent");
  });

  test("that are written otherwise are asked about", async () => {
    const hints = (code: string, other: string) =>
      relation(instrument(code), instrument(other)).catch((error: TerminologyError) =>
        error.issues.map((issue) => issue.text).join(" "),
      );
    expect(await hints("Violin", "strings")).toContain("Did you mean 'violin'?");
    expect(await hints("strings", "violin ")).toContain("Did you mean 'violin'?");
    expect(await hints("strings", "kazoo")).not.toContain("Did you mean");
  });

  test("are compared in the version that one of them names", async () => {
    const old = instrument("violin", { version: "1.0.0" });
    expect(await relation(old, instrument("horn"))).toBe("not-subsumed");
    await expect(relation(old, instrument("strings"))).rejects.toThrow("Unable to find code 'strings'");
  });

  test.each([
    ["are unknown", instrument("violin"), instrument("kazoo"), "not-found", ["codingB"]],
    [
      "are of an unknown system",
      { system: "http://x", code: "a" },
      { system: "http://x", code: "b" },
      "not-found",
      ["system"],
    ],
    [
      "are of two systems",
      instrument("violin"),
      { system: KEYS, code: "violin" },
      "invalid",
      ["codingA.system", "codingB.system"],
    ],
    [
      "are of two versions",
      instrument("violin", { version: "1.0.0" }),
      instrument("violin", { version: "1.2.0" }),
      "invalid",
      ["codingA.version", "codingB.version"],
    ],
    ["have no system", { code: "violin" }, instrument("violin"), "required", ["codingA.system"]],
    ["have no code", instrument("violin"), { system: INSTRUMENTS }, "required", ["codingB.code"]],
    [
      "stand in a hierarchy of parts",
      { system: PARTS, code: "bow" },
      { system: PARTS, code: "hair" },
      "not-supported",
      undefined,
    ],
  ])("can't be compared if they %s", async (_, a: Coding, b: Coding, code, expression) => {
    const failure = await relation(a, b).catch((e: unknown) => e);
    expect(failure).toBeInstanceOf(TerminologyError);
    expect((failure as TerminologyError).issues).toMatchObject([
      expression ? { code, expression } : { code },
    ]);
  });

  test("that are each below the other are in no hierarchy of kinds", async () => {
    const above = (code: string) => [{ code: "parent", valueCode: code }];
    const circle: Resource = {
      resourceType: "CodeSystem",
      url: "http://example.org/circle",
      status: "active",
      content: "complete",
      concept: [
        { code: "a", property: above("b") },
        { code: "b", property: above("c") },
        { code: "c", property: above("a") },
        { code: "d", property: above("a") },
      ],
    };
    const inCircle = async (a: string, b: string) => {
      const [first, second] = [a, b].map((code) => ({ system: circle.url!, code }));
      return subsumes(new MemoryStore([circle]), { a: first!, b: second!, names });
    };
    await expect(inCircle("a", "c")).rejects.toThrow("'a' is below 'c', and above it too");
    await expect(inCircle("a", "c")).rejects.toMatchObject({ issues: [{ expression: [...names] }] });
    await expect(inCircle("c", "b")).rejects.toThrow("goes in a circle");
    expect(await inCircle("a", "d")).toBe("subsumes");
    expect(await inCircle("d", "b")).toBe("subsumed-by");
  });
});
