import type * as r5 from "fhir/r5";
import { describe, expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { coding, validate } from "./validating.ts";

const OMIM = "http://www.omim.org";

const omim: r5.CodeSystem = {
  resourceType: "CodeSystem",
  url: OMIM,
  status: "active",
  content: "fragment",
  property: [{ code: "kind", type: "string" }],
  concept: [
    { code: "166350", property: [{ code: "kind", valueString: "phenotype" }] },
    { code: "139320", property: [{ code: "kind", valueString: "gene" }] },
  ],
};

const listing = (system: string, code: string): r5.ValueSet => ({
  resourceType: "ValueSet",
  url: "urn:test:listing",
  status: "active",
  compose: { include: [{ system, concept: [{ code }] }] },
});

const ask = (system: string, listed: string, code: string) =>
  validate(listing(system, listed), coding({ system: OMIM, code }), {}, new MemoryStore([omim]));

describe("a code that a value set lists in another form", () => {
  test.each(["#166350", "OMIM:166350", "https://omim.org/entry/166350"])(
    "is no member, and it is said that %s is listed",
    async (listed) => {
      const { result, message } = await ask(OMIM, listed, "166350");
      expect(result).toBe(false);
      expect(message).toContain(`lists '${OMIM}#${listed}'`);
    },
  );

  test("is told also where it was sent in a third form", async () => {
    const { result, message } = await ask(OMIM, "OMIM:166350", "MIM:166350");
    expect(result).toBe(false);
    expect(message).toContain(`lists '${OMIM}#OMIM:166350'`);
  });

  test("is a member where it is sent as it is listed, and not confirmed by the part that is here", async () => {
    const { result, issues } = await ask(OMIM, "#166350", "#166350");
    expect(result).toBe(true);
    expect(issues.map(({ severity, txType }) => [severity, txType])).toContainEqual([
      "warning",
      "invalid-code",
    ]);
  });

  test("is not told of a form that says something else of the concept, nor of another code", async () => {
    for (const [listed, code] of [
      ["#139320", "139320"],
      ["#139320", "166350"],
    ] as const)
      expect((await ask(OMIM, listed, code)).message).not.toContain("lists");
  });
});

describe("a value set that names a code system with its version in one", () => {
  const including = (system: string): r5.ValueSet => ({
    ...listing(system, ""),
    compose: { include: [{ system }] },
  });
  const asked = (system: string) =>
    validate(including(system), coding({ system: OMIM, code: "166350" }), {}, new MemoryStore([omim]));

  test("has none of its codes, and it is said why", async () => {
    const { result, message } = await asked(`${OMIM}|1.0`);
    expect(result).toBe(false);
    expect(message).toContain(`The value set includes '${OMIM}|1.0'`);
    expect(message).toContain("'version'");
  });

  test("says nothing of another code system's", async () => {
    expect((await asked("http://www.omim.org.example|1.0")).message).not.toContain("The value set includes");
  });
});
