/** Filters of the hierarchy that start from a code which is not there: they select nothing, or everything. */
import { printCanonical } from "../canonical.ts";
import type { CompiledValueSet } from "../compose/compiled.ts";
import { filterFromUnknownCode } from "../issues/value-sets.ts";
import { mapAll } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";

const NONE: readonly string[] = [];

/** @returns a sentence for each such filter: that is no error, but who reads the expansion has to know */
export const unknownStarts = flow(function* ({ used }: CompiledValueSet): Steps<readonly string[]> {
  const { filterStarts } = used;
  if (filterStarts.length === 0) return NONE;
  const providers = [...new Set(filterStarts.map(({ provider }) => provider))];
  const texts = yield* found(
    mapAll(providers, (provider) => {
      const own = filterStarts.filter((start) => start.provider === provider);
      return unknownOf(provider, own);
    }),
  );
  return texts.flat();
});

type Start = CompiledValueSet["used"]["filterStarts"][number];

const unknownOf = flow(function* (provider: Start["provider"], starts: readonly Start[]): Steps<string[]> {
  const concepts = yield* found(provider.locate(starts.map(({ code }) => code)));
  const unknown = starts.filter((_, i) => concepts[i] === undefined);
  const system = printCanonical(provider.codeSystem);
  return unknown.map(({ code, path }) => filterFromUnknownCode(system, code, path));
});
