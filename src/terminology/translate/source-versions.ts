/** Groups of a map may be made for a version of a code system: which of them answer, and what is said of the others. */
import { isVersionPattern, parseCanonical, versionsAgree } from "../canonical.ts";
import type { Issue } from "../issues/issue.ts";
import { notForVersion, otherVersion, severalVersions } from "../issues/translation.ts";
import type { Coding } from "../model.ts";
import type { Direction } from "../store.ts";
import { givenSide, wantedSide } from "./sides.ts";
import type { Statement } from "./unmapped.ts";

/**
 * With a version, what each map says for that version, or for no version in particular; what it says for others only
 * where it has no group for that one, and then that is said. Without, everything, and the versions where they differ.
 */
export function ofVersion(
  statements: Statement[],
  { version: sent }: Coding,
  direction: Direction,
): { statements: Statement[]; notes: Issue[] } {
  const side = ({ mapping }: Statement): Coding => givenSide(mapping, direction)!;
  if (statements.every((statement) => side(statement).version === undefined))
    return { statements, notes: [] };
  const kept: Statement[] = [];
  const notes: Issue[] = [];
  const meant = meantVersions(versionsOf(statements, direction), sent);
  if (meant.length > 1) notes.push(severalVersions(side(statements[0]!), meant));
  for (const own of Map.groupBy(statements, ({ origin }) => origin).values()) {
    const fitting = own.filter((statement) => sent === undefined || isFor(side(statement).version, sent));
    if (fitting.length > 0) {
      kept.push(...fitting);
      continue;
    }
    const others = own.filter((statement) => !isMappedFor(statement, sent!, direction));
    const about = others.length > 0 ? otherVersion : notForVersion;
    notes.push(about(side(own[0]!), versionsOf(own, direction), sent!));
    kept.push(...others);
  }
  return { statements: kept, notes };
}

/** Has the map a group for this very version between the same systems? Then it says there what it says of that version. */
function isMappedFor({ origin, mapping }: Statement, sent: string, direction: Direction): boolean {
  const wanted = wantedSide(mapping, direction)?.system;
  return (origin.group ?? []).some((group) => {
    const sides = [parseCanonical(group.source ?? ""), parseCanonical(group.target ?? "")];
    const [given, other] = direction === "forward" ? sides : sides.toReversed();
    const isOfSystem = given!.url === givenSide(mapping, direction)!.system;
    const isForIt = given!.version !== undefined && isFor(given!.version, sent);
    return isOfSystem && isForIt && (wanted === undefined || other!.url === wanted);
  });
}

const versionsOf = (statements: readonly Statement[], direction: Direction): string[] => [
  ...new Set(statements.flatMap(({ mapping }) => givenSide(mapping, direction)?.version ?? [])),
];

const isFor = (made: string | undefined, sent: string): boolean =>
  made === undefined || versionsAgree(sent, made);

/** Of the versions that statements were made for, those that the question leaves open: all, or those that fit its pattern. */
function meantVersions(made: readonly string[], sent: string | undefined): readonly string[] {
  if (sent === undefined) return made;
  return isVersionPattern(sent) ? made.filter((version) => isFor(version, sent)) : [];
}
