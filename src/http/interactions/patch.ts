/** PATCH of one resource, as its version shows it; https://hl7.org/fhir/R5/http.html#patch */
import { parseJsonList } from "../../fhir/json.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { unsupportedPatch } from "../../terminology/issues/patch.ts";
import { deletedResource, unknownResource } from "../../terminology/issues/rest.ts";
import { versionConflict } from "../../terminology/issues/storage.ts";
import type { ResourceType } from "../../terminology/model.ts";
import { isNode, type Json } from "../../terminology/util/json-object.ts";
import type { FhirRequest } from "../fhir-request.ts";
import { HttpError } from "../http-error.ts";
import { ACCEPT_PATCH, JSON_PATCH, JsonPatch } from "../json-patch.ts";
import { patched } from "./apply-patch.ts";
import { type Change, patchedId, versionAsked } from "./change.ts";
import { fhirPathPatched } from "./fhirpath-patch.ts";
import { ofType } from "./of-type.ts";
import { entityTag } from "./read.ts";

/**
 * The update that a PATCH comes to. It is of the version that was patched: what comes between is a conflict (412).
 * @throws HttpError 415: the body is no JSON Patch, 412: a condition does not hold; TerminologyError not-found, deleted
 */
export async function patchAsked(request: FhirRequest, type: ResourceType): Promise<Change> {
  const { version, params, headers, query, store } = request;
  const patch = await patchIn(request);
  const asked = { version, type, id: params.id, condition: query, ifMatch: headers["if-match"] };
  const id = await patchedId(asked, store);
  const stored = await store.read(type, id);
  if (!stored) throw new TerminologyError(unknownResource(type, id));
  if (!stored.resource) throw new TerminologyError(deletedResource(type, id));
  const { versionId } = stored;
  const expected = (await versionAsked(asked, id, store)) ?? versionId;
  if (expected !== versionId) throw new HttpError(412, versionConflict(type, id, expected, versionId));
  const before = version.resourceOut(stored.resource);
  const after =
    patch instanceof JsonPatch
      ? await patched(before, patch)
      : await fhirPathPatched(before, patch, version.name);
  return { version, method: "PUT", type, id, resource: ofType(after, type), ifMatch: entityTag(versionId) };
}

/** A JSON Patch, which in a Bundle stands in a Binary (FHIR R5, http.html#patch); or the Parameters of a FHIRPath Patch. */
async function patchIn(request: FhirRequest): Promise<JsonPatch | Json> {
  const body = await request.body();
  if (body instanceof JsonPatch) return body;
  const sent = isNode(body) ? body : {};
  const { resourceType, contentType, data } = sent;
  if (resourceType === "Parameters") return sent;
  if (resourceType === "Binary" && contentType === JSON_PATCH && typeof data === "string")
    return new JsonPatch(await parseJsonList(Buffer.from(data, "base64").toString()));
  const found = String(
    resourceType === "Binary" ? contentType : (request.headers["content-type"] ?? resourceType),
  );
  throw new HttpError(415, unsupportedPatch(found), ACCEPT_PATCH);
}
