import { describe, expect, test } from "vitest";
import { testServer, values } from "../support.ts";

const server = testServer();
const OWN = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
const CODE = "progressive-osseous-heteroplasia";
const OTHER = "http://www.omim.org";
const NAMES = "https://w3id.org/ossicle/ValueSet/poh-names";
const SYSTEM = "CodeSystem/genetic-conditions";
const VALUE_SET = "ValueSet/poh-names";

describe.each(["r4", "r5"])("An operation that is called on a resource, at /%s,", (version) => {
  test.each([
    ["$lookup, system", `${SYSTEM}/$lookup?system=${OTHER}&code=${CODE}`, "system"],
    ["$lookup, coding", `${SYSTEM}/$lookup?coding=${OTHER}|${CODE}`, "coding.system"],
    ["$subsumes", `${SYSTEM}/$subsumes?system=${OTHER}&codeA=${CODE}&codeB=${CODE}`, "system"],
    ["CodeSystem $validate-code", `${SYSTEM}/$validate-code?url=${OTHER}&code=${CODE}`, "url"],
    ["$expand", `${VALUE_SET}/$expand?url=http://example.org/other`, "url"],
    [
      "ValueSet $validate-code",
      `${VALUE_SET}/$validate-code?url=http://example.org/other&system=${OWN}&code=${CODE}`,
      "url",
    ],
  ])("answers for no other one: %s", async (_, path, expression) => {
    const { status, json } = await server.request(`/${version}/${path}`);
    expect(status).toBe(400);
    expect(json.issue[0]).toMatchObject({ code: "invalid", expression: [expression] });
    expect(json.issue[0].details.text).toContain("was called on");
  });

  test.each([
    `${SYSTEM}/$lookup?system=${OWN}&code=${CODE}`,
    `${SYSTEM}/$lookup?coding=${OWN}|${CODE}`,
    `${SYSTEM}/$validate-code?url=${OWN}|1.0.0&code=${CODE}`,
    `${SYSTEM}/$subsumes?system=${OWN}|1.0.0&version=1.x&codeA=${CODE}&codeB=${CODE}`,
    `${VALUE_SET}/$expand?url=${NAMES}`,
    `${VALUE_SET}/$validate-code?url=${NAMES}&system=${OWN}&code=${CODE}`,
  ])("may be told again which one that is: %s", async (path) => {
    expect((await server.request(`/${version}/${path}`)).status).toBe(200);
  });

  test.each([
    ["$lookup, version", `${SYSTEM}/$lookup?version=9&code=${CODE}`, "version"],
    ["$subsumes, version", `${SYSTEM}/$subsumes?version=9&codeA=${CODE}&codeB=${CODE}`, "version"],
    ["CodeSystem $validate-code, url", `${SYSTEM}/$validate-code?url=${OWN}|9&code=${CODE}`, "url"],
    ["$expand", `${VALUE_SET}/$expand?valueSetVersion=9`, "valueSetVersion"],
    [
      "ValueSet $validate-code",
      `${VALUE_SET}/$validate-code?valueSetVersion=9&system=${OWN}&code=${CODE}`,
      "valueSetVersion",
    ],
  ])("answers for no other version than the resource has: %s", async (_, path, expression) => {
    const { status, json } = await server.request(`/${version}/${path}`);
    expect(status).toBe(400);
    expect(json.issue[0].expression).toEqual([expression]);
    expect(json.issue[0].details.text).toContain("the resource in the address has version 1.0.0");
  });

  test("may be told again which version that is, by a pattern too", async () => {
    for (const named of ["1.0.0", "1.x"])
      expect((await server.request(`/${version}/${VALUE_SET}/$expand?valueSetVersion=${named}`)).status).toBe(
        200,
      );
  });

  test("takes a code of another system for none of its own: $validate-code, coding", async () => {
    const { json } = await server.request(`/${version}/${SYSTEM}/$validate-code?coding=${OTHER}|${CODE}`);
    expect(json.parameter).toContainEqual({ name: "result", valueBoolean: false });
  });
});

describe("What is stored without a version, beside a version of it,", () => {
  const url = "http://example.org/unversioned";
  const set = "http://example.org/unversioned-set";
  const codeSystem = { resourceType: "CodeSystem", url, status: "active", content: "complete" } as const;
  const valueSet = { resourceType: "ValueSet", url: set, status: "active" } as const;
  const both = testServer({
    resources: [
      { ...codeSystem, id: "without", concept: [{ code: "a", display: "Old" }, { code: "b" }] },
      { ...codeSystem, id: "second", version: "2", concept: [{ code: "a", display: "New" }] },
      { ...valueSet, id: "set", compose: { include: [{ system: url }] } },
    ],
  });

  test("answers where it is asked by its address", async () => {
    const asked = async (path: string) => values((await both.request(`/r5/CodeSystem/without/${path}`)).json);
    expect(await asked("$lookup?code=a")).toMatchObject({ display: "Old" });
    expect(await asked("$validate-code?code=b")).toMatchObject({ result: true });
    expect(await asked("$validate-code?code=a&display=New")).toMatchObject({ result: false });
    expect(await asked("$subsumes?codeA=b&codeB=b")).toMatchObject({ outcome: "equivalent" });
  });

  test.each([
    ["CodeSystem/without/$lookup?code=a&version=2", "version"],
    ["CodeSystem/without/$validate-code?code=a&version=2", "version"],
    ["CodeSystem/without/$subsumes?codeA=a&codeB=a&version=2", "version"],
    ["ValueSet/set/$validate-code?code=a&inferSystem=true&valueSetVersion=2", "valueSetVersion"],
  ])("is not asked for another version: %s", async (path, expression) => {
    const { status, json } = await both.request(`/r5/${path}`);
    expect(status).toBe(400);
    expect(json.issue[0].expression).toEqual([expression]);
    expect(json.issue[0].details.text).toContain("the resource in the address has no version");
  });

  test("is not asked for codings of another version", async () => {
    const coding = { name: "coding", valueCoding: { system: url, version: "2", code: "a" } };
    const { status, json } = await both.request("/r5/CodeSystem/without/$validate-code", {
      method: "POST",
      headers: { "content-type": "application/fhir+json" },
      body: JSON.stringify({ resourceType: "Parameters", parameter: [coding] }),
    });
    expect(status).toBe(400);
    expect(json.issue[0].details.text).toContain("'2' is not valid here; the code system without version");
  });
});

describe("A code system that is stored without a url", () => {
  const concept = [{ code: "a", display: "A" }];
  const nameless = testServer({
    resources: [
      { resourceType: "CodeSystem", id: "nameless", status: "active", content: "complete", concept },
    ],
  });

  test.each([
    "$lookup?code=a",
    `$lookup?system=${OTHER}&code=166350`,
    "$validate-code?code=a",
    "$subsumes?codeA=a&codeB=a",
  ])("has no codes that can be asked, and the answer says so: %s", async (question) => {
    const { status, json } = await nameless.request(`/r4/CodeSystem/nameless/${question}`);
    expect(status).toBe(422);
    expect(json.issue[0].details.text).toContain("CodeSystem/nameless has no url");
  });
});
