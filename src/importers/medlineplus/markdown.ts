/** A condition page as Markdown. */
import { otherSection, pageWithoutTitle } from "../../terminology/issues/medlineplus.ts";
import type { InputFile } from "../reading/input-file.ts";
import { linesOf } from "../reading/text.ts";
import { type Condition, emptyCondition, type TextRole } from "./condition.ts";
import { GTR, inheritanceOf, linkOfUrl, MEDGEN } from "./databases.ts";
import { parseReference } from "./reference.ts";

interface Section {
  title: string;
  line: number;
  lines: string[];
}

type SectionReader = (condition: Condition, section: Section) => void;

const text =
  (role: TextRole): SectionReader =>
  (condition, section) => {
    const paragraphs = paragraphsOf(section).filter((p) => !/^\[Learn more about/i.test(p) && !/^- /.test(p));
    const words = paragraphs.map(plain).join("\n\n");
    if (words !== "") condition.texts[role] = words;
  };

const SECTIONS: [RegExp, SectionReader][] = [
  [/^description$/i, text("description")],
  [/^frequency$/i, text("frequency")],
  [
    /^causes$/i,
    (condition, section) => {
      text("causes")(condition, section);
      condition.genes.push(...items(section).map((item) => plain(item).replace(/\(.*$/, "").trim()));
    },
  ],
  [
    /^inheritance$/i,
    (condition, section) => {
      text("inheritance")(condition, section);
      condition.inheritance.push(...inheritanceOf(condition.texts.inheritance ?? ""));
    },
  ],
  [
    /^other names for this condition$/i,
    (condition, section) => void condition.names.push(...items(section).map(plain)),
  ],
  [/^(genetic testing information|genetic and rare diseases information center)$/i, readLinks],
  [/^catalog of genes and diseases from omim$/i, readLinks],
  [
    /^patient support and advocacy resources$/i,
    (condition, section) => {
      for (const item of items(section)) {
        const { label, url } = linkIn(item);
        condition.support.push({ organization: label, url });
      }
    },
  ],
  [
    /^scientific articles on pubmed$/i,
    (condition, section) => {
      for (const item of items(section)) {
        const { url } = linkIn(item);
        if (url) condition.searches.push(url);
      }
    },
  ],
  [
    /^references$/i,
    (condition, section) => {
      for (const item of items(section)) {
        const reference = parseReference(item);
        if (reference) condition.references.push(reference);
      }
    },
  ],
  [/^additional information & resources$/i, () => {}],
];

/** The condition of a page as MedlinePlus shows it, copied as Markdown. */
export async function* markdownConditions(file: InputFile): AsyncGenerator<Condition> {
  const sections: Section[] = [];
  let updated: string | undefined;
  for await (const { number, text } of linesOf(file)) {
    const heading = /^#{1,6}\s+(.*)$/.exec(text)?.[1];
    const date = /^\W*Last updated:?\s+([^*]+?)\W*$/i.exec(text)?.[1];
    if (heading !== undefined) sections.push({ title: plain(heading), line: number, lines: [] });
    else if (date !== undefined) updated = dateOf(date);
    else sections.at(-1)?.lines.push(text);
  }
  const [title, ...others] = sections;
  if (!title) file.job.fail(file.at(1), pageWithoutTitle());
  const condition = emptyCondition(title.title, file.path, title.line);
  for (const section of others) {
    const read = SECTIONS.find(([name]) => name.test(section.title))?.[1];
    if (read) read(condition, section);
    else file.job.note(file.at(section.line), otherSection(section.title));
  }
  condition.updated = updated;
  yield condition;
}

function readLinks(condition: Condition, section: Section): void {
  for (const item of items(section)) {
    const { label, url } = linkIn(item);
    const link = url === undefined ? undefined : linkOfUrl(url);
    if (!link) continue;
    const title = label.replace(/^Genetic Testing Registry:\s*/i, "");
    condition.links.push({ ...link, title, url, section: section.title });
    // The registry's condition pages go by MedGen's identifiers.
    if (link.system === GTR)
      condition.links.push({ system: MEDGEN, code: link.code, title, section: section.title });
  }
}

function paragraphsOf({ lines }: Section): string[] {
  const paragraphs = lines.join("\n").split(/\n\s*\n/);
  return paragraphs.map((p) => p.replace(/\s*\n\s*/g, " ").trim()).filter((p) => p !== "");
}

const items = ({ lines }: Section): string[] =>
  lines.filter((line) => /^\s*[-*]\s+/.test(line)).map((line) => line.replace(/^\s*[-*]\s+/, "").trim());

/** `label (<url>)` or `[label](url)`; an empty address is none. */
function linkIn(item: string): { label: string; url: string | undefined } {
  const bracketed = /^\[([^\]]*)\]\(([^)]*)\)/.exec(item);
  const found = bracketed ?? /^(.*?)\s*\(<?(https?:\/\/[^>\s]+?)>?\)$/.exec(item);
  const url = found?.[2];
  return {
    label: plain(found?.[1] ?? item),
    url: url !== undefined && /^https?:/.test(url) ? url : undefined,
  };
}

/** Without Markdown's signs. */
function plain(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(\*\*|__|\*|(?<!\w)_|_(?!\w))/g, "")
    .replace(/\\([\\`*_{}[\]()#+.!-])/g, "$1")
    .trim();
}

const MONTHS = "january february march april may june july august september october november december".split(
  " ",
);

/** `February 1, 2018` -> `2018-02-01` */
function dateOf(text: string): string | undefined {
  const match = /^([A-Za-z]+)\s+(?:(\d{1,2}),?\s+)?(\d{4})$/.exec(text.trim());
  const month = MONTHS.indexOf(match?.[1]?.toLowerCase() ?? "") + 1;
  if (!match || month === 0) return undefined;
  const inYear = `${match[3]}-${String(month).padStart(2, "0")}`;
  return match[2] === undefined ? inYear : `${inYear}-${match[2].padStart(2, "0")}`;
}
