/**
 * A code system that does not say whether case counts (CodeSystem.caseSensitive is absent). FHIR: "produce codes with
 * the correct case, and accept codes in any case".
 */
import { nameKey } from "../concepts/text-match.ts";
import type { Concept } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { onceFor } from "../util/once-for.ts";

/** The same code system; a code that nothing has is located in another case, where only one concept has it. */
export const acceptingAnyCase = (provider: CodeSystemProvider): CodeSystemProvider =>
  provider.codeSystem.caseSensitive === undefined && !accepting.has(provider)
    ? inAnyCase(provider)
    : provider;

const accepting = new WeakSet<CodeSystemProvider>();

const inAnyCase = onceFor((provider: CodeSystemProvider): CodeSystemProvider => {
  const made: CodeSystemProvider = {
    codeSystem: provider.codeSystem,
    locate: (codes, work) =>
      after(provider.locate(codes, work), (exact) =>
        exact.includes(undefined) ? withOtherCases(provider, codes, exact) : exact,
      ),
    select: (selection) => provider.select(selection),
    childrenOf: (codes, work) => provider.childrenOf(codes, work),
  };
  accepting.add(made);
  return made;
});

function withOtherCases(
  provider: CodeSystemProvider,
  codes: readonly string[],
  exact: (Concept | undefined)[],
): Awaitable<(Concept | undefined)[]> {
  const missing = codes.filter((code, i) => exact[i] === undefined && HAS_CASE.test(code));
  if (missing.length === 0) return exact;
  const keys = [...new Set(missing.map(nameKey))];
  return after(provider.select({ condition: { kind: "name", keys } }), ({ items }) => {
    const others = byFoldedCode(items);
    return exact.map((concept, i) => concept ?? others.get(folded(codes[i]!)));
  });
}

const HAS_CASE = /[\p{Lu}\p{Ll}]/u;
const folded = (code: string): string => code.toLowerCase();

/** Undefined where two concepts differ by case alone: which is meant is unknown. */
function byFoldedCode(concepts: readonly Concept[]): Map<string, Concept | undefined> {
  const known = new Map<string, Concept | undefined>();
  for (const concept of concepts) {
    const key = folded(concept.code);
    known.set(key, known.has(key) ? undefined : concept);
  }
  return known;
}
