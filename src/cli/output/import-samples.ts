/** What an import took a table for, and its first rows as they will answer, for a person to check. */
import type { TableTaken } from "../../importers/import-job.ts";
import type { ImportedResource, Sample } from "../../importers/imported-resource.ts";
import type { Coding } from "../../terminology/model.ts";
import type { Io } from "../io.ts";
import { harmless } from "./style.ts";
import { table } from "./table.ts";
import { number } from "./text.ts";

export function printTable({ file, line, sheet, becomes, columns }: TableTaken, io: Io): string {
  const rows = columns.map(({ number, name, as }) => [String(number), name, as]);
  return `${harmless(`${file}:${line}: ${sheet}, becomes a ${becomes}`)}\n${table(io, ["#", "Column", "Taken as"], rows)}`;
}

/** "" where there is nothing to show. */
export function printSamples({ type, url, samples, relations }: ImportedResource, io: Io): string {
  if (samples.length === 0) return "";
  const counts = Object.entries(relations).map(([relation, count]) => `${number(count)} ${relation}`);
  return [
    harmless(`The first rows of ${type} ${url ?? ""}, as they will answer:`),
    table(io, headings(samples[0]!), samples.map(cells)).trimEnd(),
    ...(counts.length > 0 ? [`Mappings: ${counts.join(", ")}`] : []),
    "\n",
  ].join("\n");
}

function headings({ kind }: Sample): string[] {
  if (kind === "mapping") return ["Source", "Relation", "Target", "If"];
  return kind === "concept" ? ["Code", "Display", "Under", ""] : ["System", "Code", "Display", ""];
}

function cells(sample: Sample): string[] {
  if (sample.kind === "mapping") {
    const { source, relation, target, conditions } = sample;
    return [coding(source), relation, target ? coding(target) : "", conditions.join(" and ")];
  }
  if (sample.kind === "concept")
    return [sample.code, sample.display ?? "", sample.under.join(", "), sample.inactive ? "not in use" : ""];
  return [sample.system, sample.code, sample.display ?? "", sample.excluded ? "excluded" : ""];
}

const coding = ({ system, code, display }: Coding): string =>
  `${system ?? ""}|${code ?? ""}${display === undefined ? "" : ` ${display}`}`;
