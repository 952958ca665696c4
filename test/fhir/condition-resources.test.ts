import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { validateResource } from "../../src/fhir/validation/validation.ts";
import { versions } from "../../src/fhir/versions.ts";

const folder = new URL("../../resources/terminology/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as object;

test("there are resources to check", () => {
  expect(files.length).toBeGreaterThan(0);
});

describe.each(files)("%s", (name) => {
  const r5 = read(name);
  const r4 = versions.r4.resourceOut(r5);

  test("is valid R5, without warnings", async () => {
    expect(await validateResource(r5, "r5")).toEqual([]);
  });

  test("is valid R4 after conversion, without warnings", async () => {
    expect(await validateResource(r4, "r4")).toEqual([]);
  });

  test("comes back from R4 whole", () => {
    expect(versions.r4.resourceIn(r4)).toEqual(r5);
  });
});
