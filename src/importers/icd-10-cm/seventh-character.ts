/**
 * The seventh character of ICD-10-CM (tabular list, "7th characters and placeholder X"): it is added to every code below
 * the place where it is defined, behind as many X as it takes to be the seventh.
 */
import { pointed } from "./code-system.ts";
import { childrenOf, type Element, evened } from "./tabular-xml.ts";

export interface Sevenths {
  /** The codes that this code, which has nothing below it, stands for. */
  of(code: string): { code: string; meaning: string }[];
}

/** undefined: the element defines none. */
export function sevenths(element: Element): Sevenths | undefined {
  const extensions = childrenOf(element, "sevenChrDef").flatMap((def) => childrenOf(def, "extension"));
  if (extensions.length === 0) return undefined;
  const exceptions = childrenOf(element, "notes")
    .flatMap((notes) => childrenOf(notes, "note"))
    .flatMap((note) => exceptionIn(evened(note.text)));
  return {
    of(code) {
      const stem = code.replace(".", "").padEnd(6, "X");
      return extensions
        .map(({ attributes, text }) => ({ character: attributes.char ?? "", meaning: evened(text) }))
        .filter(
          ({ character }) =>
            character !== "" &&
            !exceptions.some((e) => e.sixth.includes(stem.charAt(5)) && e.sevenths.includes(character)),
        )
        .map(({ character, meaning }) => ({ code: pointed(stem + character), meaning }));
    },
  };
}

interface Exception {
  sevenths: string[];
  sixth: string[];
}

/** "7th characters D and S do not apply to codes in category S06 with 6th character 7 - ..., or 8 - ...". */
function exceptionIn(note: string): Exception[] {
  const [, sevenths, sixth = ""] =
    /^7th characters? (.+?) (?:do|does) not apply to codes? .*?with 6th characters? (.+)$/.exec(note) ?? [];
  if (sevenths === undefined) return [];
  return [
    {
      sevenths: sevenths.match(/\b[0-9A-Z]\b/g) ?? [],
      sixth: [...sixth.matchAll(/(?:^|\s)([0-9A-Z])(?= - |$)/g)].map((match) => match[1]!),
    },
  ];
}
