/** How text is compared: the one normalisation used by filters, names and `$match`. */

/** NFKC, without case, diacritics and punctuation; words separated by one space. */
export function normalise(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

export function words(text: string): string[] {
  const normal = normalise(text);
  return normal === "" ? [] : normal.split(" ");
}

/** Does each word of `query` start a word of `text`? Both normalised. */
export function textMatches(text: string, queryWords: readonly string[]): boolean {
  const own = words(text);
  return queryWords.every((q) => own.some((w) => w.startsWith(q)));
}
