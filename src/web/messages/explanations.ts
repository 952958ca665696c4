/** What messages mean, and what to do about them: `resources/messages`, read when somebody asks for it first. */
import { ownData } from "../../terminology/util/own-data.ts";
import type { Language, Messages } from "./index.ts";

export interface Explanation {
  happened: string;
  todo: string;
}

type Part = keyof Messages["errors"]["parts"];

/** By the name of the message; parts and messages in the order of the page. */
type Explanations = Readonly<Record<Part, Readonly<Record<string, Explanation>>>>;

const kept = new Map<Language, Explanations>();

export function explanationsIn(language: Language): Explanations {
  const explanations = kept.get(language) ?? ownData<Explanations>(`messages/${language}.json`);
  kept.set(language, explanations);
  return explanations;
}
