/** Concepts -> CodeSystem.concept, the inverse of code-system.ts. */
import type * as r5 from "fhir/r5";
import { propertyCodes } from "../concepts/concept-status.ts";
import type { CodeSystem, Concept } from "../model.ts";
import { atOnce, type LongWork } from "../util/in-turns.ts";
import { sortedInSteps } from "../util/sorted-in-steps.ts";
import { type Aside, withAside } from "./as-written.ts";
import { propertyElement } from "./property.ts";

/**
 * Rebuilds CodeSystem.concept. Concepts that say how they were written are laid out like that; others are nested under
 * the first parent, with further parents as `parent` properties.
 */
export const codeSystemResource = (codeSystem: CodeSystem, concepts: Iterable<Concept>): r5.CodeSystem =>
  atOnce(codeSystemInSteps(codeSystem, concepts));

/** Concepts that are looked at between two steps. */
const STEP = 500;

/** The same in steps. */
export function* codeSystemInSteps(
  codeSystem: CodeSystem,
  concepts: Iterable<Concept>,
): LongWork<r5.CodeSystem> {
  const nodes = new Map<string, Node>();
  for (const concept of yield* inOrder([...concepts])) {
    nodes.set(concept.code, { concept, node: conceptNode(concept) });
    if (nodes.size % STEP === 0) yield;
  }
  const parentCode = [...propertyCodes(codeSystem, "parent")][0] ?? "parent";
  const roots: r5.CodeSystemConcept[] = [];
  let looked = 0;
  for (const { concept, node } of nodes.values()) {
    if (++looked % STEP === 0) yield;
    const above = parentToNestIn(concept);
    const home =
      above === undefined || wouldLoop(nodes, concept.code, above) ? undefined : nodes.get(above)?.node;
    if (home) (home.concept ??= []).push(node);
    else roots.push(node);
    if (concept.written?.at !== undefined) continue;
    const asProperties = home ? concept.parents.slice(1) : concept.parents;
    for (const code of asProperties) (node.property ??= []).push({ code: parentCode, valueCode: code });
  }
  const resource: r5.CodeSystem = { ...codeSystem };
  if (roots.length > 0) resource.concept = roots;
  return resource;
}

interface Node {
  concept: Concept;
  node: r5.CodeSystemConcept;
}

/** A store puts concepts into the order of the hierarchy. */
function* inOrder(concepts: readonly Concept[]): LongWork<readonly Concept[]> {
  if (concepts.every((concept) => concept.written?.at === undefined)) return concepts;
  const last = concepts.length;
  return yield* sortedInSteps(concepts, (a, b) => (a.written?.at ?? last) - (b.written?.at ?? last));
}

function parentToNestIn({ parents, written }: Concept): string | undefined {
  if (written?.at === undefined) return parents[0];
  return written.below !== undefined && parents.includes(written.below) ? written.below : undefined;
}

/** Following the nesting upwards from `parent`, do we come back to `code`? */
function wouldLoop(nodes: ReadonlyMap<string, Node>, code: string, parent: string): boolean {
  const seen = new Set<string>();
  let at: string | undefined = parent;
  while (at !== undefined && !seen.has(at)) {
    if (at === code) return true;
    seen.add(at);
    const concept: Concept | undefined = nodes.get(at)?.concept;
    at = concept && parentToNestIn(concept);
  }
  return false;
}

/** One concept as an element, without those nested in it and without its parents. */
export function conceptNode(concept: Concept): r5.CodeSystemConcept {
  const { designations, properties, written } = concept;
  const node: r5.CodeSystemConcept = { ...written?.elements, code: concept.code };
  if (concept.extension) node.extension = concept.extension;
  if (concept.display !== undefined) node.display = concept.display;
  if (concept.displayExtension && !written?.elements?._display)
    node._display = { extension: concept.displayExtension };
  if (concept.definition !== undefined) node.definition = concept.definition;
  const designation = whole(
    designations.map(({ source: _source, ...d }) => d),
    written?.designations,
  );
  if (designation) node.designation = designation;
  const property = whole(properties.map(propertyElement), written?.properties);
  if (property) node.property = property;
  return node;
}

function whole<T>(items: readonly T[], aside: Aside | undefined): T[] | undefined {
  const all = withAside(items, aside);
  return all.length > 0 ? all : undefined;
}
