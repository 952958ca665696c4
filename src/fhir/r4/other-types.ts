/** Provenance, Bundle and Attachment: what R4 and R5 both say, in different words. */
import { isObject, type Json, objects } from "../../terminology/util/json-object.ts";
import type { Rule } from "./conversion-plan.ts";
import { extensionUrl, withExtensions } from "./cross-version-extension.ts";

/* ---- Provenance: R4's reason is R5's authorization by concept ---- */

const isConceptOnly = (a: Json) => isObject(a.concept) && Object.keys(a).length === 1;

/** The leading ones only: so the order of all comes back. */
const provenanceToR4: Rule = (provenance) => {
  const authorization = objects(provenance.authorization);
  const end = authorization.findIndex((a) => !isConceptOnly(a));
  const concepts = end < 0 ? authorization : authorization.slice(0, end);
  if (concepts.length === 0) return provenance;
  const { authorization: _authorization, ...rest } = provenance;
  const others = authorization.slice(concepts.length);
  return {
    ...rest,
    reason: concepts.map((a) => a.concept),
    ...(others.length > 0 ? { authorization: others } : {}),
  };
};

const provenanceToR5: Rule = (provenance) => {
  const reason = objects(provenance.reason);
  if (reason.length === 0) return provenance;
  const { reason: _reason, ...rest } = provenance;
  return {
    ...rest,
    authorization: [...reason.map((concept) => ({ concept })), ...objects(provenance.authorization)],
  };
};

/* ---- Bundle: R4 has no room for R5's issues but among the entries ---- */

const ISSUES = extensionUrl("r5", "Bundle", "issues");

const bundleToR4: Rule = (bundle) => {
  if (!isObject(bundle.issues)) return bundle;
  const { issues, ...rest } = bundle;
  const entry: Json = { extension: [{ url: ISSUES, valueBoolean: true }], resource: issues };
  if (bundle.type === "searchset") entry.search = { mode: "outcome" };
  return { ...rest, entry: [...objects(bundle.entry), entry] };
};

const bundleToR5: Rule = (bundle) => {
  const entries = objects(bundle.entry);
  const issues = entries.find((e) => objects(e.extension).some((x) => x.url === ISSUES));
  if (!issues) return bundle;
  const { entry: _entry, ...rest } = bundle;
  const others = entries.filter((e) => e !== issues);
  return { ...rest, ...(others.length > 0 ? { entry: others } : {}), issues: issues.resource };
};

/* ---- Attachment: size is a number in R4, and the text of a 64-bit number in R5 ---- */

const LARGEST_R4 = 2 ** 31 - 1;
const SIZE = extensionUrl("r5", "Attachment", "size");

const attachmentToR4: Rule = (attachment) => {
  const { size, ...rest } = attachment;
  if (typeof size !== "string") return attachment;
  if (/^(0|[1-9]\d{0,9})$/.test(size) && Number(size) <= LARGEST_R4) return { ...rest, size: Number(size) };
  return { ...rest, extension: [...objects(attachment.extension), { url: SIZE, valueString: size }] };
};

const attachmentToR5: Rule = (attachment) => {
  if (typeof attachment.size === "number") return { ...attachment, size: String(attachment.size) };
  const extensions = objects(attachment.extension);
  const carrier = extensions.find((e) => e.url === SIZE && typeof e.valueString === "string");
  if (!carrier || attachment.size !== undefined) return attachment;
  const left = extensions.filter((e) => e !== carrier);
  return { ...withExtensions(attachment, left), size: carrier.valueString };
};

export const othersToR4: Record<string, Rule> = {
  Provenance: provenanceToR4,
  Bundle: bundleToR4,
  Attachment: attachmentToR4,
};

export const othersToR5: Record<string, Rule> = {
  Provenance: provenanceToR5,
  Bundle: bundleToR5,
  Attachment: attachmentToR5,
};
