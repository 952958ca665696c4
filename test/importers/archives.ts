/** Builds `.tgz` files for tests. */
import { createGzip } from "node:zlib";
import { pack } from "tar-stream";

export async function tgz(entries: Record<string, string | Buffer>, link?: string): Promise<Buffer> {
  const tar = pack();
  for (const [name, content] of Object.entries(entries)) tar.entry({ name }, content);
  if (link !== undefined) tar.entry({ name: link, type: "symlink", linkname: "/etc/passwd" });
  tar.finalize();
  const parts: Buffer[] = [];
  const gzip = createGzip();
  tar.pipe(gzip as never);
  for await (const part of gzip) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
