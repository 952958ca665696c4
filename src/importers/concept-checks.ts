/** What every code system must hold to, whatever it was read from: codes once and well formed, no circle above them. */
import { circlesIn } from "../terminology/concepts/circles.ts";
import { badCode, cyclicHierarchy, duplicateCode, noCode } from "../terminology/issues/importing.ts";
import type { Issue } from "../terminology/issues/issue.ts";
import type { Concept } from "../terminology/model.ts";
import type { LongWork } from "../terminology/util/in-turns.ts";
import type { ImportJob, InputLocation } from "./import-job.ts";

/** FHIR's `code`: no white space but single spaces inside. */
// eslint-disable-next-line no-control-regex
const CODE = /^[^\s\u0000-\u001f\u007f]+( [^\s\u0000-\u001f\u007f]+)*$/;

/** Is the code new and well formed? If not, it is refused. */
export class CodeCheck {
  /** Codes with the line that they stand in first, 0 where it is not known. */
  private readonly seen = new Map<string, number>();
  private readonly job: ImportJob;
  private readonly fold: (code: string) => string;

  constructor(job: ImportJob, caseSensitive = true) {
    this.job = job;
    this.fold = caseSensitive ? (code) => code : (code) => code.toLowerCase();
  }

  accepts(code: string | undefined, location: InputLocation): code is string {
    const issue = this.issueOf(code);
    if (issue) this.job.refuse(location, issue);
    else this.seen.set(this.fold(code!), location.line ?? 0);
    return issue === undefined;
  }

  private issueOf(code: string | undefined): Issue | undefined {
    if (code === undefined || code === "") return noCode();
    if (!CODE.test(code)) return badCode(code);
    const line = this.seen.get(this.fold(code));
    return line === undefined ? undefined : duplicateCode(code, line);
  }
}

/** Concepts that are looked at between two steps. */
const STEP = 500;

/**
 * The concepts that may be imported. A parent that closes a circle is refused; its concept stays.
 * `locationOf`: where the concept stands in the input.
 */
export function* checkedConcepts(
  concepts: Iterable<Concept>,
  caseSensitive: boolean,
  locationOf: (code: string) => InputLocation,
  job: ImportJob,
): LongWork<Concept[]> {
  const check = new CodeCheck(job, caseSensitive);
  const accepted: Concept[] = [];
  let count = 0;
  for (const concept of concepts) {
    if (check.accepts(concept.code, locationOf(concept.code))) accepted.push(concept);
    if (++count % STEP === 0) yield;
  }
  yield;
  const parents = new Map(accepted.map((c) => [c.code, c.parents]));
  yield;
  yield* takeOutCircles(parents, locationOf, job);
  return accepted.map((c) => {
    const left = parents.get(c.code);
    return left === undefined || left === c.parents ? c : { ...c, parents: left };
  });
}

/** Takes those parents of a code out that lead back to it. Each is refused. */
export function* takeOutCircles(
  parents: Map<string, string[]>,
  locationOf: (code: string) => InputLocation,
  job: ImportJob,
): LongWork<void> {
  const closing = new Map<string, Set<string>>();
  for (const { code, parent, way } of yield* circlesIn(parents)) {
    job.refuse(locationOf(code), cyclicHierarchy(way));
    closing.set(code, (closing.get(code) ?? new Set()).add(parent));
  }
  for (const [code, refused] of closing) {
    const left = (parents.get(code) ?? []).filter((parent) => !refused.has(parent));
    parents.set(code, left);
  }
}
