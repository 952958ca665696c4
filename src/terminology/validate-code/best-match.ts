/** Of the versions that a value set draws on: the one in which a code is best looked for, and whether it is a member there. */
import type { Awaitable } from "../util/awaitable.ts";
import { flow, found } from "../util/flow.ts";
import type { CompiledValueSet } from "../compose/compiled.ts";
import type { Coding } from "../model.ts";
import { foundConcept, type FoundConcept } from "./concept-use.ts";
import { isValidDisplay } from "./display-check.ts";
import type { Coded, ValueSetContext } from "./value-set-context.ts";
import { isMember, wouldBeMember, type IncludedVersion } from "./membership.ts";
import type { Settings } from "./request.ts";

export interface Match extends IncludedVersion {
  /** Undefined: this version does not have the code. */
  concept: FoundConcept | undefined;
  member: boolean;
}

/**
 * The newest version that has the code as a member, or one of which the display fits;
 * else the newest that has the code at all; else the newest. Undefined: no version is known.
 */
export function bestMatch(
  context: ValueSetContext,
  coding: Coded,
  versions: readonly IncludedVersion[],
): Awaitable<Match | undefined> {
  return versions.length === 1
    ? matchIn(versions[0]!, coding.code, context.compiled)
    : bestOfSeveral(context, coding, versions);
}

const bestOfSeveral = flow(function* (
  { settings, compiled }: ValueSetContext,
  coding: Coded,
  versions: readonly IncludedVersion[],
) {
  let best: Match | undefined;
  for (const version of versions) {
    const match = yield* found(matchIn(version, coding.code, compiled));
    if (match.member && match.concept && displayFits(match.concept, coding, settings)) return match;
    if (best === undefined || rank(match) > rank(best)) best = match;
  }
  return best;
});

/** A code that is there counts more than one that a fragment may have left out. */
const rank = ({ member, concept }: Match): number => (member ? 2 : 0) + (concept ? 1 : 0);

const displayFits = ({ names }: FoundConcept, { display }: Coding, { languages }: Settings): boolean =>
  display === undefined || isValidDisplay(display, names, languages);

const matchIn = flow(function* (version: IncludedVersion, code: string, compiled: CompiledValueSet) {
  const { provider, includes } = version;
  const [located] = yield* found(provider.locate([code]));
  if (!located) {
    const open = provider.codeSystem.content === "fragment";
    const match: Match = {
      provider,
      includes,
      concept: undefined,
      member: open && wouldBeMember(version, code),
    };
    return match;
  }
  const saying = includes.find((i) => i.concepts.has(located.code));
  const stated = saying?.concepts.get(located.code);
  const concept = foundConcept(provider.codeSystem, located, stated, compiled.valueSet);
  const match: Match = { provider, includes, concept, member: yield* found(isMember(version, located)) };
  return match;
});
