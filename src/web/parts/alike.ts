/** References that say the same but for their own code: they are read once, with all their codes. */
import { literalPattern } from "../../terminology/util/literal-pattern.ts";
import type { Reference } from "../concepts.ts";

/** Stands in a text for the code that is different in each. */
const PLACE = "…";

/** `references` in their order, those alike together with the first of them; the texts are those of `said`. */
export interface Alike {
  references: Reference[];
  said: Reference;
}

export function alike(references: readonly Reference[]): Alike[] {
  const groups = Map.groupBy(references, (reference) => JSON.stringify(withoutCode(reference)));
  return [...groups.values()].map((group) => ({
    references: group,
    said: group.length === 1 ? group[0]! : asOne(group[0]!),
  }));
}

/** What is said, as a key. Displays are not part of it: they stand beside their codes. */
function withoutCode(reference: Reference): unknown[] {
  const { relationship, warnings, comment, conditions, evidence, map } = asOne(reference);
  return [reference.other.system, relationship, warnings, comment, conditions, [...evidence].sort(), map];
}

function asOne(reference: Reference): Reference {
  const { code = "" } = reference.other;
  const general = (text: string): string => withoutWord(text, code);
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
