import { readOperation } from "../../fhir/operations/definition.ts";
import { preferredId } from "../../terminology/preferred-id.ts";
import { after } from "../../terminology/util/awaitable.ts";
import type { Operation } from "./operation.ts";

/** NamingSystem/$preferred-id, https://hl7.org/fhir/R5/namingsystem-operation-preferred-id.html */
export const preferredIdOperation: Operation<"preferred-id"> = {
  data: readOperation("preferred-id"),

  run(terminology, input) {
    return after(preferredId(terminology, input), (result) => ({ result }));
  },
};
