/** What is said twice is said once. */
import type { Issue } from "./issue.ts";

export const once = (notes: readonly Issue[]): Issue[] =>
  notes.length < 2 ? [...notes] : [...new Map(notes.map((note) => [note.text, note])).values()];
