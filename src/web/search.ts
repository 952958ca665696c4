/** The search behind the box: every loaded code system by $match, one failing alone, and what else the text may be. */
import type { Answer } from "../http/fhir-request.ts";
import type { Coding } from "../terminology/model.ts";
import { systemTable } from "../terminology/resolve/known-systems.ts";
import type { Params } from "./ask.ts";
import type { Context } from "./context.ts";
import { codingOf, first, named, type Part, partsOf, textOf } from "./parameters.ts";
import { systemName } from "./system-name.ts";
import { type KnownSystem, titlesIn } from "./systems.ts";

export interface Hit {
  concept: Coding;
  score: number;
  kind: string;
  matched: string;
  tied: boolean;
  inactive: boolean;
  weak: boolean;
}

interface Failed {
  /** Names of code systems. */
  systems: string[];
  /** What each of them answered. */
  outcome: object | undefined;
}

export interface SearchResult {
  hits: Hit[];
  /** How many code systems were searched. */
  looked: number;
  /** Those that could not be, with why. */
  failed: Failed[];
  /** What the text is written as a code of, and what the server says of that code where it can't explain it. */
  unexplained: Unexplained[];
  /** The parameters of the $match that finds the same. */
  asked: Params;
}

interface Unexplained {
  system: string;
  outcome: object | undefined;
}

/** What $match answers for a code system. */
interface Matched {
  url: string;
  answer: { status: number; resource?: object | undefined };
}

/** Most code systems in one search, and most hits on a page. */
const SYSTEMS = 100;
const AT_A_TIME = 5;
const HITS = 25;

/** Looks in `within` alone where that is one of the systems; what the text is a code of comes first, then the best hits. */
export async function search(
  context: Context,
  text: string,
  systems: readonly KnownSystem[],
  within: string | undefined,
): Promise<SearchResult> {
  const wanted = within === undefined ? systems.slice(0, SYSTEMS) : systems.filter((s) => s.url === within);
  const chosen = wanted.length > 0 ? wanted : systems.slice(0, SYSTEMS);
  const answers = await matches(context, text, chosen);
  const found = answers.flatMap(({ answer }) => named(partsOf(answer.resource), "candidate").map(hitOf));
  const { read, unexplained } = await explanations(context, candidateCodings(text), text);
  const isNew = (hit: Hit): boolean => !read.some(({ concept }) => sameConcept(concept, hit.concept));
  // The order of the systems stays where the score is the same.
  const best = [...read, ...found.filter(isNew).sort((a, b) => b.score - a.score)].slice(0, HITS);
  return {
    hits: best.map((hit) => ({
      ...hit,
      tied: best.some((other) => other !== hit && other.score === hit.score),
    })),
    looked: chosen.length,
    failed: failuresIn(answers, titlesIn(systems)),
    unexplained,
    asked: { text, system: chosen.slice(0, 10).map(({ url }) => url) },
  };
}

/** A database is asked for several at a time; in between others have their turn. */
async function matches(context: Context, text: string, systems: readonly KnownSystem[]): Promise<Matched[]> {
  const all: Matched[] = [];
  for (let from = 0; from < systems.length; from += AT_A_TIME) {
    const asked = systems.slice(from, from + AT_A_TIME).map(async ({ url }) => ({
      url,
      answer: await context.ask("r5", "$match", { text, system: url, count: HITS }),
    }));
    for (const one of await Promise.all(asked)) all.push(one);
    await context.work.giveWay();
  }
  return all;
}

/** By what they answered: usually it is the same of all. */
function failuresIn(answers: readonly Matched[], titles: ReadonlyMap<string, string>): Failed[] {
  const failed = answers.filter(({ answer }) => answer.status >= 400);
  const groups = Map.groupBy(failed, ({ answer }) => JSON.stringify(answer.resource));
  return [...groups.values()].map((group) => ({
    systems: group.map(({ url }) => systemName(url, titles)),
    outcome: group[0]!.answer.resource,
  }));
}

function hitOf({ part = [] }: Part): Hit {
  return {
    concept: codingOf(part, "concept") ?? {},
    score: Number(first(part, "score") ?? 0),
    kind: textOf(part, "kind") ?? "",
    matched: textOf(part, "matched") ?? "",
    tied: first(part, "tied") === true,
    inactive: first(part, "inactive") === true,
    weak: first(part, "weak") === true,
  };
}

/** As a CURIE, an address of a code, or `system|code`. */
export function candidateCodings(text: string): Coding[] {
  const bar = text.lastIndexOf("|");
  if (bar > 0 && /^\S+$/.test(text)) return [{ system: text.slice(0, bar), code: text.slice(bar + 1) }];
  const byPrefix = systemTable.byCurie(text);
  if (byPrefix) return [{ system: byPrefix.uri, code: text }];
  if (!/^https?:\/\//i.test(text)) return [];
  return systemTable.systems
    .filter(({ uri }) => systemTable.candidateCodes(uri, text).length > 0)
    .map(({ uri }) => ({ system: uri, code: text }));
}

const sameConcept = (a: Coding, b: Coding): boolean => a.system === b.system && a.code === b.code;

/** Those that the server can explain, as its code system writes them, and why it can't explain the others. */
async function explanations(
  context: Context,
  codings: readonly Coding[],
  text: string,
): Promise<{ read: Hit[]; unexplained: Unexplained[] }> {
  const answers = await Promise.all(
    codings.map(async ({ system = "", code }) => ({
      system,
      answer: await context.ask("r5", "CodeSystem/$lookup", { system, code }),
    })),
  );
  const isExplained = ({ answer }: { answer: Answer }): boolean => answer.status === 200;
  return {
    read: answers.filter(isExplained).map(({ answer }) => codeHit(partsOf(answer.resource), text)),
    unexplained: answers
      .filter((one) => !isExplained(one))
      .map(({ system, answer }) => ({ system, outcome: answer.resource })),
  };
}

const codeHit = (parts: readonly Part[], text: string): Hit => ({
  concept: {
    system: textOf(parts, "system") ?? "",
    code: textOf(parts, "code") ?? "",
    display: textOf(parts, "display") ?? "",
  },
  score: 1,
  kind: "code",
  matched: text,
  tied: false,
  inactive: false,
  weak: false,
});
