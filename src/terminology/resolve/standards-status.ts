/** Code systems and value sets that are not, or no longer, meant for use as they are. */
import type { CodeSystem, Extension, ValueSet } from "../model.ts";

const STANDARDS_STATUS = "http://hl7.org/fhir/StructureDefinition/structuredefinition-standards-status";

/** The code of the standards-status extension, of a resource or of anything in it. */
export function standardsStatus(element: { extension?: Extension[] | undefined }): string | undefined {
  return element.extension?.find((e) => e.url === STANDARDS_STATUS)?.valueCode;
}

/**
 * Why `content` is to be used with care: deprecated, withdrawn, retired, experimental, or draft.
 * @param valueSet the value set that draws on it, if one does: a draft may use drafts, and an experiment experiments
 */
export function cautionAbout(content: CodeSystem | ValueSet, valueSet?: ValueSet): string | undefined {
  const standards = standardsStatus(content);
  if (standards === "deprecated" || standards === "withdrawn") return standards;
  if (content.status === "retired") return "retired";
  if (content.experimental && !valueSet?.experimental) return "experimental";
  return isDraft(content) && !(valueSet && isDraft(valueSet)) ? "draft" : undefined;
}

const isDraft = (content: CodeSystem | ValueSet): boolean =>
  content.status === "draft" || standardsStatus(content) === "draft";
