/** What both ways between a ConceptMap and its mappings need: extensions, systems, and which group a mapping is of. */
import type * as r5 from "fhir/r5";
import { parseCanonical, printCanonical } from "../canonical.ts";
import type { Coding, ConceptMapGroup, Mapping } from "../model.ts";

/** HL7's cross-version extensions: elements of an R4 target that R5 has no place for. */
const R4_TARGET = "http://hl7.org/fhir/4.0/StructureDefinition/extension-ConceptMap.group.element.target.";
export const EQUIVALENCE_EXTENSION = `${R4_TARGET}equivalence`;
/** On an element: the comment of R4's `unmatched`, which is a target. */
export const NO_MAP_COMMENT = `${R4_TARGET}comment`;

/** Properties of the statement that a code has no target. */
export const NO_MAP_EXTENSION = "https://w3id.org/ossicle/StructureDefinition/no-map-reason";

/** The system of a canonical, and its version. */
export function codingOf(canonical: string | undefined): Coding {
  if (!canonical) return {};
  const { url, version } = parseCanonical(canonical);
  return version === undefined ? { system: url } : { system: url, version };
}

/** What an element or a target is named by. */
export function pick({ code, display }: { code?: string | undefined; display?: string | undefined }): Coding {
  return { ...(code === undefined ? {} : { code }), ...(display === undefined ? {} : { display }) };
}

export type Sides = Pick<Mapping, "source" | "target">;
type Placed = Sides & Pick<Mapping, "written">;

/** Finds the group of a mapping: the first of its two systems. */
export class Groups {
  readonly all: r5.ConceptMapGroup[];
  private readonly first = new Map<string, number>();
  private last: { mapping: Placed; home: number } | undefined;

  constructor(groups: readonly r5.ConceptMapGroup[] | readonly ConceptMapGroup[] = []) {
    this.all = [];
    for (const group of groups) this.add(group);
  }

  /** The group comes after those before. @returns its number */
  add(group: r5.ConceptMapGroup | ConceptMapGroup): number {
    const at = this.all.push({ ...group, element: [] }) - 1;
    this.index(at);
    return at;
  }

  private index(at: number): void {
    const { source, target } = this.all[at]!;
    for (const key of [systemKey(codingOf(source)), systemKey(codingOf(source), codingOf(target))])
      if (!this.first.has(key)) this.first.set(key, at);
  }

  /** Mappings without any target fit any group of their source system. */
  of({ source, target }: Sides): number | undefined {
    return this.first.get(systemKey(source, target));
  }

  /** The group that the mapping says it was in, if it still fits, else the first that fits, else a new one. */
  home(mapping: Placed): number {
    // Most mappings are of the systems of the one before.
    if (this.last && isAlike(this.last.mapping, mapping)) return this.last.home;
    const home = this.find(mapping);
    this.last = { mapping, home };
    return home;
  }

  private find(mapping: Placed): number {
    const written = mapping.written?.group;
    if (written !== undefined && this.fits(written, mapping)) return written;
    const found = this.of(mapping);
    if (found !== undefined) return found;
    const source = printSystem(mapping.source);
    const target = printSystem(mapping.target);
    return this.add({ ...(source ? { source } : {}), ...(target ? { target } : {}), element: [] });
  }

  private fits(at: number, { source, target }: Sides): boolean {
    const group = this.all[at];
    return (
      group !== undefined &&
      systemKey(codingOf(group.source), target && codingOf(group.target)) === systemKey(source, target)
    );
  }
}

/** Do both say the same of the group that they are in? */
function isAlike(a: Placed, b: Placed): boolean {
  const [one, other] = [a.target, b.target];
  return (
    a.written?.group === b.written?.group &&
    isOfSystem(a.source, b.source) &&
    (one && other ? isOfSystem(one, other) : one === other)
  );
}

const isOfSystem = (a: Coding, b: Coding): boolean => a.system === b.system && a.version === b.version;

const systemKey = (source: Coding, target?: Coding): string =>
  JSON.stringify([source, ...(target ? [target] : [])].map(({ system, version }) => [system, version]));

const printSystem = (coding: Coding | undefined): string | undefined =>
  coding && printCanonical({ ...coding, url: coding.system });
