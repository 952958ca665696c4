/** Language tags: `de`, `de-CH`, `zh-Hant-TW` (BCP 47), with the names that Unicode gives them. */
import type { Grammar } from "./grammar.ts";

type Part = "language" | "script" | "region";

const names: Partial<Record<Part | "tag", Intl.DisplayNames>> = {};

/** English names; undefined for a subtag that is not registered. */
function nameOf(part: Part, subtag: string): string | undefined {
  const list = (names[part] ??= new Intl.DisplayNames("en", { type: part, fallback: "none" }));
  return list.of(subtag);
}

export const bcp47: Grammar = {
  url: "urn:ietf:bcp:47",
  name: "BCP47",
  title: "Tags for identifying languages (BCP 47)",
  caseSensitive: false,

  read(code) {
    let locale: Intl.Locale;
    try {
      locale = new Intl.Locale(code);
    } catch {
      return undefined;
    }
    const { language, script, region } = locale;
    if (language === undefined || nameOf("language", language) === undefined) return undefined;
    if (script !== undefined && nameOf("script", script) === undefined) return undefined;
    if (region !== undefined && nameOf("region", region) === undefined) return undefined;
    return { code: spelling(code), display: display(language, script, region) };
  },
};

function display(language: string, script: string | undefined, region: string | undefined): string {
  const details = [
    ...(script === undefined ? [] : [nameOf("script", script)]),
    ...(region === undefined ? [] : [nameOf("region", region)]),
  ];
  const name = nameOf("language", language)!;
  return details.length === 0 ? name : `${name} (${details.join(", ")})`;
}

/** RFC 5646, 2.1.1: regions in capitals, scripts with one, the rest small; nothing is replaced by what is preferred to it. */
function spelling(code: string): string {
  let extended = false;
  return code
    .split("-")
    .map((part, i) => {
      const small = part.toLowerCase();
      if (i === 0 || extended) return small;
      extended = part.length === 1;
      if (part.length === 2) return part.toUpperCase();
      return /^[a-z]{4}$/i.test(part) ? small[0]!.toUpperCase() + small.slice(1) : small;
    })
    .join("-");
}
