/** Every row of a sheet through $translate, in order, and what may be done with it. */
import type { Coding } from "../../terminology/model.ts";
import { eachInTurn } from "../../terminology/util/in-turns.ts";
import type { Context } from "../context.ts";
import { textOfIssues } from "../pages/outcome.ts";
import { candidateCodings } from "../search.ts";
import { mayBeApplied, readTranslation, type Statement } from "../translations.ts";

/** May be applied, to be looked at first, no match, not understood. */
export const OUTCOMES = ["apply", "look", "none", "unread"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface TranslatedRow {
  /** From 0, in the input's order. */
  index: number;
  given: string;
  cells: readonly string[];
  outcome: Outcome;
  /** What the code may be set to: only where nobody has to look. */
  code?: Coding | undefined;
  statements: Statement[];
  message?: string | undefined;
}

interface Wanted {
  /** The code system of the values; absent: they are names, or codes with their prefix. */
  system?: string | undefined;
  targetSystem?: string | undefined;
}

/** The outcome of every row, by the text in its `column` (from 0). */
export async function translateRows(
  context: Context,
  rows: readonly (readonly string[])[],
  column: number,
  wanted: Wanted,
): Promise<TranslatedRow[]> {
  const translated: TranslatedRow[] = [];
  for await (const [index, cells] of eachInTurn(rows.entries())) {
    const given = cells[column] ?? "";
    translated.push({ index, given, cells, ...(await translateOne(context, given, wanted)) });
  }
  return translated;
}

type Translated = Pick<TranslatedRow, "outcome" | "code" | "statements" | "message">;

async function translateOne(context: Context, given: string, wanted: Wanted): Promise<Translated> {
  if (given.trim() === "") return { outcome: "unread", statements: [] };
  const { status, resource } = await context.ask(
    "r5",
    "ConceptMap/$translate",
    {},
    questionOf(given, wanted),
  );
  if (status >= 400) return { outcome: "unread", statements: [], message: textOfIssues(resource) };
  const { statements, message } = readTranslation(resource);
  const related = statements.filter((s) => s.relationship !== "not-related-to");
  if (related.length === 0) return { outcome: "none", statements, message };
  const code = applicable(related);
  return { outcome: code ? "apply" : "look", code, statements, message };
}

/** The request about one value: as a code of its system, as a code with its prefix, or as a name. */
export function questionOf(given: string, { system, targetSystem }: Wanted): object {
  const candidate = system === undefined ? candidateCodings(given.trim())[0] : undefined;
  const coding = system === undefined ? candidate : { system, code: given };
  return {
    resourceType: "Parameters",
    parameter: [
      coding
        ? { name: "sourceCoding", valueCoding: coding }
        : { name: "sourceCodeableConcept", valueCodeableConcept: { text: given } },
      ...(targetSystem === undefined ? [] : [{ name: "targetSystem", valueUri: targetSystem }]),
    ],
  };
}

/** The one code that all say, if nothing asks for a look: several are a choice, and that is a person's. */
function applicable(related: readonly Statement[]): Coding | undefined {
  const codings = new Map(related.map((s) => [JSON.stringify([s.target.system, s.target.code]), s.target]));
  return codings.size === 1 && related.every(mayBeApplied) ? [...codings.values()][0] : undefined;
}
