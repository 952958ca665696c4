/** Under which other codings maps may list the very same code. */
import { alsoCodeOf, alsoIdentifiedBy } from "../issues/recognition.ts";
import type { Coding } from "../model.ts";
import { systemTable } from "../resolve/known-systems.ts";
import type { CandidateCoding, Candidates } from "./candidate-codings.ts";

/**
 * The code under its system's canonical address, by its other identifiers, and in systems that have the same codes. Not
 * what is only read for it where nothing has it as sent: another form, a name, an address of something else.
 */
export function withAlike(candidates: Candidates): Candidates {
  const { given, groups, isName } = candidates;
  if (isName) return candidates;
  const isSure = ({ basis, notes }: CandidateCoding): boolean =>
    basis === "alias" && notes.every(({ severity }) => severity === "information");
  const written = groups.length > 1 ? groups.slice(1).flat().filter(isSure) : [];
  const meant = written.at(-1) ?? groups[0]![0]!;
  const all = [...written, ...otherIdentifiers(meant), ...inSharingSystems(meant)];
  if (all.length === 0) return candidates;
  const isSent = ({ system, code }: Coding): boolean => system === given.system && code === given.code;
  const alike = all.filter(({ coding }) => !isSent(coding));
  return alike.length === 0 ? candidates : { ...candidates, alike };
}

/** The concept by the other identifiers that its code system gives it, which some maps go by. */
function otherIdentifiers({ coding, concept, notes }: CandidateCoding): CandidateCoding[] {
  const { system = "" } = coding;
  if (!concept) return [];
  return systemTable.otherCodes(system, concept.properties).map((code) => ({
    coding: { ...coding, code },
    basis: "alias",
    notes: [...notes, alsoIdentifiedBy(coding, code)],
    concept,
  }));
}

function inSharingSystems({ coding, concept, notes }: CandidateCoding): CandidateCoding[] {
  const { system = "", code = "" } = coding;
  return systemTable.sharing(system, code).map(({ uri, name }) => ({
    coding: { ...coding, system: uri },
    basis: "alias",
    notes: [...notes, alsoCodeOf(coding, name)],
    concept,
  }));
}
