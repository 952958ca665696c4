/** Of the versions that a value set draws on: the one in which a code is best looked for, and whether it is a member there. */
import type { CompiledInclude, IncludedConcept } from "../compose/compiled.ts";
import { asListed, statedConcept } from "../compose/stated-concept.ts";
import type { Concept } from "../model.ts";
import { absence } from "../resolve/content.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { flow, found } from "../util/flow.ts";
import type { AskedCode } from "./asked-in-value-set.ts";
import { type FoundConcept, foundConcept, inTurnOfNames } from "./concept-use.ts";
import { isValidDisplay } from "./display-check.ts";
import type { IncludedVersion } from "./drawn-systems.ts";
import { isMember, wouldBeMember } from "./membership.ts";

export interface Match extends Omit<IncludedVersion, "size"> {
  /** The value set lists the code, and its code system is not here to say whether it exists. */
  isUnjudged: boolean;
  /** Undefined: this version does not have the code. */
  concept: FoundConcept | undefined;
  /** Of a code that a fragment lacks, what the value set calls it. */
  listed?: FoundConcept | undefined;
  /** Undefined: unknown. */
  member: boolean | undefined;
}

/**
 * The newest version that has the code as a member, or one of which the display fits;
 * else the newest that has the code at all; else the newest. Undefined: no version is known.
 */
export function bestMatch(
  asked: AskedCode,
  versions: readonly IncludedVersion[],
): Awaitable<Match | undefined> {
  const [first] = versions;
  return first && versions.length === 1 ? matchIn(asked, first) : bestOfSeveral(asked, versions);
}

const bestOfSeveral = flow(function* (asked: AskedCode, versions: readonly IncludedVersion[]) {
  let best: Match | undefined;
  for (const version of versions) {
    yield* found(asked.settings.work?.giveWay());
    const match = yield* found(matchIn(asked, version));
    if (match.member && match.concept && displayFits(asked, match.concept)) return match;
    if (best === undefined || rank(match) > rank(best)) best = match;
  }
  return best;
});

/** A code that is there counts more than one that a fragment may have left out. */
const rank = ({ member, concept }: Match): number => (member ? 2 : 0) + (concept ? 1 : 0);

const displayFits = (
  { coding: { display }, settings: { languages } }: AskedCode,
  { names }: FoundConcept,
): boolean => display === undefined || isValidDisplay(display, names, languages);

/** What the first include that speaks about the code says. */
function saidOf(code: string, includes: readonly CompiledInclude[]): IncludedConcept | undefined {
  for (const include of includes) {
    const stated = statedConcept(include, code);
    if (stated) return stated;
  }
  return undefined;
}

function matchIn(asked: AskedCode, version: IncludedVersion): Awaitable<Match> {
  asked.settings.work?.concepts(1 + version.size);
  return after(version.provider.locate([asked.coding.code], asked.settings.work), ([concept]) =>
    concept ? matchOfConcept(asked, version, concept) : matchWithoutConcept(asked, version),
  );
}

/** The version has the code. */
const matchOfConcept = (
  { compiled: { valueSet }, settings: { work } }: AskedCode,
  version: IncludedVersion,
  concept: Concept,
): Awaitable<Match> =>
  after(isMember(version, concept, work), (member) =>
    inTurnOfNames(concept.designations, work, () => {
      const { provider, includes } = version;
      const stated = saidOf(concept.code, includes);
      const shown = foundConcept(provider.codeSystem, concept, { stated, valueSet, work });
      return { provider, includes, concept: shown, isUnjudged: false, member };
    }),
  );

/** Of a listed code of a code system that is not here, the value set's words are all that is known. */
function matchWithoutConcept(
  { compiled: { valueSet }, coding: { code }, settings: { work } }: AskedCode,
  version: IncludedVersion,
): Match {
  const { provider, includes } = version;
  const { codeSystem } = provider;
  const kind = absence(codeSystem);
  const isHeader = kind === "not-known";
  const member = wouldBeMember(version, code, { listedOnly: isHeader });
  const isUnjudged = isHeader && member === true;
  const stated = member === true ? saidOf(code, includes) : undefined;
  const concept = () => foundConcept(codeSystem, asListed(stated ?? { code }), { stated, valueSet, work });
  if (isUnjudged) return { provider, includes, concept: concept(), isUnjudged, member };
  const listed = kind === "unconfirmed" && stated ? concept() : undefined;
  const isNamed = listed !== undefined && listed.names.length > 0;
  return { provider, includes, concept: undefined, listed: isNamed ? listed : undefined, isUnjudged, member };
}
