import { expect, test } from "vitest";
import { versions } from "../../../src/fhir/versions.ts";
import type { CodeSystem, Concept } from "../../../src/terminology/model.ts";
import {
  codeSystemPieces,
  type ConceptAtDepth,
} from "../../../src/terminology/resources/code-system-pieces.ts";
import { JSON_NOTATION } from "../../../src/terminology/resources/notation.ts";

const codeSystem = {
  resourceType: "CodeSystem",
  url: "http://example.org/bones",
  status: "active",
  content: "complete",
  concept: [],
} as unknown as CodeSystem;
const { concept: _concept, ...header } = codeSystem as CodeSystem & { concept?: unknown };

const concept = (code: string, parents: string[] = [], more: Partial<Concept> = {}): Concept => ({
  code,
  designations: [],
  properties: [],
  parents,
  inactive: false,
  abstract: false,
  ...more,
});

async function json(batches: ConceptAtDepth[][], version?: "r4"): Promise<unknown> {
  async function* concepts(): AsyncGenerator<ConceptAtDepth[]> {
    yield* batches;
  }
  let text = "";
  const convert = version && ((resource: object) => versions[version].resourceOut(resource));
  for await (const piece of codeSystemPieces(header, concepts(), JSON_NOTATION, convert)) text += piece;
  return JSON.parse(text);
}

test("concepts nest as deep as they stand, also over the end of a batch", async () => {
  const a = { depth: 0, concept: concept("a") };
  const b = { depth: 1, concept: concept("b", ["a"]), nestedIn: "a" };
  const c = { depth: 2, concept: concept("c", ["b", "a"]), nestedIn: "b" };
  const d = { depth: 0, concept: concept("d") };
  const expected = {
    ...header,
    concept: [
      {
        code: "a",
        concept: [{ code: "b", concept: [{ code: "c", property: [{ code: "parent", valueCode: "a" }] }] }],
      },
      { code: "d" },
    ],
  };
  expect(await json([[a, b, c, d]])).toEqual(expected);
  expect(await json([[a], [b, c], [], [d]])).toEqual(expected);
  expect(await json([[a, b, c]])).toEqual({ ...expected, concept: expected.concept.slice(0, 1) });
});

test("without concepts it is the header", async () => {
  expect(await json([])).toEqual(header);
  expect(await json([[]])).toEqual(header);
});

test("each concept is given in the shape of the version", async () => {
  const designations = [{ language: "de", value: "Hammer", additionalUse: [{ code: "x" }] }];
  const malleus = { depth: 0, concept: concept("malleus", [], { designations }) };
  const whole = versions.r4.resourceOut({
    ...header,
    concept: [{ code: "malleus", designation: designations }],
  });
  expect(await json([[malleus]], "r4")).toEqual(whole);
});
