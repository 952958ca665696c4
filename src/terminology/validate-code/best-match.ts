/** Of the versions that a value set draws on: the one in which a code is best looked for, and whether it is a member there. */
import { after, type Awaitable } from "../util/awaitable.ts";
import { flow, found } from "../util/flow.ts";
import type { CompiledInclude, IncludedConcept } from "../compose/compiled.ts";
import { asListed, statedConcept } from "../compose/stated-concept.ts";
import type { Coding, Concept } from "../model.ts";
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

function matchIn(version: IncludedVersion, code: string, context: ValueSetContext): Awaitable<Match> {
  context.settings.work?.concepts(1 + version.size);
  return after(version.provider.locate([code]), ([concept]) =>
    concept ? matchOfConcept(version, concept, context) : matchWithoutConcept(version, code, context),
  );
}

/** The version has the code. */
const matchOfConcept = (
  version: IncludedVersion,
  concept: Concept,
  { compiled: { valueSet }, settings: { work } }: ValueSetContext,
): Awaitable<Match> =>
  after(isMember(version, concept, work), (member) => {
    const { provider, includes } = version;
    const stated = saidOf(concept.code, includes);
    const found = foundConcept(provider.codeSystem, concept, stated, valueSet);
    return { provider, includes, concept: found, isUnjudged: false, member };
  });

/** Of a listed code of a code system that is not here, the value set's words are all that is known. */
function matchWithoutConcept(
  version: IncludedVersion,
  code: string,
  { compiled: { valueSet } }: ValueSetContext,
): Match {
  const { provider, includes } = version;
  const { codeSystem } = provider;
  const kind = absence(codeSystem);
  const isHeader = kind === "not-known";
  const member = kind !== "invalid" && wouldBeMember(version, code, isHeader);
  const isUnjudged = isHeader && member === true;
  if (!isUnjudged) return { provider, includes, concept: undefined, isUnjudged, member };
  const stated = saidOf(code, includes);
  const concept = foundConcept(codeSystem, asListed(stated ?? { code }), stated, valueSet);
  return { provider, includes, concept, isUnjudged, member };
}
