/** MedlinePlus Genetics: condition pages as Markdown, the JSON of a condition, the bulk XML of all. */
import { documentTooLarge } from "../../terminology/issues/importing.ts";
import { conditionTwice, curationForNone, geneUnknown } from "../../terminology/issues/medlineplus.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import type { ImportJob } from "../import-job.ts";
import type { Importer } from "../importer.ts";
import type { InputFile } from "../reading/input-file.ts";
import { MAX_DOCUMENT } from "../reading/limits.ts";
import type { Condition } from "./condition.ts";
import { conditionRecords } from "./condition-records.ts";
import { Curation } from "./curation.ts";
import { HGNC } from "./databases.ts";
import { jsonConditions } from "./json.ts";
import { markdownConditions } from "./markdown.ts";
import { xmlConditions } from "./xml.ts";

const SECTION =
  /^#{2,4}\s+\W*(Description|Frequency|Causes|Inheritance|Other Names for This Condition|Genetic Testing Information)\W*\s*$/gim;

/** Two of its headings: one alone is in many a text. */
const isMarkdown = (head: string): boolean => (head.match(SECTION) ?? []).length >= 2;
const isJson = (head: string): boolean =>
  /^[^"]*\{/.test(head) && /"(ghr[_-]page|text-list|db-key-list|related-gene-list)"\s*:/.test(head);
const isXml = (head: string): boolean => /<(?:\w+:)?(health-condition-summary|summaries)\b/.test(head);

export const medlineplus: Importer = {
  name: "medlineplus",
  recognises: (_path, head) => isXml(head) || isJson(head) || isMarkdown(head),
  onExisting: (header, job) => (header.url === undefined || isOwn(header.url, job) ? "merge" : "add"),
  read: (file) => readAll([file], file.job),
  readAll,
};

/** The conditions and their maps are taken over; entries of other catalogues only fill gaps. */
const isOwn = (url: string, job: ImportJob): boolean =>
  url.includes("/ConceptMap/") || url === job.options.url || url.endsWith("/medlineplus-genetics");

async function* readAll(files: readonly InputFile[], job: ImportJob): AsyncGenerator<ImportRecord> {
  const conditions: Condition[] = [];
  const seen = new Map<string, string>();
  let size = 0;
  for (const file of files) {
    for await (const condition of readerOf(file.path)(file)) {
      const first = seen.get(condition.slug);
      const location = { file: condition.file, line: condition.line };
      if (first !== undefined) {
        job.refuse(location, conditionTwice(condition.slug, first));
        continue;
      }
      seen.set(condition.slug, condition.file);
      conditions.push(condition);
      size += JSON.stringify(condition.texts).length;
      if (size > MAX_DOCUMENT) job.fail(location, documentTooLarge(MAX_DOCUMENT));
    }
  }
  const curation = await Curation.read(job);
  yield* conditionRecords(conditions, await geneCodes(conditions, job), curation, job);
  for (const name of curation.unused()) job.note({ file: job.options.curation! }, curationForNone(name));
}

function readerOf(path: string): (file: InputFile) => AsyncIterable<Condition> {
  if (/\.json$/i.test(path)) return jsonConditions;
  return /\.xml$/i.test(path) ? xmlConditions : markdownConditions;
}

/** HGNC codes of the symbols, as far as the store knows them. */
async function geneCodes(conditions: readonly Condition[], job: ImportJob): Promise<Map<string, string>> {
  const symbols = [...new Set(conditions.flatMap((c) => c.genes))];
  const codes = await job.codesOf(HGNC, symbols);
  for (const condition of conditions) {
    for (const symbol of condition.genes) {
      if (!codes.has(symbol)) job.note({ file: condition.file, line: condition.line }, geneUnknown(symbol));
    }
  }
  return codes;
}
