/** XML as parts, each given out as soon as it is whole. */
import { malformed, truncated } from "../../terminology/issues/importing.ts";
import type { InputFile } from "./input-file.ts";
import { textOf } from "./text.ts";

/** What takes the text in, and puts parts together. */
export interface PartReader<T> {
  write(text: string): void;
  /** Parts that are whole, until they are taken out. */
  readonly ready: T[];
  /** Of what came last, from 1. */
  readonly line: number;
  /** Why the text is not well-formed; undefined: it is, so far. */
  readonly problem: string | undefined;
  /** The innermost element that is open; undefined: none is. */
  readonly unclosed: string | undefined;
}

/** @throws ImportRefused: the file is not well-formed, or ends too early */
export async function* xmlParts<T>(reader: PartReader<T>, file: InputFile): AsyncGenerator<T> {
  for await (const text of textOf(file)) {
    reader.write(text);
    if (reader.problem !== undefined) file.job.fail(file.at(reader.line), malformed("XML", reader.problem));
    yield* reader.ready.splice(0);
  }
  if (reader.unclosed !== undefined) file.job.fail(file.at(reader.line), truncated(`<${reader.unclosed}>`));
}
