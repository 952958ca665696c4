/** XML as parts, each given out as soon as it is whole. */
import sax from "sax";
import { feed } from "../../fhir/xml/feed.ts";
import { malformed, truncated } from "../../terminology/issues/importing.ts";
import { inTurns } from "../../terminology/util/in-turns.ts";
import type { InputFile } from "./input-file.ts";
import { textOf } from "./text.ts";

/** What puts parts together from what stands in the text. */
export interface PartReader<T> {
  /** `line`: of what comes, from 1. */
  opened(name: string, attributes: Attributes, line: number): void;
  closed(): void;
  text(text: string): void;
  doctype?(): void;
  /** Parts that are whole, until they are taken out. */
  readonly ready: T[];
  /** Why what was read is refused; undefined: it is not, so far. */
  readonly problem: string | undefined;
}

export type Attributes = Readonly<Record<string, string>>;

/** @throws ImportRefused: the file is not well-formed, its reader refuses it, or it ends too early */
export async function* xmlParts<T>(reader: PartReader<T>, file: InputFile): AsyncGenerator<T> {
  const parser = sax.parser(true, { position: true });
  const line = (): number => parser.line + 1;
  const open: string[] = [];
  let fault: string | undefined;
  parser.onopentag = ({ name, attributes }) => {
    open.push(name);
    reader.opened(name, attributes as Attributes, line());
  };
  parser.onclosetag = () => {
    open.pop();
    reader.closed();
  };
  parser.ontext = parser.oncdata = (text) => reader.text(text);
  parser.ondoctype = () => reader.doctype?.();
  parser.onerror = (error) => void (fault ??= reader.problem ?? error.message.split("\n")[0]!);
  for await (const text of textOf(file)) {
    const unfinished = await inTurns(feed(parser, text));
    fault ??= reader.problem ?? unfinished;
    if (fault !== undefined) file.job.fail(file.at(line()), malformed("XML", fault));
    yield* reader.ready.splice(0);
  }
  if (open.length > 0) file.job.fail(file.at(line()), truncated(`<${open.at(-1)}>`));
}
