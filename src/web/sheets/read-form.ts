/** The fields and the file of a form that was sent. */
import type { Request } from "express";
import { TerminologyError, bodyTooLarge } from "../../terminology/issues/issue.ts";
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

async function bytesOf(req: Request, limit: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of req as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > limit) throw new TerminologyError(bodyTooLarge(limit));
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
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
