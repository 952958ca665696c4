/** Codes that a value set lists and that its expansion does not have. */
import type * as r5 from "fhir/r5";
import { expect, it } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { expand } from "../../../src/terminology/expand/expand.ts";
import { NO_VERSION_RULES } from "../../../src/terminology/resolve/version-rules.ts";
import { ANIMALS, animals, animalsBefore } from "../../fixtures/animals.ts";

async function expanded(include: Partial<r5.ValueSetComposeInclude>, newest: r5.CodeSystem = animals) {
  const valueSet: r5.ValueSet = {
    resourceType: "ValueSet",
    url: "http://example.org/listed",
    status: "active",
    compose: { include: [{ system: ANIMALS, concept: [{ code: "dog" }, { code: "wolf" }], ...include }] },
  };
  const store = new MemoryStore([newest, animalsBefore]);
  const { expansion } = await expand(store, { valueSet, versions: NO_VERSION_RULES, limit: 10 });
  return {
    codes: expansion!.contains!.map(({ code }) => code),
    notes: (expansion!.extension ?? []).flatMap(({ url, valueString }) =>
      url.endsWith("expansion-unknown-code") ? [valueString] : [],
    ),
  };
}

const ELSEWHERE =
  "ValueSet.compose.include[0]: 'wolf' is not in the version that answers (2.0.0), but in version 1.0.0; name a version to ask it.";

it("a listed code that only another stored version has is left out, and it is told which has it", async () => {
  expect(await expanded({})).toEqual({ codes: ["dog"], notes: [ELSEWHERE] });
});

it("so it is where only a part of the latest version is here", async () => {
  const part = await expanded({}, { ...animals, content: "fragment" });
  expect(part).toEqual({ codes: ["dog"], notes: [ELSEWHERE] });
});

it("a listed code that the part which is here lacks may be one all the same, and it is told that it is left out", async () => {
  const part = await expanded(
    { concept: [{ code: "dog" }, { code: "unicorn" }] },
    { ...animals, content: "fragment" },
  );
  expect(part.codes).toEqual(["dog"]);
  expect(part.notes).toEqual([
    `ValueSet.compose.include[0]: only a part of ${ANIMALS}|2.0.0 is here, without 'unicorn', so it is left out`,
  ]);
});

it("nothing is told of a code that no version has, nor where the value set names the version", async () => {
  const unknown = await expanded({ concept: [{ code: "dog" }, { code: "unicorn" }] });
  expect(unknown).toEqual({ codes: ["dog"], notes: [] });
  expect(await expanded({ version: "2.0.0" })).toEqual({ codes: ["dog"], notes: [] });
  expect(await expanded({ version: "1.0.0" })).toEqual({ codes: ["dog", "wolf"], notes: [] });
});

it("of a stored expansion it is told, too, what is left out of it", async () => {
  const stored = async (codes: string[], newest: r5.CodeSystem = animals) => {
    const contains = codes.map((code) => ({ system: ANIMALS, code }));
    const valueSet: r5.ValueSet = {
      resourceType: "ValueSet",
      status: "active",
      expansion: { timestamp: "2025-01-01T00:00:00Z", contains },
    };
    const store = new MemoryStore([newest, animalsBefore]);
    const { expansion } = await expand(store, { valueSet, versions: NO_VERSION_RULES, limit: 10 });
    return {
      codes: (expansion!.contains ?? []).map(({ code }) => code),
      notes: (expansion!.extension ?? []).flatMap(({ url, valueString }) =>
        url.endsWith("expansion-unknown-code") ? [valueString] : [],
      ),
    };
  };
  expect(await stored(["dog", "wolf"])).toEqual({
    codes: ["dog"],
    notes: [ELSEWHERE.replace("ValueSet.compose.include[0]", "ValueSet.expansion")],
  });
  const part = { ...animals, content: "fragment" as const };
  expect(await stored(["dog", "unicorn"], part)).toEqual({
    codes: ["dog"],
    notes: [
      `ValueSet.expansion: only a part of ${ANIMALS}|2.0.0 is here, without 'unicorn', so it is left out`,
    ],
  });
});
