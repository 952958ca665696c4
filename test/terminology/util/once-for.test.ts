import { describe, expect, it } from "vitest";
import { onceFor } from "../../../src/terminology/util/once-for.ts";

describe("what follows from a thing that never changes", () => {
  const made: string[] = [];
  const sizeOf = onceFor(({ name }: { name: string }) => {
    made.push(name);
    if (name === "bad") throw new Error("no size");
    return name.length;
  });

  it("is worked out once for each, and for equal ones by itself", () => {
    const one = { name: "one" };
    expect([sizeOf(one), sizeOf(one), sizeOf({ name: "one" }), sizeOf({ name: "" })]).toEqual([3, 3, 3, 0]);
    expect(made).toEqual(["one", "one", ""]);
  });

  it("is tried again where it failed", () => {
    const bad = { name: "bad" };
    for (let round = 0; round < 2; round++) expect(() => sizeOf(bad)).toThrow("no size");
  });
});
