/**
 * The list of operations: routes, capability statement and definitions follow from it.
 * Each is loaded when it is first called, so that the server starts without what nobody asks for.
 */
import { readOperation } from "../../fhir/operations/definition.ts";
import type { ListedOperation, Operation, OperationName } from "./operation.ts";

const listed = <Name extends OperationName>(
  name: Name,
  load: () => Promise<Operation<Name>>,
): ListedOperation => ({ data: readOperation(name), load });

export const operations: readonly ListedOperation[] = [
  listed("expand", async () => (await import("./expand.ts")).expandOperation),
  listed("compare", async () => (await import("./compare.ts")).compareOperation),
  listed("lookup", async () => (await import("./lookup.ts")).lookupOperation),
  listed("validate-code", async () => (await import("./validate-code.ts")).validateCodeOperation),
  listed("cs-validate-code", async () => (await import("./cs-validate-code.ts")).csValidateCodeOperation),
  listed(
    "batch-validate-code",
    async () => (await import("./batch-validate-code.ts")).batchValidateCodeOperation,
  ),
  listed(
    "cs-batch-validate-code",
    async () => (await import("./batch-validate-code.ts")).csBatchValidateCodeOperation,
  ),
  listed("match", async () => (await import("./match.ts")).matchOperation),
  listed("subsumes", async () => (await import("./subsumes.ts")).subsumesOperation),
  listed("translate", async () => (await import("./translate.ts")).translateOperation),
  listed("preferred-id", async () => (await import("./preferred-id.ts")).preferredIdOperation),
  listed("versions", async () => (await import("./versions.ts")).versionsOperation),
];
