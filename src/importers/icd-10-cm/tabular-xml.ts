/** ICD-10-CM's tabular list as XML (CMS and NCHS): chapters, one at a time, as trees of what they say. */
import type { InputFile } from "../reading/input-file.ts";
import { type Attributes, type PartReader, xmlParts } from "../reading/xml-parts.ts";

export interface Element {
  name: string;
  text: string;
  attributes: Attributes;
  children: Element[];
  line: number;
}

/** What stands above the chapters, then each chapter. */
export const tabularParts = (file: InputFile): AsyncGenerator<Element> => xmlParts(new Reader(), file);

/** Children of the root are given out as soon as they are whole, and not kept. */
class Reader implements PartReader<Element> {
  readonly ready: Element[] = [];
  problem: string | undefined;
  private readonly open: Element[] = [];
  private isInRoot = false;

  doctype(): void {
    this.problem ??= "a document type declaration is not read";
  }

  opened(name: string, attributes: Attributes, line: number): void {
    if (!this.isInRoot) {
      this.isInRoot = true;
      return;
    }
    const element: Element = { name, text: "", attributes, children: [], line };
    this.open.at(-1)?.children.push(element);
    this.open.push(element);
    if (this.open.length > MAX_DEPTH) this.problem ??= `it is nested deeper than ${MAX_DEPTH} levels`;
  }

  closed(): void {
    const element = this.open.pop();
    if (element === undefined) this.isInRoot = false;
    else if (this.open.length === 0) this.ready.push(element);
  }

  /** White space between elements is not kept: there is more of it than of text. */
  text(text: string): void {
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
