/**
 * Many supplements, each of which says something of few codes, as most do: what these are is read once, so that no other
 * code is looked for in each of them.
 */
import { codeKey } from "../concepts/code-key.ts";
import { EVERY_CONCEPT } from "../concepts/concept-condition.ts";
import type { Concept } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";

/** So many codes of one are kept; in longer ones codes are looked for as in any code system. */
const SHORT = 100;

type Found = (Concept | undefined)[];

/** Keys of all codes; undefined: there are too many. */
type Keys = ReadonlySet<string> | undefined;

/** A supplement that is asked for those codes alone that it has. */
export function askedForOwnCodes(supplement: CodeSystemProvider): CodeSystemProvider {
  const key = codeKey(supplement.codeSystem);
  let reading: Promise<Keys> | undefined;
  let known: { keys: Keys } | undefined;
  const read = async (): Promise<Keys> => {
    const selection = { condition: EVERY_CONCEPT, count: SHORT + 1, codesAlone: true };
    const { items } = await supplement.select(selection);
    known = { keys: items.length > SHORT ? undefined : new Set(items.map(({ code }) => key(code))) };
    return known.keys;
  };
  const locateOwn = (codes: readonly string[], keys: Keys): Awaitable<Found> => {
    if (!keys) return supplement.locate(codes);
    const isOwn = codes.map((code) => keys.has(key(code)));
    const there = codes.filter((_, i) => isOwn[i]);
    if (there.length === 0) return new Array<undefined>(codes.length).fill(undefined);
    return after(supplement.locate(there), (located) => {
      const next = located.values();
      return isOwn.map((has) => (has ? next.next().value : undefined));
    });
  };
  return {
    codeSystem: supplement.codeSystem,
    locate: (codes) =>
      known
        ? locateOwn(codes, known.keys)
        : (reading ??= read()).then(
            (keys) => locateOwn(codes, keys),
            (failure: unknown) => {
              reading = undefined;
              throw failure;
            },
          ),
    select: (selection) => supplement.select(selection),
    childrenOf: (codes, work) => supplement.childrenOf(codes, work),
  };
}
