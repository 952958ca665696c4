/** Code systems, value sets and maps that are not, or no longer, meant for use as they are. */
import type { CodeSystem, ConceptMap, Extension, ValueSet } from "../model.ts";

const STANDARDS_STATUS = "http://hl7.org/fhir/StructureDefinition/structuredefinition-standards-status";

/** The code of the standards-status extension, of a resource or of anything in it. */
export function standardsStatus(element: { extension?: Extension[] | undefined }): string | undefined {
  return element.extension?.find((e) => e.url === STANDARDS_STATUS)?.valueCode;
}

type Content = CodeSystem | ValueSet | ConceptMap;

/**
 * Why `content` is to be used with care: deprecated, withdrawn, retired, experimental, or draft.
 * @param valueSet the value set that draws on it, if one does: a draft may use drafts, and an experiment experiments
 */
export function cautionAbout(content: Content, valueSet?: ValueSet): string | undefined {
  const standards = standardsStatus(content);
  if (standards === "deprecated" || standards === "withdrawn") return standards;
  if (content.status === "retired") return "retired";
  if (content.experimental && !valueSet?.experimental) return "experimental";
  return isDraft(content) && !(valueSet && isDraft(valueSet)) ? "draft" : undefined;
}

const isDraft = (content: Content): boolean =>
  content.status === "draft" || standardsStatus(content) === "draft";
