/** What code systems are called on pages: by what the server knows of them, or by their address. */
import { systemTable } from "../terminology/resolve/known-systems.ts";

/** `OMIM` for `http://www.omim.org`; else its title, else the last word of the address, and never an empty one. */
export function systemName(url: string | undefined, titles?: ReadonlyMap<string, string>): string {
  if (url === undefined) return "";
  const short = systemTable.entry(url)?.name;
  return short ?? titles?.get(url) ?? (url.split(/[/#:]/).filter(Boolean).at(-1) || url);
}
