import type { Coding, OperationOutcome } from "fhir/r5";
import { describe, expectTypeOf, test } from "vitest";
import { createClient, type Failure, type LookupOutcome, type TranslateOutcome } from "../../src/client.ts";

const client = createClient({ baseUrl: "http://localhost/r4", version: "r4" });

describe("an outcome is told by its kind", () => {
  test("what was found is there only where something was", async () => {
    const outcome = await client.lookup({ system: "", code: "" });
    expectTypeOf(outcome).toEqualTypeOf<LookupOutcome>();
    // @ts-expect-error: it may not have been found
    void outcome.designations;
    if (outcome.kind === "found") expectTypeOf(outcome.display).toEqualTypeOf<string | undefined>();
    else expectTypeOf(outcome.message).toEqualTypeOf<string>();
  });

  test("a failure is neither valid nor invalid", async () => {
    const outcome = await client.validateCode({ system: "", code: "" });
    if (outcome.kind === "valid" || outcome.kind === "invalid") return;
    if (outcome.kind === "not-known" || outcome.kind === "unknown-system") return;
    expectTypeOf(outcome).toEqualTypeOf<Failure>();
    expectTypeOf(outcome.outcome).toEqualTypeOf<OperationOutcome | undefined>();
    expectTypeOf(outcome.kind).toEqualTypeOf<
      "unknown-resource" | "rejected" | "denied" | "unsupported" | "busy" | "unreachable" | "not-fhir"
    >();
  });

  test("a match may lack its concept", async () => {
    const outcome: TranslateOutcome = await client.translate({ code: "" });
    if (outcome.kind !== "matched") return;
    expectTypeOf(outcome.matches[0]!.concept).toEqualTypeOf<Coding | undefined>();
    expectTypeOf(outcome.matches[0]!.mayBeApplied).toBeBoolean();
  });

  test("pages come one after the other, and no outcome is a number", async () => {
    for await (const page of client.pages({ url: "" }))
      if (page.kind === "expanded") expectTypeOf(page.contains).toBeArray();
    // @ts-expect-error: an outcome is no number
    const n: number = await client.expand({ url: "" });
    void n;
  });
});

test("a version that there is not is refused, and so is a question without its code system", () => {
  // @ts-expect-error: R3 is not spoken
  createClient({ baseUrl: "", version: "r3" });
  // @ts-expect-error: the system is missing
  void client.lookup({ code: "" });
});
