/** SNOMED CT and MedDRA: their codes may be named, their strings only by those who have a licence. */
import { isList, isNode, type Json, listOf } from "../terminology/util/json-object.ts";
import type { ImportJob } from "./import-job.ts";

const LICENSED: readonly { name: string; test: RegExp }[] = [
  { name: "SNOMED CT", test: /^(http:\/\/snomed\.info\/(sct|xsct)|urn:oid:2\.16\.840\.1\.113883\.6\.96)/ },
  { name: "MedDRA", test: /^(https?:\/\/(www\.)?meddra\.org|urn:oid:2\.16\.840\.1\.113883\.6\.163)/ },
];

/** The name of the licensed system; undefined: its strings are free to take. */
function licensedSystem(system: unknown): string | undefined {
  return typeof system === "string" ? LICENSED.find((l) => l.test.test(system))?.name : undefined;
}

/** The name of the system whose strings this user may not take; undefined: they may be taken. */
export const withoutLicence = (
  system: unknown,
  { licensed }: { licensed?: boolean | undefined },
): string | undefined => (licensed ? undefined : licensedSystem(system));

/** Counts a string of the system of this name. */
export const leaveOutString = (name: string, job: ImportJob): void =>
  job.leaveOut(`${name}: its strings need a licence (--licensed)`);

/** May this string of the system be imported? If not, it is counted as left out. */
export function mayTake(system: unknown, job: ImportJob): boolean {
  const name = withoutLicence(system, job.options);
  if (name !== undefined) leaveOutString(name, job);
  return name === undefined;
}

/** A FHIR resource without such strings; the same object when there are none. */
export function withoutLicensedStrings<T extends object>(resource: T, job: ImportJob): T {
  return job.options.licensed ? resource : (visit(resource, undefined, job) as T);
}

/** `system` is that of the include or contains above. */
function visit(value: unknown, system: unknown, job: ImportJob): unknown {
  if (isList(value)) return changed(value, (item) => visit(item, system, job));
  return isNode(value) ? visitNode(value, system, job) : value;
}

function visitNode(own: Json, system: unknown, job: ImportJob): Json {
  const here = typeof own.system === "string" ? own.system : system;
  let copy = own;
  const set = (key: string, to: unknown) => {
    if (to === copy[key]) return;
    if (copy === own) copy = { ...own };
    if (to === undefined) delete copy[key];
    else copy[key] = to;
  };
  const name = licensedSystem(here);
  if (name !== undefined && typeof own.code === "string") {
    for (const key of ["display", "designation"]) {
      if (own[key] === undefined) continue;
      set(key, undefined);
      leaveOutString(name, job);
    }
  }
  if (isList(own.element)) set("element", elements(own, job));
  for (const [key, child] of Object.entries(copy)) {
    // What kind of name a designation is: words of FHIR's own designation-use, not of the terminology.
    if (
      key === "use" ||
      key === "additionalUse" ||
      typeof child !== "object" ||
      (key === "element" && own.element !== child)
    )
      continue;
    set(key, visit(child, childSystem(key, here), job));
  }
  return copy;
}

/** Only these children speak of codes of the system above them. */
const childSystem = (key: string, system: unknown): unknown =>
  key === "concept" || key === "contains" ? system : undefined;

/** A ConceptMap names its systems at the group. */
function elements(group: Json, job: ImportJob): unknown {
  const source = systemOf(group.source);
  const target = systemOf(group.target);
  if (licensedSystem(source) === undefined && licensedSystem(target) === undefined) return group.element;
  return changed(listOf(group.element), (element) => {
    if (!isNode(element)) return element;
    const row = bare(element, source, job);
    const targets = changed(listOf(row.target), (t) => (isNode(t) ? bare(t, target, job) : t));
    return targets === row.target || !row.target ? row : { ...row, target: targets };
  });
}

function bare(row: Json, system: unknown, job: ImportJob): Json {
  if (row.display === undefined || mayTake(system, job)) return row;
  const { display: _display, ...rest } = row;
  return rest;
}

const systemOf = (canonical: unknown): unknown =>
  typeof canonical === "string" ? canonical.split("|")[0] : undefined;

/** `map` that gives the same array back when no item changed. */
function changed(items: unknown[], change: (item: unknown) => unknown): unknown[] {
  let copy: unknown[] | undefined;
  items.forEach((item, i) => {
    const to = change(item);
    if (to !== item) (copy ??= [...items])[i] = to;
  });
  return copy ?? items;
}
