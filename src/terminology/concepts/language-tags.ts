/** Language tags (BCP 47) as they are compared: in small letters, and with the script that a region is written in. */

/** A language and a region, without a script between them: `zh-TW`, `es-419`. */
const REGIONAL = /^([a-z]{2,3})-([a-z]{2}|\d{3})(?=-|$)/;

/** `zh-TW`: `zh-hant-tw`; callers send tags, so there is an end to what is kept. */
const comparable = new Map<string, string>();
/** `zh`: `hans`; empty: not known. */
const scripts = new Map<string, string>();
const MOST_KEPT = 1000;

/**
 * `zh-TW`: `zh-hant-tw`; `de`: `de`. The script is CLDR's likely one (https://unicode.org/reports/tr35/#Likely_Subtags):
 * without it a wish for `zh-TW` would not find `zh-Hant`. What is no tag stays as it is written.
 */
export function comparableTag(tag: string): string {
  const small = tag.toLowerCase();
  return small.includes("-") ? keeping(comparable, small, withScript) : small;
}

/** Is a kind of a language (`zh-hans`) the one that is meant where nothing more is said (`zh`)? */
export function isUsualKind(kind: string, language: string): boolean {
  const [, script] = /^[a-z]{2,3}-([a-z]{4})(?:-|$)/.exec(kind) ?? [];
  return (
    script === undefined || language.includes("-") || script === keeping(scripts, language, likelyScript)
  );
}

const withScript = (tag: string): string =>
  tag.replace(REGIONAL, (own, language: string, region: string) => {
    const script = likelyScript(own);
    return script === "" ? own : `${language}-${script}-${region}`;
  });

function likelyScript(tag: string): string {
  try {
    return new Intl.Locale(tag).maximize().script?.toLowerCase() ?? "";
  } catch {
    return "";
  }
}

function keeping(kept: Map<string, string>, key: string, make: (key: string) => string): string {
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const made = make(key);
  kept.set(key, made);
  return made;
}
