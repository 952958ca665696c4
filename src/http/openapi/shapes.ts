/** The shapes of OpenAPI that the document is put together from. */
export interface OpenApiParameter {
  name: string;
  in: "query" | "path";
  required: boolean;
  description: string;
  schema: object;
  explode?: boolean;
  examples?: Record<string, { value: unknown }>;
}

export interface OpenApiOperation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  parameters?: OpenApiParameter[];
  requestBody?: { required: boolean; content: Record<string, { schema: object; examples?: object }> };
  responses: Record<string, object>;
  security?: object[];
}

type Method = "get" | "post" | "put" | "patch" | "delete";
type PathItem = Partial<Record<Method, OpenApiOperation>> & { parameters?: OpenApiParameter[] };
export type Paths = Record<string, PathItem>;

export interface OpenApiDocument {
  openapi: "3.1.0";
  info: { title: string; version: string; summary: string; description: string; license: object };
  servers: { url: string; description: string }[];
  tags: { name: string; description: string }[];
  security: object[];
  paths: Paths;
  components: { schemas: Record<string, object>; securitySchemes: object };
}

export const ID: OpenApiParameter = {
  name: "id",
  in: "path",
  required: true,
  description: "Id of the resource",
  schema: { type: "string", pattern: "^[A-Za-z0-9.-]{1,64}$" },
};

/** 200 with `schema`, and what can go wrong. */
export function answers(
  schema: object,
  examples: Record<string, { summary: string; value: object }> = {},
): Record<string, object> {
  const failure = (description: string): object => ({
    description,
    content: { "application/fhir+json": { schema: { $ref: "#/components/schemas/OperationOutcome" } } },
  });
  const shown = Object.keys(examples).length > 0 ? { examples } : {};
  return {
    "200": { description: "The answer", content: { "application/fhir+json": { schema, ...shown } } },
    "400": failure("The request can't be understood; the issue names the parameter"),
    "404": failure("The resource, code or code system is not known here"),
    "422": failure("The request is understood, but can't be answered: it costs too much, say"),
    default: failure("Any other failure"),
  };
}
