import { expect, test } from "vitest";
import { createEngine, MemoryStore } from "../../../src/engine.ts";

const SYSTEM = "http://example.org/deep";
const chain = {
  resourceType: "CodeSystem",
  url: SYSTEM,
  status: "active",
  content: "complete",
  concept: Array.from({ length: 9_000 }, (_, i) => ({
    code: `c${i}`,
    property: i === 0 ? [] : [{ code: "parent", valueCode: `c${i - 1}` }],
  })),
};
const whole = { resourceType: "ValueSet", status: "active", compose: { include: [{ system: SYSTEM }] } };

test.each(["r4", "r5"] as const)(
  "%s: what would nest too deeply to be written is refused",
  async (version) => {
    const parameter = [
      { name: "valueSet", resource: whole },
      { name: "tx-resource", resource: chain },
      { name: "excludeNested", valueBoolean: false },
    ];
    const resource = { resourceType: "Parameters", parameter };
    const answer = await createEngine(new MemoryStore()).ask(version, "POST", "ValueSet/$expand", {
      resource,
    });
    expect([answer.status, JSON.stringify(answer.resource)]).toEqual([
      413,
      expect.stringContaining("nests more than 400 levels deep"),
    ]);
  },
);
