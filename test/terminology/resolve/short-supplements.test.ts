/** Many supplements, each of which says something of few codes. */
import type { CodeSystem } from "fhir/r5";
import { expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { askedForOwnCodes } from "../../../src/terminology/resolve/short-supplements.ts";
import type { CodeSystemProvider } from "../../../src/terminology/store.ts";

const BONES = "http://example.org/bones";

/** A supplement that has these codes, and for which of them it was asked. */
async function supplement(codes: readonly string[], more: Partial<CodeSystem> = {}) {
  const resource: CodeSystem = {
    resourceType: "CodeSystem",
    url: `${BONES}-names`,
    status: "active",
    content: "supplement",
    supplements: BONES,
    concept: codes.map((code) => ({ code, designation: [{ value: `name of ${code}` }] })),
    ...more,
  };
  const [stored] = await new MemoryStore([resource]).supplements({ url: resource.url! });
  const asked: (readonly string[])[] = [];
  let fails = false;
  const counted: CodeSystemProvider = {
    codeSystem: stored!.codeSystem,
    locate: (some) => (asked.push(some), stored!.locate(some)),
    select: (selection) => (fails ? Promise.reject(new Error("broken")) : stored!.select(selection)),
    childrenOf: (some) => stored!.childrenOf(some),
  };
  return { provider: askedForOwnCodes(counted), asked, fail: (now: boolean) => (fails = now) };
}

const found = async (provider: CodeSystemProvider, codes: readonly string[]) =>
  (await provider.locate(codes)).map((concept) => concept?.code);

test("is asked for its own codes alone, and answers in the order of all", async () => {
  const { provider, asked } = await supplement(["femur", "tibia"]);
  expect(await found(provider, ["ulna", "tibia", "radius", "femur"])).toEqual([
    undefined,
    "tibia",
    undefined,
    "femur",
  ]);
  expect(await found(provider, ["ulna", "radius"])).toEqual([undefined, undefined]);
  expect(asked).toEqual([["tibia", "femur"]]);
});

test("finds codes in another case where case does not count in it", async () => {
  const { provider } = await supplement(["Femur"], { caseSensitive: false });
  expect(await found(provider, ["FEMUR", "ulna"])).toEqual(["Femur", undefined]);
});

test("that is long is asked for all codes", async () => {
  const { provider, asked } = await supplement(Array.from({ length: 101 }, (_, i) => `bone-${i}`));
  expect(await found(provider, ["bone-100", "ulna"])).toEqual(["bone-100", undefined]);
  expect(asked).toEqual([["bone-100", "ulna"]]);
});

test("that could not be read is read again", async () => {
  const { provider, fail } = await supplement(["femur"]);
  fail(true);
  await expect(found(provider, ["femur"])).rejects.toThrow("broken");
  fail(false);
  expect(await found(provider, ["femur"])).toEqual(["femur"]);
});
