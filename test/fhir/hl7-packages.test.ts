import { describe, expect, test } from "vitest";
import { validateResource } from "../../src/fhir/validation/validation.ts";
import { versions } from "../../src/fhir/versions.ts";
import type { Issue } from "../../src/terminology/issues/issue.ts";
import { INVALID, PACKAGES, sample } from "./hl7-packages.ts";
import { unordered } from "./unordered.ts";

const STEP = 23;
const errors = (issues: Issue[]) => issues.filter((i) => i.severity === "error").map((i) => i.text);

describe.each(PACKAGES)("a sample of %s", (name, version) => {
  const { r4 } = versions;
  const convert = (resource: object): object =>
    version === "r5" ? r4.resourceOut(resource) : r4.resourceIn(resource);
  const convertBack = (resource: object): object =>
    version === "r5" ? r4.resourceIn(resource) : r4.resourceOut(resource);

  test("is valid, and valid in the other version after conversion", async () => {
    let checked = 0;
    for (const { file, resource } of sample(name, version, STEP)) {
      if (INVALID.has(file)) continue;
      checked++;
      expect(errors(await validateResource(resource, version)), file).toEqual([]);
      const other = version === "r5" ? "r4" : "r5";
      expect(errors(await validateResource(convert(resource), other)), `${file} as ${other}`).toEqual([]);
    }
    expect(checked).toBeGreaterThan(50);
  });

  test("comes back whole from the other version", () => {
    for (const { file, resource } of sample(name, version, STEP)) {
      expect(unordered(convertBack(convert(resource))), file).toEqual(unordered(resource));
    }
  });
});
