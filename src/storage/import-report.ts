/** Counts what an import did. */
import type { ResourceType } from "../terminology/model.ts";
import type { ImportReport } from "../terminology/store.ts";

/** Nothing written yet. */
export function emptyReport(): ImportReport {
  return { written: {}, unchanged: 0, concepts: 0, mappings: 0 };
}

/** Adds one resource of `type`, with so many concepts or mappings. */
export function reportWritten(report: ImportReport, type: ResourceType, rows: number): void {
  report.written[type] = (report.written[type] ?? 0) + 1;
  if (type === "CodeSystem") report.concepts += rows;
  if (type === "ConceptMap") report.mappings += rows;
}
