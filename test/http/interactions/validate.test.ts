import { describe, expect, test } from "vitest";
import { testServer } from "../support.ts";

const HERE = {
  resourceType: "CodeSystem" as const,
  id: "here",
  url: "http://example.org/here",
  version: "1",
  status: "active" as const,
  content: "complete" as const,
  concept: [{ code: "a" }],
};
const server = testServer({ resources: [HERE], writes: true });
const NEW = { ...HERE, id: undefined, url: "http://example.org/new" };

interface Outcome {
  resourceType: string;
  issue: { severity: string; code: string; details: { text: string }; expression?: string[] }[];
}

/** $validate (FHIR R5, Resource-validate): would the resource be taken, as it is, for what is to be done with it? */
describe.each(["r4", "r5"])("$validate at /%s", (version) => {
  const post = async (path: string, body: unknown, method = "POST") => {
    const { status, json } = await server.request(`/${version}/${path}`, {
      method,
      headers: { "Content-Type": "application/fhir+json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status, json: json as Outcome };
  };
  const parameters = (resource: unknown, rest: object[] = []) => ({
    resourceType: "Parameters",
    parameter: [...(resource === undefined ? [] : [{ name: "resource", resource }]), ...rest],
  });
  const mode = (valueCode: string) => ({ name: "mode", valueCode });
  const errors = ({ json }: { json: Outcome }) =>
    json.issue.filter((i) => i.severity === "error").map((i) => i.details.text);

  test("a valid resource has no faults, and the outcome says so", async () => {
    for (const body of [NEW, parameters(NEW)]) {
      const { status, json } = await post("CodeSystem/$validate", body);
      expect(status).toBe(200);
      expect(json.resourceType).toBe("OperationOutcome");
      expect(json.issue.map((i) => i.severity)).toEqual(["information"]);
    }
  });

  test("the faults of another come back with 200, each with its place", async () => {
    const { status, json } = await post("CodeSystem/$validate", { ...NEW, status: "actve" });
    expect(status).toBe(200);
    expect(json.issue[0]).toMatchObject({ severity: "error", expression: ["CodeSystem.status"] });
  });

  test("create and update are judged by what is there", async () => {
    const copy = { ...HERE, id: "copy" };
    expect(errors(await post("CodeSystem/$validate", parameters(copy, [mode("create")])))).toEqual([
      expect.stringContaining("CodeSystem/here"),
    ]);
    expect(errors(await post("CodeSystem/$validate", parameters(NEW, [mode("create")])))).toEqual([]);
    expect(errors(await post("CodeSystem/here/$validate", parameters(HERE, [mode("update")])))).toEqual([]);
    expect(errors(await post("CodeSystem/here/$validate", parameters(copy, [mode("update")])))).toEqual([
      expect.stringContaining("'copy'"),
    ]);
  });

  test("without a resource it is the one that is stored", async () => {
    expect(errors(await post("CodeSystem/here/$validate", undefined, "GET"))).toEqual([]);
    expect(errors(await post("CodeSystem/here/$validate", parameters(undefined, [mode("delete")])))).toEqual(
      [],
    );
    expect((await post("CodeSystem/none/$validate", undefined, "GET")).status).toBe(404);
  });

  test("what it can't judge is said: a profile", async () => {
    const profile = { name: "profile", valueCanonical: "http://example.org/profile" };
    const { json } = await post("CodeSystem/$validate", parameters(NEW, [profile]));
    expect(json.issue).toMatchObject([
      { severity: "warning", code: "not-supported", details: { text: expect.stringContaining("/profile") } },
    ]);
  });

  test.each([
    ["no resource", "CodeSystem/$validate", { resourceType: "Parameters" }, "resource"],
    ["another type", "ValueSet/$validate", NEW, "ValueSet"],
    ["a mode that is none", "CodeSystem/$validate", parameters(NEW, [mode("try")]), "try"],
    ["a delete of nothing in particular", "CodeSystem/$validate", parameters(NEW, [mode("delete")]), "mode"],
  ])("%s is 400 and named", async (_what, path, body, named) => {
    const { status, json } = await post(path, body);
    expect([status, json.issue[0]!.details.text]).toEqual([400, expect.stringContaining(named)]);
  });

  test("it can be asked in a batch, and the capabilities say that it can", async () => {
    const entry = [{ request: { method: "POST", url: "CodeSystem/$validate" }, resource: NEW }];
    const { json } = await post("", { resourceType: "Bundle", type: "batch", entry });
    expect(json).toMatchObject({ entry: [{ response: { status: "200 OK" } }] });
    const statement = (await server.request(`/${version}/metadata`)).json;
    const { operation } = statement.rest[0].resource.find((r: { type: string }) => r.type === "CodeSystem");
    expect(operation).toContainEqual(
      expect.objectContaining({
        name: "validate",
        definition: "http://hl7.org/fhir/OperationDefinition/Resource-validate",
      }),
    );
  });
});
