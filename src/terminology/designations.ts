/** Chooses the display of a concept for a displayLanguage or an Accept-Language. */
import type { CodeSystem, Concept } from "./model.ts";

/** One wanted language with its weight; `*` is any language. */
export interface LanguageRange {
  tag: string;
  quality: number;
}

/** Parses `de-CH, de;q=0.8, *;q=0`, highest quality first. */
export function parseLanguages(text: string | undefined): LanguageRange[] {
  if (!text) return [];
  const ranges = text.split(",").map((part) => {
    const [tag = "", ...params] = part.trim().split(";");
    const q = params.map((p) => /^\s*q\s*=\s*([\d.]+)\s*$/.exec(p)?.[1]).find((x) => x !== undefined);
    return { tag: tag.trim(), quality: q === undefined ? 1 : Number(q) };
  });
  return ranges.filter((r) => r.tag !== "").sort((a, b) => b.quality - a.quality);
}

/** RFC 4647 basic filtering: `de` fits `de` and `de-CH`. */
export function languageFits(language: string | undefined, range: string): boolean {
  if (language === undefined) return false;
  const own = language.toLowerCase();
  const wanted = range.toLowerCase();
  return own === wanted || own.startsWith(`${wanted}-`);
}

/** The display in the wanted language if there is one; else the concept's own. */
export function chooseDisplay(
  codeSystem: CodeSystem,
  concept: Concept,
  displayLanguage: string | undefined,
): string | undefined {
  for (const { tag, quality } of parseLanguages(displayLanguage)) {
    if (quality === 0 || tag === "*") continue;
    if (languageFits(codeSystem.language, tag)) return concept.display;
    const found = concept.designations.find((d) => languageFits(d.language, tag));
    if (found) return found.value;
  }
  return concept.display;
}
