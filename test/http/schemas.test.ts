import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { operations } from "../../src/http/operations/index.ts";
import { testServer } from "./support.ts";

const server = testServer({ resources: [] });

describe.each(["r4", "r5"])("%s", (version) => {
  test("every operation has its schema, and the list names them", async () => {
    const { json } = await server.request(`/schemas/${version}`);
    const outputs = operations.filter(({ data }) => data.output);
    expect(json.schemas).toHaveLength(operations.length + outputs.length);
    for (const path of json.schemas as string[]) {
      const { status, headers, text } = await server.request(path);
      expect(status, path).toBe(200);
      expect(headers.get("content-type")).toContain("application/schema+json");
      const schema = JSON.parse(text) as { $id: string };
      expect(schema.$id).toBe(server.url + path);
      new Ajv({ strict: false }).compile(schema);
    }
  });

  test("a schema judges as the server does", async () => {
    const { text } = await server.request(`/schemas/${version}/ValueSet-expand.json`);
    const validate = new Ajv({ strict: false }).compile(JSON.parse(text) as object);
    expect(validate({ url: "http://x", count: 5, activeOnly: true })).toBe(true);
    expect(validate({ url: "http://x", count: -5 })).toBe(false);
    const reply = await server.request(`/${version}/ValueSet/$expand?url=http://x&count=-5`);
    expect(reply.status).toBe(400);
  });
});

test.each(["/schemas/r4/none.json", "/schemas/r9", "/schemas/r9/ValueSet-expand.json"])(
  "%s is nowhere",
  async (path) => {
    const { status, json } = await server.request(path);
    expect(status).toBe(404);
    expect(json.resourceType).toBe("OperationOutcome");
  },
);
