import { readFileSync } from "node:fs";
import { expect, expectTypeOf, test } from "vitest";
import { TYPES, typesSource } from "../../../scripts/generate-operation-types.ts";
import type { Coding, Resource } from "../../../src/terminology/model.ts";
import type {
  LookupInput,
  LookupOutputDesignation,
  SubsumesOutput,
  TranslateInput,
  TranslateInputDependency,
  ValidateCodeInput,
} from "../../../src/fhir/operations/types.ts";

test("the types are made from today's definitions (else: node scripts/generate-operation-types.ts)", async () => {
  expect(readFileSync(TYPES, "utf8") === (await typesSource())).toBe(true);
});

test("a type says what its definition says", () => {
  expectTypeOf<LookupInput["property"]>().toEqualTypeOf<string[] | undefined>();
  expectTypeOf<LookupInput["tx-resource"]>().toEqualTypeOf<Resource[] | undefined>();
  expectTypeOf<ValidateCodeInput["abstract"]>().toEqualTypeOf<boolean | undefined>();
  expectTypeOf<LookupOutputDesignation["value"]>().toEqualTypeOf<string>();
  expectTypeOf<SubsumesOutput["outcome"]>().toEqualTypeOf<string>();
  expectTypeOf<TranslateInput["targetCoding"]>().toEqualTypeOf<Coding | string | undefined>();
  expectTypeOf<TranslateInput["dependency"]>().toEqualTypeOf<TranslateInputDependency[] | undefined>();
});
