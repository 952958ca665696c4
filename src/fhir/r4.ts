/** R4 <-> R5, the core's own version. Every difference is in `r4/`; here is the table by resource type. */
import type { Resource } from "../terminology/model.ts";
import type { Json } from "./r4/json-object.ts";
import type { Version } from "./versions.ts";

type Convert = (resource: Json) => Json;

const toR5: Record<string, Convert> = { Parameters: (r) => nested(r, resourceToR5) };
const toR4: Record<string, Convert> = { Parameters: (r) => nested(r, resourceToR4) };

function resourceToR5(resource: Json): Json {
  return toR5[resource.resourceType as string]?.(resource) ?? resource;
}

function resourceToR4(resource: Json): Json {
  return toR4[resource.resourceType as string]?.(resource) ?? resource;
}

/** Converts the resources inside a Parameters; a Parameters without any comes back as it is. */
function nested(parameters: Json, convert: Convert): Json {
  const visit = (list: Json[]): Json[] => {
    let copy: Json[] | undefined;
    list.forEach((parameter, i) => {
      const changed: Json = {};
      if (parameter.resource) changed.resource = convert(parameter.resource as Json);
      if (Array.isArray(parameter.part)) changed.part = visit(parameter.part as Json[]);
      if (Object.keys(changed).some((k) => changed[k] !== parameter[k]))
        (copy ??= [...list])[i] = { ...parameter, ...changed };
    });
    return copy ?? list;
  };
  if (!Array.isArray(parameters.parameter)) return parameters;
  const parameter = visit(parameters.parameter as Json[]);
  return parameter === parameters.parameter ? parameters : { ...parameters, parameter };
}

export const r4: Version = {
  name: "r4",
  fhirVersion: "4.0.1",
  resourceIn: (resource) => resourceToR5(resource as Json) as unknown as Resource,
  resourceOut: (resource) => resourceToR4(resource as Json),
};
