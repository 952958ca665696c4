/** MedlinePlus Genetics' bulk XML. Names are matched without their namespace, which carries a date. */
import type { ImportJob } from "../import-job.ts";
import type { InputFile } from "../reading/input-file.ts";
import { type Attributes, type PartReader, xmlParts } from "../reading/xml-parts.ts";
import type { Condition } from "./condition.ts";
import { conditionOf, type Summary } from "./summary.ts";

interface Element {
  name: string;
  text: string;
  children: Element[];
}

const CONDITION = "health-condition-summary";
const MAX_DEPTH = 200;

/** Reads condition by condition; nothing of those before is kept. */
export async function* xmlConditions(file: InputFile): AsyncGenerator<Condition> {
  for await (const { element, line } of xmlParts(new Reader(file.job), file)) {
    const condition = conditionOf(summaryOf(element), file, line);
    if (condition) yield condition;
  }
}

class Reader implements PartReader<{ element: Element; line: number }> {
  readonly ready: { element: Element; line: number }[] = [];
  problem: string | undefined;
  private readonly names: string[] = [];
  /** Open elements from the condition down; those within `html` are written into its text instead. */
  private readonly open: Element[] = [];
  private html = 0;
  private startLine = 1;
  private readonly job: ImportJob;

  constructor(job: ImportJob) {
    this.job = job;
  }

  opened(qualified: string, _attributes: Attributes, line: number): void {
    const name = localName(qualified);
    this.names.push(name);
    if (this.names.length > MAX_DEPTH) this.problem ??= `it is nested deeper than ${MAX_DEPTH} levels`;
    if (name === "gene-summary") this.job.leaveOut("summaries of genes");
    if (this.open.length === 0 && name !== CONDITION) return;
    if (name === CONDITION) this.startLine = line;
    if (this.html > 0) {
      this.html++;
      this.open.at(-1)!.text += `<${name}>`;
      return;
    }
    if (name === "html") this.html = 1;
    this.open.push({ name, text: "", children: [] });
  }

  closed(): void {
    const name = this.names.pop()!;
    if (this.open.length === 0) return;
    if (this.html > 0 && --this.html > 0) {
      this.open.at(-1)!.text += `</${name}>`;
      return;
    }
    const element = this.open.pop()!;
    const parent = this.open.at(-1);
    if (parent) parent.children.push(element);
    else this.ready.push({ element, line: this.startLine });
  }

  text(text: string): void {
    const top = this.open.at(-1);
    if (!top) return;
    top.text += this.html > 0 ? text.replaceAll("&", "&amp;").replaceAll("<", "&lt;") : text;
  }
}

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

function summaryOf(element: Element): Summary {
  const child = (of: Element | undefined, name: string) => of?.children.find((c) => c.name === name);
  const list = (name: string) =>
    (child(element, `${name}-list`)?.children ?? []).filter((c) => c.name === name);
  const text = (of: Element | undefined) => of?.text.trim() ?? "";
  return {
    name: text(child(element, "name")),
    page: text(child(element, "ghr-page")),
    texts: list("text").map((t) => ({ role: text(child(t, "text-role")), html: text(child(t, "html")) })),
    inheritance: list("inheritance-pattern").map((p) => ({
      code: text(child(p, "code")),
      memo: text(child(p, "memo")),
    })),
    genes: list("related-gene").map((g) => text(child(g, "gene-symbol"))),
    synonyms: list("synonym").map((s) => text(s)),
    keys: list("db-key").map((k) => ({ db: text(child(k, "db")), key: text(child(k, "key")) })),
    reviewed: text(child(element, "reviewed")),
    published: text(child(element, "published")),
  };
}
