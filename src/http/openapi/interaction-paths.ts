/** The paths of read, search, history, and of writing where it is on. */
import type { FhirVersion } from "../../fhir/version.ts";
import type { ResourceType } from "../../terminology/model.ts";
import { searchParameters } from "../../terminology/search/parameters.ts";
import { JSON_PATCH } from "../json-patch.ts";
import { ref } from "./schemas.ts";
import { answers, ID, type OpenApiOperation, type OpenApiParameter, type Paths } from "./shapes.ts";

const JSON_BODY = { "application/fhir+json": { schema: ref("Resource") } };

const PATCH_BODY = {
  [JSON_PATCH]: {
    schema: {
      type: "array",
      items: {
        type: "object",
        required: ["op", "path"],
        properties: {
          op: { enum: ["add", "remove", "replace", "move", "copy", "test"] },
          path: { type: "string" },
          from: { type: "string" },
          value: {},
        },
      },
    },
  },
};

export function interactionPaths(
  types: readonly ResourceType[],
  writable: readonly ResourceType[],
  validated: readonly ResourceType[],
  version: FhirVersion,
): Paths {
  const paths: Paths = {
    "/metadata": {
      get: {
        operationId: "metadata",
        tags: ["Server"],
        summary: "What the server can do",
        parameters: [
          query("mode", "full: the CapabilityStatement; terminology: the TerminologyCapabilities", {
            enum: ["full", "terminology"],
          }),
        ],
        responses: answers(ref("Resource")),
      },
    },
    "/": {
      post: {
        operationId: "batch",
        tags: ["Server"],
        summary: "Several requests in a Bundle",
        requestBody: { required: true, content: { "application/fhir+json": { schema: ref("Bundle") } } },
        responses: answers(ref("Bundle")),
      },
    },
  };
  for (const type of types) Object.assign(paths, typePaths(type, writable.includes(type), version));
  for (const type of validated) Object.assign(paths, validatePath(type));
  return paths;
}

function typePaths(type: ResourceType, writes: boolean, version: FhirVersion): Paths {
  const { create, ...change } = writes ? writing(type) : {};
  return {
    [`/${type}`]: {
      get: interaction(type, "search", `Search ${type} resources`, {
        parameters: searchQuery(type, version),
      }),
      ...(create ? { post: create } : {}),
    },
    [`/${type}/{id}`]: {
      parameters: [ID],
      get: interaction(type, "read", `Read a ${type}`, { parameters: ABOUT_ANSWERS }),
      ...change,
    },
    [`/${type}/{id}/_history`]: {
      parameters: [ID],
      get: interaction(type, "history", `The versions of a ${type}`, { parameters: PAGES }),
    },
    [`/${type}/{id}/_history/{vid}`]: {
      parameters: [ID, { ...ID, name: "vid", description: "Version of the resource" }],
      get: interaction(type, "vread", `Read a version of a ${type}`),
    },
  };
}

/** What may be done with a key: `create` at the type, the others at a resource. */
function writing(type: ResourceType): Record<"create" | "put" | "patch" | "delete", OpenApiOperation> {
  const security = [{ key: [] }];
  const taking = (content: Record<string, { schema: object }>) => ({
    requestBody: { required: true, content },
    security,
  });
  return {
    create: interaction(type, "create", `Create a ${type}`, taking(JSON_BODY)),
    put: interaction(type, "update", `Create or replace a ${type}`, taking(JSON_BODY)),
    patch: interaction(type, "patch", `Change parts of a ${type}`, taking(PATCH_BODY)),
    delete: interaction(type, "delete", `Delete a ${type}`, { security }),
  };
}

const interaction = (
  type: ResourceType,
  id: string,
  summary: string,
  more: Partial<OpenApiOperation> = {},
): OpenApiOperation => ({
  operationId: `${type}-${id}`,
  tags: [type],
  summary,
  responses: answers(ref(id === "search" || id === "history" ? "Bundle" : "Resource")),
  ...more,
});

const validatePath = (type: ResourceType): Paths => ({
  [`/${type}/$validate`]: {
    post: {
      operationId: `${type}-validate`,
      tags: [type],
      summary: `Would a ${type} be taken as it is?`,
      parameters: [
        query("mode", "What is to be done with it: its faults for that are told too", {
          enum: ["create", "update"],
        }),
      ],
      requestBody: { required: true, content: JSON_BODY },
      responses: answers(ref("OperationOutcome")),
    },
  },
});

function query(name: string, description: string, schema: object = { type: "string" }): OpenApiParameter {
  return { name, in: "query", required: false, description, schema };
}

const PAGES = [
  query("_count", "Most entries in the answer", { type: "integer", minimum: 0 }),
  query("_offset", "Entries to leave out in front", { type: "integer", minimum: 0 }),
];
const ABOUT_ANSWERS = [
  query("_summary", "Which part of the resource", { enum: ["true", "false", "text", "data", "count"] }),
  query("_elements", "Elements that are wanted, with commas between them"),
];

const searchQuery = (type: ResourceType, version: FhirVersion): OpenApiParameter[] => [
  ...searchParameters(type, version).map((p) => query(p.name, `Search parameter of type ${p.type}`)),
  query("_sort", "Search parameters to sort by, with commas between them; - in front: descending"),
  ...PAGES,
  ...ABOUT_ANSWERS,
];
