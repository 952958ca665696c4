/** The fields and the files of a form that was sent, taken as they come. */
import { once } from "node:events";
import type { Readable } from "node:stream";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import type { Request } from "express";
import { HttpError } from "../../http/http-error.ts";
import type { HeldBytes, Load } from "../../http/load.ts";
import { countSmallPieces, isAnswered } from "../../http/read-body.ts";
import { bodyTooLarge, incompleteBody } from "../../terminology/issues/http.ts";
import { type Issue, TerminologyError } from "../../terminology/issues/issue.ts";
import {
  encodedFormTooLong,
  encodedPart,
  formWithoutBoundary,
  notAForm,
  packedForm,
  tooManyParts,
  unfinishedForm,
} from "../../terminology/issues/web.ts";
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
 *   came, for nobody waits for it any more; not-supported: a part is encoded.
 * @throws HttpError 415: it is packed; 503: too many bodies are under way.
 */
export async function readForm(req: Request, limit: number, load: Load): Promise<Form> {
  if (req.res && isAnswered(req.res)) throw new TerminologyError(incompleteBody());
  const type = req.headers["content-type"] ?? "";
  const isEncoded = type.toLowerCase().startsWith("application/");
  const most = isEncoded ? Math.min(limit, LONGEST_ENCODED) : limit;
  const tooLarge = most < limit ? encodedFormTooLong : bodyTooLarge;
  const packed = req.headers["content-encoding"] ?? "identity";
  if (packed.trim().toLowerCase() !== "identity") throw new HttpError(415, packedForm(packed));
  if (Number(req.headers["content-length"]) > most) throw new TerminologyError(tooLarge(most));
  const parser = parserOf(req, type, limit);
  const count = counting(most, tooLarge);
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

function parserOf(req: Request, type: string, limit: number): BusboyInstance {
  try {
    return new Busboy({
      headers: { ...req.headers, "content-type": type },
      limits: { fieldSize: limit, fieldNameSize: limit, parts: MOST_PARTS },
      isPartAFile: (_field, _type, fileName) => fileName !== undefined,
    });
  } catch {
    const isMultipart = /^multipart\/form-data\s*(;|$)/i.test(type);
    throw new TerminologyError(isMultipart ? formWithoutBoundary() : notAForm());
  }
}

/** What a parser finds, when it has come to the end. */
async function formFrom(parser: BusboyInstance): Promise<Form> {
  const form = new Form();
  const files: { field: string; name: string; bytes: Promise<Buffer> }[] = [];
  const refuse = (why: Issue): void => void parser.destroy(new TerminologyError(why));
  let parts = 0;
  const count = (field: string | undefined, encoding: string): void => {
    if (++parts > MOST_PARTS) refuse(tooManyParts(MOST_PARTS));
    if (/^(base64|quoted-printable)$/i.test(encoding)) refuse(encodedPart(field, encoding));
  };
  // Those, too, of which nothing is taken: each costs as much.
  parser.once("partsLimit", () => refuse(tooManyParts(MOST_PARTS)));
  parser.on("field", (name, text, _nameCut, _textCut, encoding) => {
    count(name, encoding);
    form.addText(name, text);
  });
  parser.on("file", (field, stream, name, encoding) => {
    count(field, encoding);
    const bytes = bytesOf(stream);
    // Where the form ends too early it is the parser that says so.
    bytes.catch(() => {});
    files.push({ field, name, bytes });
  });
  try {
    await once(parser, "finish");
    for (const { field, name, bytes } of files) form.addFile(field, { name, bytes: await bytes });
  } catch (error) {
    throw error instanceof TerminologyError ? error : new TerminologyError(unfinishedForm());
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
