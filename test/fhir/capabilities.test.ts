/** What is said of the terminology here: there may be tens of thousands of code systems, or versions of one. */
import { expect, test } from "vitest";
import { codeSystemEntries } from "../../src/fhir/capabilities.ts";
import type { CodeSystem } from "../../src/terminology/model.ts";
import { inTurns } from "../../src/terminology/util/in-turns.ts";
import { turnsDuring } from "../turns-during.ts";

const MANY = 100_000;
const codeSystems = (make: (i: number) => Partial<CodeSystem>): CodeSystem[] =>
  Array.from({ length: MANY }, (_, i) => ({
    resourceType: "CodeSystem",
    status: "active",
    content: "complete",
    ...make((i * 7_919) % MANY),
  }));

test("versions of one code system are listed in turn with others, the latest first", async () => {
  const all = codeSystems((i) => ({ url: "http://example.org/bones", version: `1.${i}.0` }));
  const { found, turns } = await turnsDuring(() => inTurns(codeSystemEntries("r5", all)));
  expect(turns).toBeGreaterThan(0);
  const [only, ...others] = found;
  expect(others).toEqual([]);
  expect(only!.version).toHaveLength(MANY);
  expect(only!.version!.slice(0, 2)).toEqual([
    { code: `1.${MANY - 1}.0`, isDefault: true },
    { code: `1.${MANY - 2}.0`, isDefault: false },
  ]);
});

test("code systems are listed in turn with others, by url", async () => {
  const all = codeSystems((i) => ({ url: `http://example.org/${i}` }));
  const { found, turns } = await turnsDuring(() => inTurns(codeSystemEntries("r5", all)));
  expect(turns).toBeGreaterThan(0);
  const urls = found.map(({ uri }) => uri);
  expect(urls).toEqual([...new Set(urls)].sort());
  expect(urls).toHaveLength(MANY);
});
