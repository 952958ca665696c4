import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { decodeHTML } from "entities";
import openapiTypescript, { astToString } from "openapi-typescript";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { examplesOf } from "../../src/http/openapi/examples.ts";
import { httpExamples } from "../../src/http/openapi/http-files.ts";
import type { OpenApiDocument } from "../../src/http/openapi/shapes.ts";
import { operations } from "../../src/http/operations/index.ts";
import { ROOT } from "../imports.ts";
import { webServer } from "./support.ts";

const server = webServer();
const writing = webServer([], { writes: true, keys: [] });

async function documentAt(path: string, from = server): Promise<OpenApiDocument> {
  const response = await fetch(from.url + path);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toContain("application/json");
  return (await response.json()) as OpenApiDocument;
}

describe.each(["/openapi.json", "/r4/openapi.json", "/r5/openapi.json"])("%s", (path) => {
  test.each([
    ["reads only", server],
    ["may be written to", writing],
  ])("has nothing that the linter objects to, of a server that %s", async (_, from) => {
    const source = JSON.stringify(await documentAt(path, from));
    const config = await createConfig({
      extends: ["recommended"],
      // An open server on this machine is what the document is about.
      rules: {
        "no-server-example.com": "off",
        "operation-4xx-response": "error",
        "no-ambiguous-paths": "off",
      },
    });
    const problems = await lintFromString({ source, config });
    expect(
      problems.map(({ ruleId, message, location }) => `${ruleId} ${message} ${location[0]?.pointer ?? ""}`),
    ).toEqual([]);
  });
});

test("files are added where writing is on, with a key", async () => {
  const { post } = (await documentAt("/openapi.json", writing)).paths["/add"]!;
  expect(post!.security).toEqual([{ key: [] }]);
  expect((await documentAt("/openapi.json")).paths["/add"]).toBeUndefined();
});

test.each(["r4", "r5"])(
  "%s: every operation is there at each of its levels, with its parameters",
  async (version) => {
    const { paths } = await documentAt(`/${version}/openapi.json`);
    for (const { data } of operations) {
      const before = { system: "/", type: `/${data.resource}/`, instance: `/${data.resource}/{id}/` };
      for (const level of data.levels) {
        const item = paths[`${before[level]}$${data.name}`];
        expect(item?.get, data.name).toBeDefined();
        expect(item?.post, data.name).toBeDefined();
      }
    }
    const { get } = paths["/CodeSystem/$lookup"]!;
    expect(get!.parameters!.map((p) => p.name)).toEqual(
      expect.arrayContaining(["system", "code", "property", "displayLanguage"]),
    );
  },
);

test("what is there besides operations is in it, with what it may be asked by", async () => {
  const { paths } = await documentAt("/r4/openapi.json", writing);
  const namesOf = (path: string) => paths[path]?.get?.parameters?.map(({ name }) => name);
  for (const path of ["/_history", "/CodeSystem/_history", "/CodeSystem/{id}/_history"])
    expect(namesOf(path), path).toEqual(
      expect.arrayContaining(["_since", "_at", "_sort", "_count", "_elements"]),
    );
  expect(paths["/CodeSystem/_search"]!.post!.requestBody!.content).toHaveProperty([
    "application/x-www-form-urlencoded",
    "schema",
    "properties",
    "url",
  ]);
  for (const method of ["put", "patch", "delete"] as const)
    expect(paths["/CodeSystem"]![method]!.parameters!.map(({ name }) => name)).toContain("url");
  expect(paths["/CodeSystem/{id}/$validate"]).toMatchObject({ get: {}, post: {} });
  // All that is named is there.
  const path = "/r4/CodeSystem/genetic-conditions";
  for (const address of ["/r4/_history?_count=1", "/r4/CodeSystem/_history?_count=1", `${path}/$validate`])
    expect((await fetch(server.url + address)).status, address).toBe(200);
});

test("names of one FHIR version are in its document only", async () => {
  const names = async (version: string) =>
    (await documentAt(`/${version}/openapi.json`)).paths["/ConceptMap/$translate"]!.get!.parameters!.map(
      (p) => p.name,
    );
  expect(await names("r4")).toContain("targetsystem");
  expect(await names("r4")).not.toContain("sourceCode");
  expect(await names("r5")).toContain("sourceCode");
});

test.each(operations.map(({ data }) => data.file))("%s has two examples that are answered", async (file) => {
  const { data } = operations.find((o) => o.data.file === file)!;
  const level = data.resource && data.levels.includes("type") ? `${data.resource}/` : "";
  for (const version of ["r4", "r5"] as const) {
    expect(examplesOf(file, version).length).toBeGreaterThanOrEqual(2);
    for (const { title, query, body } of examplesOf(file, version)) {
      const address = `${server.url}/${version}/${level}$${data.name}`;
      const response = await (body
        ? fetch(address, {
            method: "POST",
            body: JSON.stringify(body),
            headers: { "Content-Type": "application/fhir+json" },
          })
        : fetch(`${address}?${new URLSearchParams(query).toString()}`));
      expect(response.status, `${version} ${title}`).toBe(200);
    }
  }
});

test("a client made from the document compiles", async () => {
  const types = astToString(await openapiTypescript((await documentAt("/r4/openapi.json")) as never));
  const folder = mkdtempSync(join(tmpdir(), "openapi-"));
  try {
    writeFileSync(join(folder, "api.ts"), types);
    const client = `
      import type { paths } from "./api.ts";
      type Lookup = paths["/CodeSystem/$lookup"]["get"];
      type Query = NonNullable<Lookup["parameters"]["query"]>;
      type Answer = Lookup["responses"][200]["content"]["application/fhir+json"];
      const query: Query = { system: "http://www.omim.org", code: "166350" };
      export async function display(base: string): Promise<string | undefined> {
        const response = await fetch(base + "/CodeSystem/$lookup?" + new URLSearchParams(query as Record<string, string>));
        const answer = (await response.json()) as Answer;
        for (const part of answer.parameter ?? [])
          if (part.name === "display" && "valueString" in part) return part.valueString;
        return undefined;
      }
      // @ts-expect-error: there is no such parameter
      export const wrong: Query = { cod: "166350" };
    `;
    const file = join(folder, "client.ts");
    writeFileSync(file, client);
    const program = ts.createProgram([file], {
      strict: true,
      noEmit: true,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      allowImportingTsExtensions: true,
      target: ts.ScriptTarget.ES2022,
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
      types: [],
      typeRoots: [join(ROOT, "node_modules/@types")],
    });
    const problems = ts
      .getPreEmitDiagnostics(program)
      .map((d) => ts.flattenDiagnosticMessageText(d.messageText, "\n"));
    expect(problems).toEqual([]);
    const { outputText } = ts.transpileModule(client, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    writeFileSync(join(folder, "client.mjs"), outputText);
    const { display } = (await import(join(folder, "client.mjs"))) as {
      display(base: string): Promise<string>;
    };
    expect(await display(`${server.url}/r4`)).toBe("OSSEOUS HETEROPLASIA, PROGRESSIVE; POH");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the page lists every path, and each has a form or a line to copy", async () => {
  const { html } = await server.page("/openapi");
  const { paths } = await documentAt("/r4/openapi.json");
  for (const path of Object.keys(paths)) expect(html).toContain(`/r4${path}`);
  const lookup = await server.page("/openapi?fhir=r4&path=%2FCodeSystem%2F%24lookup");
  expect(lookup.html).toContain('action="/r4/CodeSystem/$lookup"');
  expect(lookup.html).toContain('value="166350"');
  expect(lookup.html).toContain("curl");
});

test("a line to copy has the body that its request takes, and what says which resource is meant", async () => {
  const lineOf = async (path: string, method: string): Promise<string> => {
    const { html } = await writing.page(`/openapi?fhir=r4&path=${encodeURIComponent(path)}`);
    return decodeHTML(new RegExp(`<h2>${method}:[^]*?<code>(curl [^]*?)</code>`).exec(html)![1]!);
  };
  expect(await lineOf("/CodeSystem/_search", "POST")).toMatch(/x-www-form-urlencoded' .*\n.*--data 'url=/);
  const patch = await lineOf("/CodeSystem/{id}", "PATCH");
  expect(patch).toContain("Content-Type: application/json-patch+json");
  expect(patch).toContain("replace");
  expect(await lineOf("/CodeSystem", "DELETE")).toMatch(/--request DELETE '[^']*\/r4\/CodeSystem\?\w+=…'/);
});

test.each(["r4", "r5"] as const)("examples/%s.http has what the operations' examples are", (version) => {
  const written = readFileSync(new URL(`../../examples/${version}.http`, import.meta.url), "utf8");
  expect(written).toBe(
    httpExamples(
      operations.map(({ data }) => data),
      version,
    ),
  );
});
