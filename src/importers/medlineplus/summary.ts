/** What MedlinePlus Genetics' JSON and XML both say of a condition -> the condition. */
import { decodeHTMLStrict } from "entities";
import {
  conditionWithoutName,
  otherDatabase,
  unknownInheritance,
} from "../../terminology/issues/medlineplus.ts";
import type { ImportJob } from "../import-job.ts";
import type { InputFile } from "../reading/input-file.ts";
import { type Condition, emptyCondition, slugOfPage, type TextRole } from "./condition.ts";
import { GTR, INHERITANCE_CODES, inheritanceOf, MEDGEN, systemOfDatabase } from "./databases.ts";

/** `-` in names as they have it. */
export interface Summary {
  name?: string;
  page?: string;
  texts: { role: string; html: string }[];
  inheritance: { code: string; memo: string }[];
  genes: string[];
  synonyms: string[];
  keys: { db: string; key: string }[];
  reviewed?: string | undefined;
  published?: string | undefined;
}

const ROLES: readonly TextRole[] = ["description", "frequency", "causes", "inheritance"];

/** undefined: refused. */
export function conditionOf(summary: Summary, file: InputFile, line: number): Condition | undefined {
  if (!summary.name) {
    file.job.refuse(file.at(line), conditionWithoutName());
    return undefined;
  }
  const condition = emptyCondition(nameOfHtml(summary.name), file.path, line);
  condition.slug = slugOfPage(summary.page ?? "") ?? condition.slug;
  if (summary.page) condition.page = summary.page;
  for (const { role, html } of summary.texts) {
    const known = ROLES.find((r) => r === role.toLowerCase());
    if (known && html !== "") condition.texts[known] = textOfHtml(html);
  }
  const stated = inheritanceOf(condition.texts.inheritance ?? "");
  const given = summary.inheritance.map(({ code }) => code);
  condition.inheritance = filled(given.length > 0 ? given : stated);
  for (const { code, memo } of summary.inheritance)
    if (!INHERITANCE_CODES.has(code)) file.job.note(file.at(line), unknownInheritance(code, memo));
  condition.genes = filled(summary.genes);
  condition.names = filled(summary.synonyms.map(nameOfHtml));
  for (const { db, key } of summary.keys) addKey(condition, db, key, file.job);
  condition.updated = summary.published || summary.reviewed || undefined;
  return condition;
}

const filled = (values: readonly string[]): string[] => [...new Set(values.filter((value) => value !== ""))];

function addKey(condition: Condition, db: string, key: string, job: ImportJob): void {
  const system = systemOfDatabase(db);
  if (system === undefined || key === "") {
    job.leaveOut(otherDatabase(db));
    return;
  }
  const section = "codes of other catalogues";
  condition.links.push({ system, code: key, section });
  if (system === GTR) condition.links.push({ system: MEDGEN, code: key, section });
}

/** Paragraphs, with an empty line between them. */
function textOfHtml(html: string): string {
  return html
    .replace(/<\/(?:\w+:)?(?:p|li|h\d|div|ul|ol)>|<(?:\w+:)?br\s*\/?>/gi, "\n\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&[^;\s]+;/g, decodeHTMLStrict)
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, " ").trim())
    .filter((paragraph) => paragraph !== "")
    .join("\n\n");
}

/** A name, of one line: HTML writes letters beyond ASCII as entities. */
const nameOfHtml = (html: string): string => decodeHTMLStrict(html).replace(/\s+/g, " ").trim();
