/** The paths of the operations, from the same definitions that requests are read and checked by. */
import {
  isResourceType,
  type OperationData,
  operationId,
  type ParameterDefinition,
} from "../../fhir/operations/definition.ts";
import type { FhirVersion } from "../../fhir/version.ts";
import { capitalised } from "../../terminology/util/capitalised.ts";
import { type Example, examplesOf } from "./examples.ts";
import { parametersSchema, valueSchema } from "./schemas.ts";
import { answers, ID, type OpenApiOperation, type OpenApiParameter, type Paths } from "./shapes.ts";

/** What an example was answered; undefined: it is not shown. */
export type AnswerTo = (path: string, example: Example) => Promise<object | undefined>;

export async function operationPaths(
  operations: readonly OperationData[],
  version: FhirVersion,
  answerTo: AnswerTo,
): Promise<Paths> {
  const paths: Paths = {};
  for (const data of operations) {
    const before = { system: "/", type: `/${data.resource}/`, instance: `/${data.resource}/{id}/` };
    const [usual] = data.levels;
    for (const level of data.levels) {
      const path = `${before[level]}$${data.name}`;
      const shown =
        level === usual || (level === "type" && usual === "system") ? examplesOf(data.file, version) : [];
      const answered = await Promise.all(
        shown.map(async (example) => ({ example, answer: await answerTo(path, example) })),
      );
      paths[path] = {
        ...(level === "instance" ? { parameters: [ID] } : {}),
        get: getOf(data, level, version, answered),
        post: postOf(data, level, version, answered),
      };
    }
  }
  return paths;
}

interface Answered {
  example: Example;
  answer: object | undefined;
}

type Level = OperationData["levels"][number];

const common = (data: OperationData, level: Level, method: string) => ({
  operationId: `${operationId(data)}-${level}-${method}`,
  tags: [data.resource ?? "Server"],
  summary: data.title,
  description: data.description,
});

function getOf(
  data: OperationData,
  level: Level,
  version: FhirVersion,
  answered: readonly Answered[],
): OpenApiOperation {
  return {
    ...common(data, level, "get"),
    parameters: inQuery(data, version, answered),
    responses: answers(parametersOut(data, version), examplesIn(answered.filter((a) => a.example.query))),
  };
}

function postOf(
  data: OperationData,
  level: Level,
  version: FhirVersion,
  answered: readonly Answered[],
): OpenApiOperation {
  const bodies = answered.map(({ example }): [string, object] => [
    keyOf(example),
    { summary: example.title, value: exampleBody(data, example) },
  ]);
  return {
    ...common(data, level, "post"),
    requestBody: {
      required: true,
      content: {
        "application/fhir+json": {
          schema: parametersSchema(data.parameters, version),
          ...(bodies.length > 0 ? { examples: Object.fromEntries(bodies) } : {}),
        },
      },
    },
    responses: answers(parametersOut(data, version), examplesIn(answered)),
  };
}

const parametersOut = (data: OperationData, version: FhirVersion): object =>
  data.output && data.name !== "expand"
    ? parametersSchema(data.output, version)
    : { $ref: "#/components/schemas/Resource" };

/** Values that an address can hold: no resources, no codings, no parts. */
function inQuery(
  data: OperationData,
  version: FhirVersion,
  answered: readonly Answered[],
): OpenApiParameter[] {
  const simple = ({ type = "string", part, unlisted, versions }: ParameterDefinition): boolean =>
    !part &&
    !unlisted &&
    !isResourceType(type) &&
    /^[a-z]/.test(type) &&
    (!versions || versions.includes(version));
  return data.parameters.filter(simple).map((p) => {
    const one = valueSchema(p.type ?? "string");
    const examples = answered.flatMap(({ example }) =>
      example.query && Object.hasOwn(example.query, p.name)
        ? [[keyOf(example), { value: typed(one, example.query[p.name]!) }] as const]
        : [],
    );
    const repeats = p.max === "*";
    return {
      name: p.name,
      in: "query",
      required: p.required === true,
      description: p.documentation,
      schema: repeats ? { type: "array", items: one } : one,
      ...(repeats ? { explode: true } : {}),
      ...(examples.length > 0 && !repeats ? { examples: Object.fromEntries(examples) } : {}),
    };
  });
}

const typed = (schema: object, value: string): unknown => {
  const type = "type" in schema ? schema.type : undefined;
  if (type === "integer" || type === "number") return Number(value);
  return type === "boolean" ? value === "true" : value;
};

const keyOf = ({ title }: Example): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

const examplesIn = (answered: readonly Answered[]): Record<string, { summary: string; value: object }> =>
  Object.fromEntries(
    answered.flatMap(({ example, answer }) =>
      answer ? [[keyOf(example), { summary: example.title, value: answer }] as const] : [],
    ),
  );

/** The example as a Parameters resource. */
function exampleBody(data: OperationData, { query = {}, body }: Example): object {
  if (body) return body;
  const parameter = Object.entries(query).map(([name, value]) => {
    const type = data.parameters.find((p) => p.name === name)?.type ?? "string";
    return { name, [`value${capitalised(type)}`]: typed(valueSchema(type), value) };
  });
  return { resourceType: "Parameters", parameter };
}
