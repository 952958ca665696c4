/** ICD-10-CM's tabular list as XML (CMS and NCHS): chapters, one at a time, as trees of what they say. */
import sax from "sax";
import { xmlParts, type PartReader } from "../reading/xml-parts.ts";
import type { InputFile } from "../reading/input-file.ts";

export interface Element {
  name: string;
  text: string;
  attributes: Readonly<Record<string, string>>;
  children: Element[];
  line: number;
}

/** What stands above the chapters, then each chapter. */
export const tabularParts = (file: InputFile): AsyncGenerator<Element> => xmlParts(new Reader(), file);

/** Children of the root are given out as soon as they are whole, and not kept. */
class Reader implements PartReader<Element> {
  readonly ready: Element[] = [];
  problem: string | undefined;
  private readonly parser = sax.parser(true, { position: true });
  private readonly open: Element[] = [];
  private root: string | undefined;

  constructor() {
    this.parser.onopentag = ({ name, attributes }) => this.opened(name, attributes as Record<string, string>);
    this.parser.onclosetag = () => this.closed();
    this.parser.ontext = (text) => this.text(text);
    this.parser.oncdata = (text) => this.text(text);
    this.parser.ondoctype = () => void (this.problem ??= "a document type declaration is not read");
    this.parser.onerror = (error) => void (this.problem ??= error.message.split("\n")[0]!);
  }

  get line(): number {
    return this.parser.line + 1;
  }

  get unclosed(): string | undefined {
    return this.open.at(-1)?.name ?? this.root;
  }

  write(chunk: string): void {
    if (this.problem === undefined) this.parser.write(chunk);
  }

  private opened(name: string, attributes: Record<string, string>): void {
    if (this.root === undefined) {
      this.root = name;
      return;
    }
    const element: Element = { name, text: "", attributes, children: [], line: this.line };
    this.open.at(-1)?.children.push(element);
    this.open.push(element);
    if (this.open.length > MAX_DEPTH) this.problem ??= `it is nested deeper than ${MAX_DEPTH} levels`;
  }

  private closed(): void {
    const element = this.open.pop();
    if (element === undefined) this.root = undefined;
    else if (this.open.length === 0) this.ready.push(element);
  }

  /** White space between elements is not kept: there is more of it than of text. */
  private text(text: string): void {
    const element = this.open.at(-1);
    if (element && (element.text !== "" || text.trim() !== "")) element.text += text;
  }
}

const MAX_DEPTH = 50;

/** The children of this name, in order. */
export const childrenOf = (element: Element, name: string): Element[] =>
  element.children.filter((child) => child.name === name);

/** The text of the first child of this name, white space evened out; "" where there is none. */
export const textIn = (element: Element, name: string): string =>
  evened(childrenOf(element, name)[0]?.text ?? "");

/** White space in one way. */
export const evened = (text: string): string => text.replace(/\s+/g, " ").trim();
