/** The types of operations, as they are generated. */
import { expectTypeOf, test } from "vitest";
import type {
  LookupInput,
  LookupOutputDesignation,
  SubsumesOutput,
  TranslateInput,
  TranslateInputDependency,
  ValidateCodeInput,
} from "../../src/fhir/operations/types.ts";
import type { Coding, Resource } from "../../src/terminology/model.ts";

test("a type says what its definition says", () => {
  expectTypeOf<LookupInput["property"]>().toEqualTypeOf<string[] | undefined>();
  expectTypeOf<LookupInput["tx-resource"]>().toEqualTypeOf<Resource[] | undefined>();
  expectTypeOf<ValidateCodeInput["abstract"]>().toEqualTypeOf<boolean | undefined>();
  expectTypeOf<LookupOutputDesignation["value"]>().toEqualTypeOf<string>();
  expectTypeOf<SubsumesOutput["outcome"]>().toEqualTypeOf<string>();
  expectTypeOf<TranslateInput["targetCoding"]>().toEqualTypeOf<Coding | string | undefined>();
  expectTypeOf<TranslateInput["dependency"]>().toEqualTypeOf<TranslateInputDependency[] | undefined>();
});
