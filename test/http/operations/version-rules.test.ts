/** A version rule names a system or a value set with its version; one that names no version says nothing, and is refused. */
import { describe, expect, test } from "vitest";
import { ANIMALS, animals, SETS, valueSet, whole } from "../../fixtures/animals.ts";
import { testServer } from "../support.ts";

const server = testServer({ resources: [animals, valueSet("all", [whole()])] });

const RULES = [
  ["system-version", ANIMALS],
  ["check-system-version", ANIMALS],
  ["force-system-version", ANIMALS],
  ["default-valueset-version", `${SETS}all`],
  ["check-valueset-version", `${SETS}all`],
  ["force-valueset-version", `${SETS}all`],
] as const;

const OPERATIONS = [
  ["ValueSet/$expand", { url: `${SETS}all` }],
  ["ValueSet/$validate-code", { url: `${SETS}all`, system: ANIMALS, code: "dog" }],
] as const;

describe.each(OPERATIONS)("%s", (path, query) => {
  test.each(RULES)("a %s without a version is refused by name", async (rule, named) => {
    for (const value of [named, `${named}|`, "|1"]) {
      const { status, json } = await server.request(
        `/r4/${path}?${new URLSearchParams({ ...query, [rule]: value })}`,
      );
      expect(status).toBe(400);
      expect(json.issue[0].expression).toEqual([rule]);
      expect(json.issue[0].details.text).toContain(`${rule}: '${value}' is not valid here; `);
    }
  });
});
