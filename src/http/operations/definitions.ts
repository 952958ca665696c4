/** The operations as resources, to be stored beside the terminology and read, searched and paged like it. */
import { operationDefinition } from "../../fhir/operation-resource.ts";
import { software } from "../../software.ts";
import type { Resource } from "../../terminology/model.ts";
import { operations } from "./index.ts";

export function operationDefinitions(): Resource[] {
  return operations.map((operation) => operationDefinition(operation.data, software));
}
