/** Builds `.tgz` files for tests. */
import { createGzip } from "node:zlib";
import { type Headers, pack } from "tar-stream";

/** @param empty headers of entries that have no content, of whatever kind */
export async function tgz(
  entries: Record<string, string | Buffer>,
  ...empty: (Partial<Headers> & { name: string })[]
): Promise<Buffer> {
  const tar = pack();
  for (const [name, content] of Object.entries(entries)) tar.entry({ name }, content);
  for (const header of empty) tar.entry(header, "");
  tar.finalize();
  const parts: Buffer[] = [];
  const gzip = createGzip();
  tar.pipe(gzip as never);
  for await (const part of gzip) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
