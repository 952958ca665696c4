/** A line in the log for each write: who has changed what, from which version to which. */
import type { WrittenVersion } from "../../terminology/store.ts";
import type { FhirRequest } from "../fhir-request.ts";
import type { Log } from "../log.ts";
import type { Caller } from "./access.ts";

/** Under whose name something is written. */
export interface Author {
  caller: Pick<Caller, "name"> | undefined;
  request: Pick<FhirRequest, "headers">;
}

/** Nothing, where the log takes no line of this kind. */
export function audit(log: Log, { caller, request }: Author, written: readonly WrittenVersion[]): void {
  for (const { type, id, versionId, method, unchanged } of written) {
    const from = unchanged ? versionId : versionId - 1;
    log.info?.(
      {
        id: request.headers["x-request-id"],
        who: caller?.name,
        what: method,
        resource: `${type}/${id}`,
        // Nothing was there.
        ...(from > 0 ? { from } : {}),
        to: versionId,
      },
      "write",
    );
  }
}
