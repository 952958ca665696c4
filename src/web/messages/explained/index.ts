/** What messages mean and what to do about them: loaded when somebody reads one. */
import type { Language } from "../index.ts";
import type { Explanations } from "./explanation.ts";

/** Parts in the order of the list of messages. */
export const PARTS = [
  "requests",
  "resources",
  "content",
  "terminology",
  "imports",
  "tables",
  "formats",
  "commands",
  "kinds",
] as const;
type Part = (typeof PARTS)[number];

const loading = { en: () => import("./en/index.ts"), de: () => import("./de/index.ts") };

export const explanationsIn = (language: Language): Promise<Readonly<Record<Part, Explanations>>> =>
  loading[language]();
