/** What a text that is no name says besides one: a doubt, a denial, another person. */
import type { Issue } from "../issues/issue.ts";
import { markedName } from "../issues/recognition.ts";
import type { CodeSystemProvider } from "../store.ts";
import { findNames } from "./names.ts";
import { type MarkedText, withoutPrefix } from "./words-of-doubt.ts";

/**
 * A part of a word is a mark before a name that is known alone: `nonketotic` is a word.
 * @param providers where names are looked for
 */
export async function saidBesides(
  text: string,
  marked: MarkedText | undefined,
  providers: readonly CodeSystemProvider[],
): Promise<Issue[]> {
  if (!marked) return [];
  const name = (await listedAs(providers, marked.rest)) ?? (await listedAs(providers, withoutPrefix(marked)));
  const marks = marked.marks.filter(({ isPrefix }) => name !== undefined || !isPrefix);
  return marks.length === 0 ? [] : [markedName(text, marks, name)];
}

async function listedAs(providers: readonly CodeSystemProvider[], name: string): Promise<string | undefined> {
  const listed = await Promise.all(providers.map((provider) => findNames(provider, name)));
  return listed.flat()[0]?.listed;
}
