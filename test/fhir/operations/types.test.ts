import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { TYPES, typesSource } from "../../../scripts/generate-operation-types.ts";

test("the types are made from today's definitions (else: node scripts/generate-operation-types.ts)", async () => {
  expect(readFileSync(TYPES, "utf8") === (await typesSource())).toBe(true);
});
