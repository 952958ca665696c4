/** The fields and the file of a form that was sent. */
import type { Request } from "express";
import { TerminologyError, bodyTooLarge } from "../../terminology/issues/issue.ts";
import { incompleteBody } from "../../terminology/issues/http.ts";
import { malformedForm } from "../../terminology/issues/web.ts";

/**
 * @param limit most bytes
 * @throws TerminologyError too-long (413): it is larger; structure: it is no form.
 */
export async function readForm(req: Request, limit: number): Promise<FormData> {
  const body = await bytesOf(req, limit);
  const type = req.headers["content-type"] ?? "";
  try {
    return await new Response(new Uint8Array(body), { headers: { "Content-Type": type } }).formData();
  } catch {
    throw new TerminologyError(malformedForm());
  }
}

/** What is too much is still read, and dropped: who sends would else not see the answer, nor the connection its end. */
function bytesOf(req: Request, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let size = 0;
    req.on("data", (piece: Buffer) => {
      size += piece.length;
      if (size <= limit) return void pieces.push(piece);
      pieces.length = 0;
      reject(new TerminologyError(bodyTooLarge(limit)));
    });
    req.once("end", () => resolve(Buffer.concat(pieces)));
    req.once("error", () => reject(new TerminologyError(incompleteBody())));
    req.once("close", () => reject(new TerminologyError(incompleteBody())));
  });
}

/** A field as text; a file that is sent under its name is not one. */
export function textField(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/** The file of that name; undefined: none was chosen. */
export async function fileField(
  form: FormData,
  name: string,
): Promise<{ name: string; bytes: Buffer } | undefined> {
  const value = form.get(name);
  if (value === null || typeof value === "string" || value.size === 0) return undefined;
  return { name: value.name, bytes: Buffer.from(await value.arrayBuffer()) };
}
