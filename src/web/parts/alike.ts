/** References that say the same but for their own code: they are read once, with all their codes. */
import { systemTable } from "../../terminology/resolve/known-systems.ts";
import { literalPattern } from "../../terminology/util/literal-pattern.ts";
import type { Reference } from "../concepts.ts";

/** Stands in a text for the code that is different in each. */
const PLACE = "…";

/** `references` in their order, those alike together with the first of them; the texts are those of `said`. */
export interface Alike {
  references: Reference[];
  said: Reference;
  /** What is said, without the code and what its code system is called. */
  general: Reference;
}

export function alike(references: readonly Reference[]): Alike[] {
  const groups = Map.groupBy(references, (reference) => JSON.stringify(withoutCode(reference)));
  return [...groups.values()].map((group) => {
    const general = inGeneral(group[0]!);
    return { references: group, said: group.length === 1 ? group[0]! : general, general };
  });
}

/** Codes of several code systems of which the same is to be looked at: that is said once, in front of them. */
interface Cautioned {
  rows: Alike[];
  /** What all of them say. */
  general: Reference;
}

/** @returns besides those, `alone`: each says its own, or nothing */
export function byCaution(all: readonly Alike[]): { alone: Alike[]; cautioned: Cautioned[] } {
  const groups = Map.groupBy(all, ({ general }) => JSON.stringify(caution(general)));
  const cautioned: Cautioned[] = [];
  for (const rows of groups.values()) {
    const [first, second] = rows;
    if (first && second && caution(first.general).flat().length > 0)
      cautioned.push({ rows, general: first.general });
  }
  const alone = all.filter((one) => !cautioned.some(({ rows }) => rows.includes(one)));
  return { alone, cautioned };
}

const caution = ({ warnings, comment, conditions }: Reference): string[][] => [
  warnings,
  conditions,
  comment === undefined ? [] : [comment],
];

/** What is said, as a key. Displays are not part of it: they stand beside their codes. */
function withoutCode(reference: Reference): unknown[] {
  const { other, relationship, evidence, map } = reference;
  return [other.system, relationship, caution(inGeneral(reference)), [...evidence].sort(), map];
}

function inGeneral(reference: Reference): Reference {
  const { code = "", system = "" } = reference.other;
  const { name, names = [], prefixes = [] } = systemTable.entry(system) ?? {};
  const called = name === undefined ? [] : [name, ...names, ...prefixes];
  const written = [...called.map((word) => `${word} ${code}`), code];
  const general = (text: string): string => written.reduce(withoutWord, text);
  return {
    ...reference,
    warnings: reference.warnings.map(general),
    comment: reference.comment === undefined ? undefined : general(reference.comment),
  };
}

/** Only as a word of its own: `M61.1` is not taken out of `M61.11`. */
function withoutWord(text: string, word: string): string {
  if (word === "" || !text.includes(word)) return text;
  return text.replace(new RegExp(`(?<![\\w.-])${literalPattern(word)}(?![\\w-]|\\.\\w)`, "g"), PLACE);
}
