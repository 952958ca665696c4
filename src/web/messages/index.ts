/** The languages of the interface. The words of terminology itself come as it has them. */
import { de } from "./de.ts";
import { en, type Messages } from "./en.ts";

export type { Messages } from "./en.ts";

const tables = { en, de } as const;
export type Language = keyof typeof tables;

const languages = Object.keys(tables) as Language[];

export const messagesIn = (language: Language): Messages => tables[language];

/** `chosen` goes before what the browser prefers (Accept-Language); English where neither is spoken here. */
export function languageOf(chosen: string | undefined, accepted: string | undefined): Language {
  const known = (tag: string): Language | undefined =>
    languages.find((language) => tag.toLowerCase().split("-")[0] === language);
  const wanted = (accepted ?? "")
    .split(",")
    .map((range) => {
      const [tag = "", quality] = range.trim().split(/(?<!\s)\s*;\s*q=/);
      return { tag, quality: Number(quality ?? 1) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  const preferred = wanted.map(({ tag }) => known(tag)).find((language) => language !== undefined);
  return known(chosen ?? "") ?? preferred ?? "en";
}
