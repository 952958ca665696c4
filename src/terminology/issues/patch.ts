/** Messages about changes that are sent as a patch. */
import { error, type Issue, quote } from "./issue.ts";

export const unsupportedPatch = (type: string): Issue =>
  error(
    "unsupported-patch",
    "not-supported",
    `A PATCH of ${quote(type)} can't be read; send a JSON Patch (Content-Type: application/json-patch+json) or the Parameters of a FHIRPath Patch`,
    { expression: ["Content-Type"] },
  );

export const badPatch = (reason: string): Issue =>
  error("bad-patch", "structure", `The body is no JSON Patch (RFC 6902): ${reason}`);

export const badFhirPathPatch = (reason: string): Issue =>
  error("bad-fhirpath-patch", "structure", `The Parameters are no FHIRPath Patch: ${reason}`);

/** @param what the operation and its path */
export const failedPatch = (index: number, what: string, reason: string): Issue =>
  error(
    "failed-patch",
    "processing",
    `Operation ${index} of the patch (${quote(what)}) can't be done: ${reason}. Nothing was changed`,
  );

export const patchCopiesTooMuch = (most: number): Issue =>
  error(
    "patch-copies-too-much",
    "too-costly",
    `The copies of the patch would add more than ${most} characters; send the resource instead`,
  );
