/** Of the versions that a value set draws on: the one in which a code is best looked for, and whether it is a member there. */
import type { Awaitable } from "../util/awaitable.ts";
import { flow, found } from "../util/flow.ts";
import type { CompiledInclude, IncludedConcept } from "../compose/compiled.ts";
import { asListed, statedConcept } from "../compose/stated-concept.ts";
import type { Coding } from "../model.ts";
import { foundConcept, type FoundConcept } from "./concept-use.ts";
import { isValidDisplay } from "./display-check.ts";
import type { Coded, ValueSetContext } from "./value-set-context.ts";
import { absence } from "../resolve/content.ts";
import { isMember, wouldBeMember, type IncludedVersion } from "./membership.ts";
import type { Settings } from "./request.ts";

export interface Match extends Omit<IncludedVersion, "size"> {
  /** The value set lists the code, and its code system is not here to say whether it exists. */
  isUnjudged: boolean;
  /** Undefined: this version does not have the code. */
  concept: FoundConcept | undefined;
  /** Undefined: that can't be told. */
  member: boolean | undefined;
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
    ? matchIn(versions[0]!, coding.code, context)
    : bestOfSeveral(context, coding, versions);
}

const bestOfSeveral = flow(function* (
  context: ValueSetContext,
  coding: Coded,
  versions: readonly IncludedVersion[],
) {
  let best: Match | undefined;
  for (const version of versions) {
    const match = yield* found(matchIn(version, coding.code, context));
    if (match.member && match.concept && displayFits(match.concept, coding, context.settings)) return match;
    if (best === undefined || rank(match) > rank(best)) best = match;
  }
  return best;
});

/** A code that is there counts more than one that a fragment may have left out. */
const rank = ({ member, concept }: Match): number => (member ? 2 : 0) + (concept ? 1 : 0);

const displayFits = ({ names }: FoundConcept, { display }: Coding, { languages }: Settings): boolean =>
  display === undefined || isValidDisplay(display, names, languages);

/** What the first include that speaks about the code says. */
function saidOf(code: string, includes: readonly CompiledInclude[]): IncludedConcept | undefined {
  for (const include of includes) {
    const stated = statedConcept(include, code);
    if (stated) return stated;
  }
  return undefined;
}

const matchIn = flow(function* (
  version: IncludedVersion,
  code: string,
  { compiled, settings: { work } }: ValueSetContext,
) {
  const { provider, includes } = version;
  work?.concepts(1 + version.size);
  const [located] = yield* found(provider.locate([code]));
  const kind = absence(provider.codeSystem);
  const isListed = located === undefined && kind === "not-known";
  const member = located
    ? yield* found(isMember(version, located, work))
    : kind !== "invalid" && wouldBeMember(version, code, isListed);
  // Of a listed code of a code system that is not here, the value set's words are all that is known.
  const stated = saidOf(located?.code ?? code, includes);
  const concept = located ?? (isListed && member ? asListed(stated ?? { code }) : undefined);
  const match: Match = {
    provider,
    includes,
    concept: concept && foundConcept(provider.codeSystem, concept, stated, compiled.valueSet),
    isUnjudged: isListed && member === true,
    member,
  };
  return match;
});
