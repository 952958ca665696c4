/** What a text filter finds in includes: by name, by a code in whatever form, by a code of another system. */
import type { CompiledInclude, IncludedConcept } from "../compose/compiled.ts";
import { allOf, anyOf } from "../concepts/algebra.ts";
import { type ConceptCondition, NO_CONCEPT } from "../concepts/concept-condition.ts";
import { textMatches, words } from "../concepts/text-match.ts";
import { referenceIn, referringTo } from "../match/reference.ts";
import { systemTable } from "../resolve/known-systems.ts";
import type { CodeSystemProvider } from "../store.ts";
import { type Awaitable, keptOr } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { literalPattern } from "../util/literal-pattern.ts";
import type { WorkBudget } from "../util/work-budget.ts";

/** Most concepts that are looked at for one code of another system. */
const MOST_REFERRING = 1_000;

/** No name has so many signs in a row. */
const MOST_SIGNS = 100;

/**
 * What of the names and codes of includes has the text. What is asked of one code system is one condition for all of its
 * includes: stores find it once.
 * @param filter not blank
 */
export function textFilter(
  filter: string,
  work: WorkBudget,
): (include: CompiledInclude) => Awaitable<ConceptCondition> {
  const text = filter.trim();
  const query = words(text);
  const forms = inSigmas(query);
  const anywhere = withoutSpaces(text);
  const named =
    query.length === 0
      ? containing(text)
      : anyOf([
          ...forms.map((form): ConceptCondition => ({ kind: "text", text: form.join(" ") })),
          ...anywhere.conditions,
        ]);
  const inNames = (name: string): boolean =>
    query.length === 0
      ? name.includes(text)
      : forms.some((form) => textMatches(name, form)) || anywhere.isIn(name);
  const bySystem = new Map<CodeSystemProvider | string, Awaitable<ConceptCondition>>();
  const inSystem = (include: CompiledInclude): Awaitable<ConceptCondition> =>
    query.length === 0
      ? named
      : keptOr(bySystem, include.provider ?? include.system, async () =>
          orOneOf(named, [...(await inOtherForms(include, text)), ...(await referring(include, text, work))]),
        );
  return flow(function* (include: CompiledInclude): Steps<ConceptCondition> {
    const condition = yield* found(inSystem(include));
    return orOneOf(condition, yield* found(listedWith(include, inNames, work)));
  });
}

const orOneOf = (condition: ConceptCondition, codes: readonly string[]): ConceptCondition =>
  codes.length === 0 ? condition : anyOf([condition, { kind: "codes", codes }]);

/** Scripts without spaces between words, and Korean, whose words are put together: what is looked for may begin anywhere. */
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tibetan}]/u;
/** Each is looked for in every name. */
const MOST_UNSPACED = 10;

interface Anywhere {
  /** None where all of the text is in words. */
  conditions: ConceptCondition[];
  isIn(name: string): boolean;
}

/** The parts of a text in such scripts anywhere in a name, its other words at the beginning of one. */
function withoutSpaces(text: string): Anywhere {
  const parts = text.split(/\s+/);
  const unspaced = parts.filter((part) => UNSPACED.test(part));
  if (unspaced.length === 0 || unspaced.length > MOST_UNSPACED) return { conditions: [], isIn: () => false };
  const others = words(parts.filter((part) => !UNSPACED.test(part)).join(" "));
  const conditions = unspaced.map(containing);
  if (others.length > 0) conditions.push({ kind: "text", text: others.join(" ") });
  return {
    conditions: [allOf(conditions)],
    isIn: (name) => unspaced.every((part) => name.includes(part)) && textMatches(name, others),
  };
}

/** Words that may be in two forms; of more each has its own alone. */
const MOST_SIGMAS = 3;

/** The words of a query, and with the other sigma at the end of each: only where a word goes on says which it has. */
function inSigmas(query: readonly string[]): string[][] {
  const two = query.filter((word) => /[σς]$/.test(word)).slice(0, MOST_SIGMAS);
  return query.reduce<string[][]>(
    (forms, word) => {
      const ends = two.includes(word) ? ["σ", "ς"].map((sigma) => word.slice(0, -1) + sigma) : [word];
      return forms.flatMap((form) => ends.map((end) => [...form, end]));
    },
    [[]],
  );
}

/** Concepts of which the names are looked at before others may have their turn. */
const STRETCH = 1_000;

/** The codes of the list to which this value set gives such a name. */
async function listedWith(
  { concepts }: CompiledInclude,
  test: (name: string) => boolean,
  work: WorkBudget,
): Promise<string[]> {
  const codes: string[] = [];
  let looked = 0;
  work.concepts(concepts.size);
  for (const concept of concepts.values()) {
    if (namesIn(concept).some(test)) codes.push(concept.code);
    if (++looked % STRETCH === 0) await work.giveWay();
  }
  return codes;
}

const namesIn = ({ display, designation = [] }: IncludedConcept): string[] =>
  [display, ...designation.map((d) => d.value)].filter((name) => name !== undefined);

/** As it stands: signs, `<` and `%` for instance, are no words. */
function containing(signs: string): ConceptCondition {
  if (signs.length > MOST_SIGNS) return NO_CONCEPT;
  const test = { op: "regex", patterns: [`(?s).*${literalPattern(signs)}.*`] } as const;
  return anyOf([
    { kind: "element", element: "code", test },
    { kind: "element", element: "display", test },
    { kind: "designation", test },
  ]);
}

/** The code, as its own system writes it: `M61.1` for `M611`. */
async function inOtherForms({ system, provider }: CompiledInclude, text: string): Promise<string[]> {
  const codes = systemTable.candidateCodes(system, text).flatMap(({ code }) => code ?? []);
  if (!provider || codes.length === 0) return codes;
  const located = await provider.locate(codes);
  return located.flatMap((concept) => concept?.code ?? []);
}

/** The concepts that have the code as a cross-reference, of that system and no other. */
async function referring({ provider }: CompiledInclude, text: string, work: WorkBudget): Promise<string[]> {
  const reference = provider && referenceIn(text);
  if (!reference) return [];
  const all = await referringTo(provider, reference, { count: MOST_REFERRING, work });
  return all.map(({ concept }) => concept.code);
}
