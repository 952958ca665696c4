import { describe, expect, test } from "vitest";
import { instrumentResources, INSTRUMENTS, PARTS, valueSets } from "../../fixtures/instruments.ts";
import { testServer, values } from "../support.ts";

const server = testServer({ resources: instrumentResources });
const ALL = valueSets.all.url!;

type Parameter = { name: string; [value: string]: unknown };

/** The parameters of an OperationOutcome's issues, in short. */
const issues = (outcome: { issue: { code: string; details: { text: string }; diagnostics?: string }[] }) =>
  outcome.issue.map((i) => [i.code, i.details.text]);

describe.each(["r4", "r5"])("At /%s", (version) => {
  const get = (path: string) => server.request(`/${version}/${path}`);
  const post = (path: string, parameter: Parameter[], headers: Record<string, string> = {}) =>
    server.request(`/${version}/${path}`, {
      method: "POST",
      headers: { "content-type": "application/fhir+json", ...headers },
      body: JSON.stringify({ resourceType: "Parameters", parameter }),
    });
  const violin = { system: INSTRUMENTS, code: "violin" };

  describe("ValueSet/$validate-code", () => {
    const expected = {
      result: true,
      code: "violin",
      system: INSTRUMENTS,
      version: "1.2.0",
      display: "Violin (modern)",
    };

    test.each([
      ["url and a code", `ValueSet/$validate-code?url=${ALL}&system=${INSTRUMENTS}&code=violin`],
      ["a coding as a token", `ValueSet/$validate-code?url=${ALL}&coding=${INSTRUMENTS}|violin`],
      ["the value set's version", `ValueSet/$validate-code?url=${ALL}|5&system=${INSTRUMENTS}&code=violin`],
      ["inferSystem", `ValueSet/$validate-code?url=${ALL}&code=violin&inferSystem=true`],
      [
        "a context instead of a system",
        `ValueSet/$validate-code?url=${ALL}&code=violin&context=urn:any%23Any.code`,
      ],
      ["an id", `ValueSet/all/$validate-code?system=${INSTRUMENTS}&code=violin`],
    ])("takes %s by GET", async (_, path) => {
      const { status, json } = await get(path);
      expect(status).toBe(200);
      expect(values(json)).toEqual(expected);
    });

    test.each([
      [
        "a coding",
        [
          { name: "url", valueUri: ALL },
          { name: "coding", valueCoding: violin },
        ],
      ],
      [
        "a value set",
        [
          { name: "valueSet", resource: valueSets.all },
          { name: "coding", valueCoding: violin },
        ],
      ],
      [
        "a value set for this request",
        [
          { name: "url", valueUri: "http://example.org/mine" },
          { name: "tx-resource", resource: { ...valueSets.all, url: "http://example.org/mine" } },
          { name: "coding", valueCoding: violin },
        ],
      ],
    ])("takes %s by POST", async (_, parameter) => {
      expect(values((await post("ValueSet/$validate-code", parameter)).json)).toEqual(expected);
    });

    test("gives a CodeableConcept back as it came", async () => {
      const codeableConcept = { coding: [violin, { system: PARTS, code: "bow" }], text: "bowed" };
      const { json } = await post("ValueSet/$validate-code", [
        { name: "url", valueUri: ALL },
        { name: "codeableConcept", valueCodeableConcept: codeableConcept },
      ]);
      expect(values(json)).toMatchObject({ ...expected, codeableConcept });
    });

    test("says what is wrong in typed parameters, and as an OperationOutcome", async () => {
      const { status, json } = await get(
        `ValueSet/$validate-code?url=${ALL}&system=${INSTRUMENTS}&systemVersion=9&code=lute&display=Flute`,
      );
      expect(status).toBe(200);
      const names = json.parameter.map((p: Parameter) => Object.keys(p).join());
      expect(names.every((n: string) => n.startsWith("name,"))).toBe(true);
      expect(json.parameter).toContainEqual({ name: "result", valueBoolean: false });
      expect(json.parameter).toContainEqual({ name: "inactive", valueBoolean: true });
      expect(json.parameter).toContainEqual({ name: "status", valueCode: "retired" });
      expect(json.parameter).toContainEqual({
        name: "x-caused-by-unknown-system",
        valueCanonical: `${INSTRUMENTS}|9`,
      });
      const { resource } = json.parameter.find((p: Parameter) => p.name === "issues");
      expect(resource.issue).toContainEqual({
        extension: [
          {
            url: "http://hl7.org/fhir/StructureDefinition/operationoutcome-message-id",
            valueString: "Display_Name_for__should_be_one_of__instead_of",
          },
        ],
        severity: "error",
        code: "invalid",
        details: {
          coding: [{ system: "http://hl7.org/fhir/tools/CodeSystem/tx-issue-type", code: "invalid-display" }],
          text: `Wrong Display Name 'Flute' for ${INSTRUMENTS}#lute. Valid display is 'Lute' (en) (for the language(s) '--')`,
        },
        expression: ["display"],
      });
    });

    test("says which other version of the value set has the code, where none was named", async () => {
      const set = (version: string, ...codes: string[]) => ({
        resourceType: "ValueSet",
        status: "active",
        url: "http://example.org/growing",
        version,
        compose: { include: [{ system: INSTRUMENTS, concept: codes.map((code) => ({ code })) }] },
      });
      const sets = [set("4.0", "viola"), set("3.0", "violin", "viola"), set("2.0", "violin"), set("1.0")];
      const diagnostics = async (...more: Parameter[]) => {
        const { json } = await post("ValueSet/$validate-code", [
          { name: "coding", valueCoding: violin },
          ...sets.map((resource) => ({ name: "tx-resource", resource })),
          ...more,
        ]);
        expect(values(json).result).toBe(false);
        const { resource } = json.parameter.find((p: Parameter) => p.name === "issues");
        return resource.issue.map((i: { diagnostics?: string }) => i.diagnostics);
      };
      const url = { name: "url", valueUri: "http://example.org/growing" };
      expect(await diagnostics(url)).toEqual([expect.stringContaining("version 3.0 and 2.0")]);
      const pinned = { name: "default-valueset-version", valueUri: "http://example.org/growing|4.0" };
      expect(await diagnostics(url, pinned)).toEqual([undefined]);
      expect(await diagnostics({ name: "url", valueUri: `${url.valueUri}|4.0` })).toEqual([undefined]);
    });

    test("takes the language from Accept-Language", async () => {
      const { json } = await post(
        "ValueSet/$validate-code",
        [
          { name: "url", valueUri: ALL },
          { name: "coding", valueCoding: violin },
        ],
        { "accept-language": "de" },
      );
      expect(values(json).display).toBe("Geige");
    });

    test.each([
      ["no code", `url=${ALL}`, 400, "Unable to find code to validate"],
      ["a code without system", `url=${ALL}&code=violin`, 400, "Unable to find code to validate"],
      [
        "two ways to give the code",
        `url=${ALL}&code=a&system=b&coding=b|a`,
        400,
        "Give exactly one of code, coding",
      ],
      ["no value set", `code=a&system=b`, 400, "url or valueSet is required"],
      ["an unknown value set", `url=${ALL}x&code=a&system=b`, 404, "A definition for the value Set"],
      [
        "an unknown version of it",
        `url=${ALL}&valueSetVersion=6&code=a&system=b`,
        404,
        "|6' could not be found",
      ],
      ["a circular import", `url=http://example.org/vs/circular&code=a&system=b`, 422, "circularity"],
      ["no language", `url=${ALL}&code=a&system=b&displayLanguage=-`, 422, "Invalid displayLanguage: '-'"],
      [
        "a flag that is none",
        `url=${ALL}&code=a&system=b&abstract=maybe`,
        400,
        "abstract: 'maybe' is not valid",
      ],
    ])("refuses a request with %s", async (_, query, status, text) => {
      const reply = await get(`ValueSet/$validate-code?${query}`);
      expect(reply.status).toBe(status);
      expect(issues(reply.json)[0]![1]).toContain(text);
    });
  });

  describe("CodeSystem/$validate-code", () => {
    test.each(["complete", "fragment"])(
      "calls a code system without url unidentified: %s",
      async (content) => {
        const codeSystem = {
          resourceType: "CodeSystem",
          status: "active",
          content,
          concept: [{ code: "a" }],
        };
        const { json } = await post("CodeSystem/$validate-code", [
          { name: "codeSystem", resource: codeSystem },
          { name: "code", valueCode: "b" },
        ]);
        expect(JSON.stringify(json)).toContain("'b' in the CodeSystem '(unidentified)'");
        const other = await post("CodeSystem/$validate-code", [
          { name: "codeSystem", resource: codeSystem },
          { name: "coding", valueCoding: violin },
        ]);
        expect(values(other.json).message).toContain("validate against ('(unidentified)')");
        const none = await post("CodeSystem/$validate-code", [
          { name: "codeSystem", resource: codeSystem },
          { name: "codeableConcept", valueCodeableConcept: { coding: [violin] } },
        ]);
        expect(values(none.json).message).toContain("No coding of the CodeSystem '(unidentified)'");
      },
    );

    test("calls an unknown code system by what names it: url beside a coding of none, or of another", async () => {
      const url = { name: "url", valueUri: "http://example.org/none" };
      for (const valueCoding of [{ code: "violin" }, violin]) {
        const { json } = await post("CodeSystem/$validate-code", [url, { name: "coding", valueCoding }]);
        expect(json.parameter.find((p: Parameter) => p.name === "issues").resource.issue).toMatchObject([
          { code: "not-found", expression: ["url"] },
        ]);
      }
    });

    test.each([
      ["url and code", `CodeSystem/$validate-code?url=${INSTRUMENTS}&code=violin`, "1.2.0"],
      ["url with a version", `CodeSystem/$validate-code?url=${INSTRUMENTS}|1.0.0&code=violin`, "1.0.0"],
      ["a version", `CodeSystem/$validate-code?url=${INSTRUMENTS}&version=1.0.0&code=violin`, "1.0.0"],
      ["system for url", `CodeSystem/$validate-code?system=${INSTRUMENTS}&code=violin`, "1.2.0"],
      [
        "url before system",
        `CodeSystem/$validate-code?url=${INSTRUMENTS}|1.0.0&system=${INSTRUMENTS}&code=violin`,
        "1.0.0",
      ],
      ["a coding alone", `CodeSystem/$validate-code?coding=${INSTRUMENTS}|violin`, "1.2.0"],
      ["an id", `CodeSystem/instruments-1.0.0/$validate-code?code=violin`, "1.0.0"],
    ])("takes %s", async (_, path, expected) => {
      expect(values((await get(path)).json)).toMatchObject({ result: true, version: expected });
    });

    test("takes a code system with the request, and no other then", async () => {
      const codeSystem = {
        resourceType: "CodeSystem",
        url: INSTRUMENTS,
        status: "active",
        content: "complete",
        concept: [{ code: "kazoo", display: "Kazoo" }],
      };
      const validate = async (code: string) =>
        values(
          (
            await post("CodeSystem/$validate-code", [
              { name: "codeSystem", resource: codeSystem },
              { name: "code", valueCode: code },
            ])
          ).json,
        );
      expect(await validate("kazoo")).toEqual({
        result: true,
        code: "kazoo",
        system: INSTRUMENTS,
        display: "Kazoo",
      });
      expect(await validate("violin")).toMatchObject({ result: false });
    });

    test("says that a supplement with the request is no code system", async () => {
      const { json } = await post("CodeSystem/$validate-code", [
        {
          name: "codeSystem",
          resource: {
            resourceType: "CodeSystem",
            url: "http://example.org/more",
            status: "active",
            content: "supplement",
            supplements: INSTRUMENTS,
          },
        },
        { name: "code", valueCode: "violin" },
      ]);
      expect(values(json).message).toContain("is a supplement");
    });

    test("needs a code system", async () => {
      const { status, json } = await get("CodeSystem/$validate-code?code=violin");
      expect(status).toBe(400);
      expect(issues(json)[0]![1]).toContain("url or codeSystem is required");
      expect(json.issue[0].expression).toEqual(["url", "codeSystem"]);
    });

    test.each(["url", "system"])("calls the code system by the parameter that names it: %s", async (name) => {
      const { json } = await get(`CodeSystem/$validate-code?${name}=http://example.org/none&code=a`);
      expect(json.parameter.find((p: Parameter) => p.name === "issues").resource.issue).toMatchObject([
        { code: "not-found", expression: [name] },
      ]);
    });

    test("says of a system with a version in it where that stands", async () => {
      const { json } = await get(`CodeSystem/$validate-code?coding=${INSTRUMENTS}|1.0.0|violin`);
      expect(json.parameter.find((p: Parameter) => p.name === "issues").resource.issue).toMatchObject([
        { code: "not-found", expression: ["Coding.system"] },
        {
          code: "informational",
          expression: ["Coding.system"],
          details: { coding: [{ code: "processing-note" }] },
        },
      ]);
    });
  });

  describe("$batch-validate-code", () => {
    const validation = (...parameter: Parameter[]) => ({
      name: "validation",
      resource: { resourceType: "Parameters", parameter },
    });

    test("answers in order, with shared parameters, each entry's own before them", async () => {
      const { status, json } = await post("ValueSet/$batch-validate-code", [
        { name: "url", valueUri: ALL },
        { name: "lenient-display-validation", valueBoolean: true },
        validation({ name: "coding", valueCoding: { ...violin, display: "Horn" } }),
        validation(
          { name: "coding", valueCoding: { ...violin, display: "Horn" } },
          { name: "lenient-display-validation", valueBoolean: false },
        ),
        validation(
          { name: "url", valueUri: valueSets.bowed.url },
          { name: "coding", valueCoding: { ...violin, code: "horn" } },
        ),
      ]);
      expect(status).toBe(200);
      expect(json.parameter.map((p: { resource: object }) => values(p.resource).result)).toEqual([
        true,
        false,
        false,
      ]);
    });

    test("gives an OperationOutcome in place of an entry that has no answer", async () => {
      const { json } = await post("ValueSet/$batch-validate-code", [
        { name: "url", valueUri: ALL },
        validation({ name: "codingX", valueCoding: violin }),
        validation({ name: "url", valueUri: `${ALL}x` }, { name: "coding", valueCoding: violin }),
        validation({ name: "abstract", valueString: "perhaps" }, { name: "coding", valueCoding: violin }),
        validation({ name: "coding", valueCoding: violin }),
      ]);
      const types = json.parameter.map(
        (p: { resource: { resourceType: string } }) => p.resource.resourceType,
      );
      expect(types).toEqual(["OperationOutcome", "OperationOutcome", "OperationOutcome", "Parameters"]);
      expect(json.parameter[0].resource.issue[0]).toMatchObject({
        severity: "error",
        code: "invalid",
        diagnostics: "Not defined here: codingX",
      });
    });

    test("validates against code systems as well", async () => {
      const { json } = await post("CodeSystem/$batch-validate-code", [
        { name: "url", valueUri: INSTRUMENTS },
        validation({ name: "code", valueCode: "violin" }),
        validation({ name: "code", valueCode: "bow" }, { name: "url", valueUri: PARTS }),
        validation({ name: "code", valueCode: "kazoo" }),
      ]);
      expect(json.parameter.map((p: { resource: object }) => values(p.resource).result)).toEqual([
        true,
        true,
        false,
      ]);
    });

    test("asks an entry of what it names itself, not of what the batch brings or what version it names", async () => {
      const none = { resourceType: "ValueSet", status: "active", compose: { include: [{ system: PARTS }] } };
      const codeSystem = { resourceType: "CodeSystem", url: PARTS, status: "active", content: "complete" };
      const coding = { name: "coding", valueCoding: violin };
      const results = async (type: string, ...parameter: Parameter[]) => {
        const { json } = await post(`${type}/$batch-validate-code`, parameter);
        return json.parameter.map((p: { resource: object }) => values(p.resource).result);
      };
      const all = { name: "url", valueUri: ALL };
      const brought = { name: "valueSet", resource: none };
      expect(await results("ValueSet", brought, validation(all, coding), validation(coding))).toEqual([
        true,
        false,
      ]);
      const old = [
        { name: "url", valueUri: `${ALL}x` },
        { name: "valueSetVersion", valueString: "old" },
      ];
      expect(await results("ValueSet", ...old, validation(all, coding))).toEqual([true]);
      const sent = { name: "codeSystem", resource: { ...codeSystem, version: "9" } };
      const inOther = validation(
        { name: "url", valueUri: INSTRUMENTS },
        { name: "code", valueCode: "violin" },
      );
      const nine = { name: "version", valueString: "9" };
      expect(await results("CodeSystem", sent, nine, inOther)).toEqual([true]);
    });

    test("needs something to validate", async () => {
      const { status, json } = await post("ValueSet/$batch-validate-code", [{ name: "url", valueUri: ALL }]);
      expect(status).toBe(400);
      expect(issues(json)[0]![1]).toContain("validation is required");
    });
  });

  describe("CodeSystem/$subsumes", () => {
    test.each([
      ["codes", `CodeSystem/$subsumes?system=${INSTRUMENTS}&codeA=strings&codeB=violin`, "subsumes"],
      [
        "codings",
        `CodeSystem/$subsumes?codingA=${INSTRUMENTS}|violin&codingB=${INSTRUMENTS}|strings`,
        "subsumed-by",
      ],
      [
        "codes of a code system by id",
        "CodeSystem/instruments-1.2.0/$subsumes?codeA=violin&codeB=violin",
        "equivalent",
      ],
      [
        "codes of a version",
        `CodeSystem/$subsumes?system=${INSTRUMENTS}&version=1.0.0&codeA=violin&codeB=horn`,
        "not-subsumed",
      ],
    ])("takes %s", async (_, path, outcome) => {
      expect((await get(path)).json.parameter).toEqual([{ name: "outcome", valueCode: outcome }]);
    });

    test.each([
      ["an unknown code", `CodeSystem/$subsumes?system=${INSTRUMENTS}&codeA=kazoo&codeB=violin`, 404],
      ["a code missing", `CodeSystem/$subsumes?system=${INSTRUMENTS}&codeA=violin`, 400],
      ["a code missing, on a code system", "CodeSystem/instruments-1.2.0/$subsumes?codeA=violin", 400],
      ["no system", "CodeSystem/$subsumes?codeA=violin&codeB=horn", 400],
      [
        "another system than the instance",
        `CodeSystem/parts/$subsumes?system=${INSTRUMENTS}&codeA=a&codeB=b`,
        400,
      ],
    ])("refuses %s", async (_, path, status) => {
      const reply = await get(path);
      expect(reply.status).toBe(status);
      expect(reply.json.resourceType).toBe("OperationOutcome");
    });
  });
});
