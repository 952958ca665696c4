/** The fields and the files of a form that was sent, taken as they come. */
import { once } from "node:events";
import type { Readable } from "node:stream";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import type { Request } from "express";
import type { HeldBytes, Load } from "../../http/load.ts";
import { countSmallPieces, isAnswered } from "../../http/read-body.ts";
import { bodyTooLarge, incompleteBody } from "../../terminology/issues/http.ts";
import { type Issue, TerminologyError } from "../../terminology/issues/issue.ts";
import { encodedFormTooLong, malformedForm, tooManyParts } from "../../terminology/issues/web.ts";
import { addTo } from "../../terminology/util/grouping.ts";
import { Turns } from "../../terminology/util/in-turns.ts";

export interface FormFile {
  name: string;
  bytes: Buffer;
}

export class Form {
  private readonly texts = new Map<string, string[]>();
  private readonly sent = new Map<string, FormFile[]>();

  addText(name: string, text: string): void {
    addTo(this.texts, name, text);
  }

  addFile(name: string, file: FormFile): void {
    addTo(this.sent, name, file);
  }

  /** The first field of that name; "" where there is none. */
  text(name: string): string {
    return this.texts.get(name)?.[0] ?? "";
  }

  allTexts(name: string): readonly string[] {
    return this.texts.get(name) ?? [];
  }

  /** Those that are not empty: a browser sends an empty one where none was chosen. */
  files(name: string): readonly FormFile[] {
    return (this.sent.get(name) ?? []).filter(({ bytes }) => bytes.length > 0);
  }
}

/** More than any page sends; each costs some 20 us. */
const MOST_PARTS = 10_000;
/** Bytes of a form in an address's way of writing: its longest value is put together in one piece. */
const LONGEST_ENCODED = 3_000_000;

/**
 * `limit` is in bytes.
 * @throws TerminologyError too-long (413): it is larger, or has too many parts; structure: it is no form, or not all of it
 *   came, for nobody waits for it any more.
 * @throws HttpError 503: too many bodies are under way.
 */
export async function readForm(req: Request, limit: number, load: Load): Promise<Form> {
  if (req.res && isAnswered(req.res)) throw new TerminologyError(incompleteBody());
  const parser = parserOf(req, limit);
  const isEncoded = req.headers["content-type"]!.toLowerCase().startsWith("application/");
  const count =
    isEncoded && limit > LONGEST_ENCODED
      ? counting(LONGEST_ENCODED, encodedFormTooLong)
      : counting(limit, bodyTooLarge);
  const [form] = await Promise.all([formFrom(parser), fed(req, parser, load.holdBody(), count)]);
  return form;
}

type Count = (piece: Buffer) => number;

/** How many bytes there are with this piece. @throws TerminologyError too-long (413), as `tooLarge` has it */
function counting(limit: number, tooLarge: (limit: number) => Issue): Count {
  let size = 0;
  return (piece) => {
    size += piece.length;
    if (size > limit) throw new TerminologyError(tooLarge(limit));
    return size;
  };
}

function parserOf(req: Request, limit: number): BusboyInstance {
  const type = req.headers["content-type"] ?? "";
  try {
    return new Busboy({
      headers: { ...req.headers, "content-type": type },
      limits: { fieldSize: limit, fieldNameSize: limit },
      isPartAFile: (_field, _type, fileName) => fileName !== undefined,
    });
  } catch {
    // It is still read, and dropped.
    req.resume();
    throw new TerminologyError(malformedForm());
  }
}

/** What a parser finds, when it has come to the end. */
async function formFrom(parser: BusboyInstance): Promise<Form> {
  const form = new Form();
  const files: { field: string; name: string; bytes: Promise<Buffer> }[] = [];
  let parts = 0;
  const count = (): void => {
    if (++parts > MOST_PARTS) parser.destroy(new TerminologyError(tooManyParts(MOST_PARTS)));
  };
  parser.on("field", (name, text) => {
    count();
    form.addText(name, text);
  });
  parser.on("file", (field, stream, name) => {
    count();
    const bytes = bytesOf(stream);
    // Where the form ends too early it is the parser that says so.
    bytes.catch(() => {});
    files.push({ field, name, bytes });
  });
  try {
    await once(parser, "finish");
    for (const { field, name, bytes } of files) form.addFile(field, { name, bytes: await bytes });
  } catch (error) {
    throw error instanceof TerminologyError ? error : new TerminologyError(malformedForm());
  }
  return form;
}

/** What is too much is still read, and dropped: who sends would else not see the answer, nor the connection its end. */
function fed(req: Request, parser: BusboyInstance, held: HeldBytes, count: Count): Promise<void> {
  const countSmall = countSmallPieces();
  const take = (piece: Buffer): void => {
    countSmall(piece);
    held.upTo(count(piece));
    parser.write(piece);
  };
  const feeding = new Promise<void>((resolve, reject) => {
    let refused = false;
    const refuse = (why: unknown): void => {
      refused = true;
      reject(why);
    };
    req.res?.once("close", () => {
      // What is made of a form takes as much as the form, until it is answered.
      held.release();
      refuse(new TerminologyError(incompleteBody()));
    });
    eachInTurn(req, (piece) => {
      try {
        if (!refused) take(piece);
      } catch (why) {
        refuse(why);
      }
      return !refused;
    })
      .then(() => void parser.end())
      .then(resolve, () => reject(new TerminologyError(incompleteBody())));
  });
  feeding.catch(held.release);
  return feeding;
}

/** Others have their turn between pieces that are taken. An iterator would put small ones together, which takes long. */
function eachInTurn(stream: Readable, take: (piece: Buffer) => boolean): Promise<void> {
  const turns = new Turns();
  return new Promise((resolve, reject) => {
    const goOn = (): void => void stream.resume();
    stream.on("data", (piece: Buffer) => {
      if (!take(piece) || !turns.isOver) return;
      stream.pause();
      turns.giveWay().then(goOn, (why: Error) => stream.destroy(why));
    });
    stream.once("end", resolve).once("error", reject).once("close", reject);
  });
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
