/** Supplements of a version that answer about codes without one: whoever sends none means the latest. */
import type { Issue } from "../issues/issue.ts";
import { supplementNotOfLatest } from "../issues/translation.ts";
import type { Coding } from "../model.ts";
import { belongsTo, suppliedUrl } from "../resolve/supplements.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import type { Match } from "./request.ts";

/** @param given what was sent; with a version, what is said of other ones is told as of maps */
export async function notOfLatest(
  store: Terminology,
  supplements: readonly CodeSystemProvider[],
  matches: readonly Match[],
  given: readonly Coding[],
): Promise<Issue[]> {
  const used = new Set(matches.map(({ origin }) => origin.url));
  const notes: Issue[] = [];
  for (const { codeSystem } of supplements) {
    const url = suppliedUrl(codeSystem);
    const isSaid = given.some(({ system, version }) => system === url && version !== undefined);
    if (isSaid || !used.has(codeSystem.url)) continue;
    const latest = (await store.codeSystem({ url }))?.codeSystem;
    if (latest && !belongsTo(codeSystem, latest)) notes.push(supplementNotOfLatest(codeSystem, latest));
  }
  return notes;
}
