/** Is a table the whole of its code system? Only its owner can say. */
import { partOfSystem } from "../../terminology/issues/tables.ts";
import { systemTable } from "../../terminology/resolve/known-systems.ts";
import { BASE } from "../naming.ts";
import type { TableInput } from "./read-row.ts";

/**
 * A table of one's own codes is complete; under an address that others own it is a part of theirs, unless the user
 * says that it is all of it (`--content`). A part never makes other codes wrong.
 */
export function contentOf(url: string, { file }: TableInput): "complete" | "fragment" {
  const { content } = file.job.options;
  if (content !== undefined) return content;
  if (!isOfOthers(url)) return "complete";
  file.job.note(file.at(), partOfSystem(url));
  return "fragment";
}

/** Known systems, and whatever else has an address at the same host. */
function isOfOthers(url: string): boolean {
  const host = hostOf(url);
  return systemTable.systems.some(
    ({ uri }) => !uri.startsWith(BASE) && (uri === url || (host !== undefined && hostOf(uri) === host)),
  );
}

function hostOf(uri: string): string | undefined {
  return URL.parse(uri)?.host.replace(/^www\./, "") || undefined;
}
