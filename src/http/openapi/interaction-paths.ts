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
    "/_history": {
      get: {
        operationId: "history",
        tags: ["Server"],
        summary: "The versions of all resources",
        parameters: OF_HISTORY,
        responses: answers(ref("Bundle")),
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
  const parameters = searchQuery(type, version);
  return {
    [`/${type}`]: {
      get: interaction(type, "search", `Search ${type} resources`, { parameters }),
      ...(create ? { post: create } : {}),
      ...conditional(change, searchParametersOf(type, version)),
    },
    [`/${type}/_search`]: {
      post: interaction(type, "search-form", `Search ${type} resources, by a form`, {
        requestBody: { required: true, content: { [FORM]: { schema: formOf(parameters) } } },
      }),
    },
    [`/${type}/_history`]: {
      get: interaction(type, "history-type", `The versions of all ${type} resources`, {
        parameters: OF_HISTORY,
      }),
    },
    [`/${type}/{id}`]: {
      parameters: [ID],
      get: interaction(type, "read", `Read a ${type}`, { parameters: ABOUT_ANSWERS }),
      ...change,
    },
    [`/${type}/{id}/_history`]: {
      parameters: [ID],
      get: interaction(type, "history", `The versions of a ${type}`, { parameters: OF_HISTORY }),
    },
    [`/${type}/{id}/_history/{vid}`]: {
      parameters: [ID, { ...ID, name: "vid", description: "Version of the resource" }],
      get: interaction(type, "vread", `Read a version of a ${type}`),
    },
  };
}

type Changes = Partial<Record<"put" | "patch" | "delete", OpenApiOperation>>;

/** The same changes of the one resource that a search finds. */
const conditional = (changes: Changes, criteria: OpenApiParameter[]): Changes =>
  Object.fromEntries(
    Object.entries(changes).map(([method, change]) => [
      method,
      {
        ...change,
        operationId: `${change.operationId}-conditional`,
        summary: `${change.summary}: the one that a search finds`,
        parameters: criteria,
      },
    ]),
  );

const FORM = "application/x-www-form-urlencoded";

const formOf = (parameters: readonly OpenApiParameter[]): object => ({
  type: "object",
  properties: Object.fromEntries(
    parameters.map(({ name, description, schema }) => [name, { ...schema, description }]),
  ),
});

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
  responses: answers(ref(/^(search|history)/.test(id) ? "Bundle" : "Resource")),
  ...more,
});

function validatePath(type: ResourceType): Paths {
  const validate: OpenApiOperation = {
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
  };
  const { requestBody: _none, ...ofStored } = validate;
  return {
    [`/${type}/$validate`]: { post: validate },
    [`/${type}/{id}/$validate`]: {
      parameters: [ID],
      get: { ...ofStored, operationId: `${type}-validate-stored`, summary: `Is a ${type} as it should be?` },
      post: { ...validate, operationId: `${type}-validate-instance` },
    },
  };
}

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

/** Of a history; https://hl7.org/fhir/R5/http.html#history */
const OF_HISTORY = [
  query("_since", "Versions from this instant on", { type: "string", format: "date-time" }),
  query("_at", "Versions that were current at some time in this span; ge, gt, le or lt in front"),
  query("_sort", "By time: the newest come first, or with _lastUpdated the oldest", {
    enum: ["-_lastUpdated", "_lastUpdated", "none"],
  }),
  ...PAGES,
  ...ABOUT_ANSWERS,
];

const searchParametersOf = (type: ResourceType, version: FhirVersion): OpenApiParameter[] =>
  searchParameters(type, version).map((p) => query(p.name, `Search parameter of type ${p.type}`));

const searchQuery = (type: ResourceType, version: FhirVersion): OpenApiParameter[] => [
  ...searchParametersOf(type, version),
  query("_sort", "Search parameters to sort by, with commas between them; - in front: descending"),
  ...PAGES,
  ...ABOUT_ANSWERS,
];
