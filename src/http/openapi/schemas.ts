/** Schemas of what goes in and out: a Parameters resource with the parameters that an operation has, in one FHIR version. */
import { isResourceType, type ParameterDefinition } from "../../fhir/operations/definition.ts";
import type { Schema } from "../../fhir/operations/schema.ts";
import type { FhirVersion } from "../../fhir/version.ts";
import { capitalised } from "../../terminology/util/capitalised.ts";

/** One of the document's own schemas. */
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** A Parameters resource with these parameters; others are let through, as the server does. */
export function parametersSchema(definitions: readonly ParameterDefinition[], version: FhirVersion): Schema {
  return {
    type: "object",
    required: ["resourceType"],
    properties: {
      resourceType: { const: "Parameters" },
      parameter: { type: "array", items: { anyOf: parts(definitions, version) } },
    },
  };
}

const offered = (definitions: readonly ParameterDefinition[], version: FhirVersion): ParameterDefinition[] =>
  definitions.filter((d) => !d.unlisted && (!d.versions || d.versions.includes(version)));

const parts = (definitions: readonly ParameterDefinition[], version: FhirVersion): Schema[] => {
  const known = offered(definitions, version).map((d) => part(d, version));
  return known.length > 0 ? known : [ref("Parameter")];
};

function part(definition: ParameterDefinition, version: FhirVersion): Schema {
  const { name, documentation, part: inner, type = "string", types = [] } = definition;
  const all = [type, ...types];
  const values = all.map((t): [string, Schema] =>
    isResourceType(t) ? ["resource", ref("Resource")] : [`value${capitalised(t)}`, valueSchema(t)],
  );
  const own: [string, Schema][] = inner
    ? [["part", { type: "array", items: { anyOf: parts(inner, version) } }]]
    : values;
  return {
    type: "object",
    description: documentation,
    required: ["name"],
    properties: { name: { const: name }, ...Object.fromEntries(own) },
  };
}

export function valueSchema(type: string): Schema {
  switch (type) {
    case "boolean":
      return { type: "boolean" };
    case "integer":
      return { type: "integer" };
    case "decimal":
      return { type: "number" };
    case "Coding":
    case "CodeableConcept":
    case "Quantity":
      return ref(type);
    default:
      return { type: "string" };
  }
}

/** What every answer is made of. */
export const COMPONENTS: Readonly<Record<string, Schema>> = {
  Coding: {
    type: "object",
    properties: {
      system: { type: "string" },
      version: { type: "string" },
      code: { type: "string" },
      display: { type: "string" },
    },
  },
  CodeableConcept: {
    type: "object",
    properties: { coding: { type: "array", items: ref("Coding") }, text: { type: "string" } },
  },
  Quantity: {
    type: "object",
    properties: {
      value: { type: "number" },
      comparator: { type: "string" },
      unit: { type: "string" },
      system: { type: "string" },
      code: { type: "string" },
    },
  },
  Parameter: { type: "object", required: ["name"], properties: { name: { type: "string" } } },
  Resource: {
    type: "object",
    required: ["resourceType"],
    properties: { resourceType: { type: "string" }, id: { type: "string" } },
    additionalProperties: true,
  },
  Bundle: {
    type: "object",
    required: ["resourceType", "type"],
    properties: {
      resourceType: { const: "Bundle" },
      type: { type: "string" },
      total: { type: "integer" },
      entry: {
        type: "array",
        items: {
          type: "object",
          properties: { fullUrl: { type: "string" }, resource: ref("Resource") },
          additionalProperties: true,
        },
      },
    },
    additionalProperties: true,
  },
  OperationOutcome: {
    type: "object",
    required: ["resourceType", "issue"],
    properties: {
      resourceType: { const: "OperationOutcome" },
      issue: {
        type: "array",
        items: {
          type: "object",
          required: ["severity", "code"],
          properties: {
            severity: { enum: ["fatal", "error", "warning", "information", "success"] },
            code: { type: "string" },
            details: ref("CodeableConcept"),
            diagnostics: { type: "string" },
            expression: { type: "array", items: { type: "string" } },
          },
        },
      },
    },
  },
};
