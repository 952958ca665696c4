/** The operations as resources, to be stored beside the terminology and read, searched and paged like it. */
import { operationNames, readOperation } from "../fhir/operations/definition.ts";
import { operationDefinition } from "../fhir/operations/resource.ts";
import type { Resource } from "../terminology/model.ts";
import { software } from "./software.ts";

/** One for each operation, as R5 has it. */
export function operationDefinitions(): Resource[] {
  return operationNames().map((name) => operationDefinition(readOperation(name), software));
}
