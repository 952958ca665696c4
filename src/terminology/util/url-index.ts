/** Which urls there are that a mistyped one may have meant: for a hint, never to go on with. */
import type { LongWork } from "./in-turns.ts";

/** Hints name so many urls. */
export const MOST_SIMILAR = 3;
/** Of more urls only those are found that are written the same but for case, scheme and slashes. */
const MOST_COMPARED = 5_000;
/** Of a shorter one a letter makes another url, and no longer one is compared. */
const SHORTEST = 12;
const LONGEST = 200;
/** Urls that are read at a stretch: a millisecond. */
const STRETCH = 1_000;

/** Urls by how they read; made once, for many questions. */
export class UrlIndex {
  private readonly byFolded = new Map<string, string[]>();

  private constructor() {}

  static *of(urls: Iterable<string>): LongWork<UrlIndex> {
    const index = new UrlIndex();
    let count = 0;
    for (const url of urls) {
      index.add(url);
      if (++count % STRETCH === 0) yield;
    }
    return index;
  }

  private add(url: string): void {
    const folded = foldedUrl(url);
    const alike = this.byFolded.get(folded);
    if (!alike) this.byFolded.set(folded, [url]);
    else if (!alike.includes(url) && alike.length < MOST_SIMILAR) alike.push(url);
  }

  /** Not `url` itself; first those that differ in case, scheme or slashes, else those that are one letter away. */
  similarTo(url: string): string[] {
    const folded = foldedUrl(url);
    const same = (this.byFolded.get(folded) ?? []).filter((other) => other !== url);
    return same.length > 0 ? same : this.oneTypoFrom(folded);
  }

  private oneTypoFrom(folded: string): string[] {
    const { byFolded } = this;
    const isComparable = folded.length >= SHORTEST && folded.length <= LONGEST && !folded.startsWith("urn:");
    if (!isComparable || byFolded.size > MOST_COMPARED) return [];
    const near: string[] = [];
    for (const [other, urls] of byFolded) {
      if (isOneTypo(folded, other)) near.push(...urls);
      if (near.length >= MOST_SIMILAR) break;
    }
    return near.slice(0, MOST_SIMILAR);
  }
}

/** Without what is often written otherwise: the scheme, capital letters, slashes at the end or before a question mark. */
function foldedUrl(url: string): string {
  return url
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/(?<![/#])[/#]+(?=$|\?)/, "");
}

/** One letter more, less or other, or two neighbours in each other's place. Another number makes another thing of it. */
function isOneTypo(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  // From the end: urls begin alike, and thousands are compared.
  let i = a.length;
  let j = b.length;
  while (i > 0 && j > 0 && a.charCodeAt(i - 1) === b.charCodeAt(j - 1)) {
    i--;
    j--;
  }
  if (i === 0 && j === 0) return false;
  const isOther = beginAlike(a, b, i === j ? i - 1 : Math.min(i, j));
  return (isOther || (i === j && isSwappedAt(a, b, i))) && digits(a) === digits(b);
}

/** The two letters before `end`, where both are as long. */
const isSwappedAt = (a: string, b: string, end: number): boolean =>
  end > 1 && a[end - 1] === b[end - 2] && a[end - 2] === b[end - 1] && beginAlike(a, b, end - 2);

function beginAlike(a: string, b: string, length: number): boolean {
  for (let i = length - 1; i >= 0; i--) if (a.charCodeAt(i) !== b.charCodeAt(i)) return false;
  return true;
}

const digits = (text: string): string => text.replace(/\D+/g, " ");
