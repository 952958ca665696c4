/** ICD-10-CM as CMS and NCHS publish it: the tabular list (XML), the order file and the list of codes with titles. */
import { leftOutOfTabularList } from "../../terminology/issues/icd-10-cm.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import { CodeCheck } from "../concept-checks.ts";
import type { ImportJob } from "../import-job.ts";
import type { Importer } from "../importer.ts";
import type { InputFile } from "../reading/input-file.ts";
import { chapterConcepts } from "./chapter.ts";
import { codeSystemOf, type Edition } from "./code-system.ts";
import { isOrderFile, orderFileRecords } from "./order-file.ts";
import { childrenOf, type Element, evened, tabularParts, textIn } from "./tabular-xml.ts";

export const icd10cm: Importer = {
  name: "icd-10-cm",
  passes: 2,
  recognises: (path, head) => /<ICD10CM\.tabular[\s>]/.test(head) || isOrderFile(path, head),
  read: (file) => (/\.(txt|csv)(\.gz)?$/i.test(file.path) ? orderFileRecords(file) : tabularRecords(file)),
};

async function* tabularRecords(file: InputFile): AsyncGenerator<ImportRecord> {
  const edition = await editionOf(file);
  yield { kind: "codeSystem", codeSystem: codeSystemOf(edition, file) };
  const check = new CodeCheck(file.job);
  for await (const part of tabularParts(file)) {
    if (part.name !== "chapter") continue;
    for (const { concept, line } of chapterConcepts(part))
      if (check.accepts(concept.code, file.at(line))) yield { kind: "concept", concept };
  }
}

/** A first pass: which edition it is, and whether it is all there, by what the list says of itself. */
async function editionOf(file: InputFile): Promise<Edition> {
  let version: string | undefined;
  const chapters: string[] = [];
  const missing: string[] = [];
  for await (const part of tabularParts(file)) {
    if (part.name === "version") version = evened(part.text);
    else if (part.name === "chapter") {
      chapters.push(textIn(part, "name"));
      missing.push(...missingBlocks(part));
      countLeftOut(part, file.job);
    } else file.job.leaveOut(leftOutOfTabularList(part.name));
  }
  const isWhole =
    missing.length === 0 &&
    chapters.length >= CHAPTERS &&
    chapters.every((name, i) => name === String(i + 1));
  return { version, isWhole, what: "tabular list of diseases and injuries" };
}

/** No edition had fewer. */
const CHAPTERS = 21;

/** Blocks that the chapter's index names and the chapter does not hold; without an index nobody knows. */
function missingBlocks(chapter: Element): string[] {
  const held = new Set(childrenOf(chapter, "section").map(({ attributes }) => attributes.id));
  const index = childrenOf(chapter, "sectionIndex").flatMap((list) => childrenOf(list, "sectionRef"));
  if (index.length === 0) return ["its index"];
  return index.map(({ attributes }) => attributes.id ?? "").filter((id) => !held.has(id));
}

const CARRIED = new Set([
  "name",
  "desc",
  "diag",
  "section",
  "sectionIndex",
  "inclusionTerm",
  "includes",
  "excludes1",
  "excludes2",
  "codeFirst",
  "useAdditionalCode",
  "codeAlso",
  "notes",
  "sevenChrNote",
  "sevenChrDef",
]);

function countLeftOut(element: Element, job: ImportJob): void {
  for (const child of element.children) {
    if (!CARRIED.has(child.name)) job.leaveOut(leftOutOfTabularList(child.name));
    else if (child.name === "section" || child.name === "diag") countLeftOut(child, job);
  }
}
