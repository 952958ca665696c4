/** What messages mean, and what to do about them: `resources/messages`, read when somebody asks for it first. */
import { ownData } from "../../terminology/util/own-data.ts";
import type { Language, Messages } from "./index.ts";

/** By name. */
export type Explained = Readonly<Record<string, { happened: string; todo: string }>>;

/** Parts of the list of messages, and the messages of each, in the order in which they are shown. */
type Explanations = Readonly<Record<keyof Messages["errors"]["parts"], Explained>>;

const kept = new Map<Language, Explanations>();

export function explanationsIn(language: Language): Explanations {
  const explanations = kept.get(language) ?? ownData<Explanations>(`messages/${language}.json`);
  kept.set(language, explanations);
  return explanations;
}
