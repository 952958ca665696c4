/** The body of a PATCH: the operations of a JSON Patch (RFC 6902), not looked at yet. */
export class JsonPatch {
  readonly operations: readonly unknown[];

  constructor(operations: readonly unknown[]) {
    this.operations = operations;
  }
}

export const JSON_PATCH = "application/json-patch+json";

/** What a PATCH may be sent as. */
const PATCH_FORMATS: readonly string[] = [JSON_PATCH, "application/fhir+json", "application/fhir+xml"];

/** The header that says so (RFC 5789, 3.1). */
export const ACCEPT_PATCH = { "Accept-Patch": PATCH_FORMATS.join(", ") };
