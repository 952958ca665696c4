/** CodeSystem <-> its header and concepts. */
import type * as r5 from "fhir/r5";
import { propertyCodes, statusReader } from "../concepts/concept-status.ts";
import type { CodeSystem, Concept, Designation, Extension, Property } from "../model.ts";
import {
  elementsBesides,
  unlessEmpty,
  withAside,
  withoutRow,
  type Aside,
  type ConceptAsWritten,
  type Elements,
} from "./as-written.ts";
import { propertyElement, readProperty } from "./property.ts";

/** What conceptsOf knows of a code system before it looks at a concept. */
interface Overview {
  status: ReturnType<typeof statusReader>;
  parentCodes: ReadonlySet<string>;
  childCodes: ReadonlySet<string>;
  /** The parents of a code by the `child` properties of other concepts. */
  byChild: ReadonlyMap<string, readonly string[]>;
  /** Each concept is nested in its first parent, and `parent` properties at the end name the others. */
  usual: boolean;
}

/** Flattens CodeSystem.concept, parents before their children. */
export function* conceptsOf(
  codeSystem: CodeSystem,
  concepts: readonly r5.CodeSystemConcept[],
): Generator<Concept> {
  const overview = overviewOf(codeSystem, concepts);
  let at = 0;
  for (const [concept, nestedIn] of inDocumentOrder(concepts))
    yield conceptRow(concept, nestedIn, at++, overview);
}

/** Each concept with the code that it is nested in. */
function* inDocumentOrder(
  concepts: readonly r5.CodeSystemConcept[],
): Generator<[concept: r5.CodeSystemConcept, nestedIn: string | undefined]> {
  // An explicit stack: a hostile nesting depth must not overflow the call stack.
  const stack = [{ list: concepts.values(), nestedIn: undefined as string | undefined }];
  while (stack.length > 0) {
    const { list, nestedIn } = stack.at(-1)!;
    const { value: concept, done } = list.next();
    if (done) stack.pop();
    else {
      yield [concept, nestedIn];
      if (concept.concept) stack.push({ list: concept.concept.values(), nestedIn: concept.code });
    }
  }
}

function overviewOf(codeSystem: CodeSystem, concepts: readonly r5.CodeSystemConcept[]): Overview {
  const parentCodes = propertyCodes(codeSystem, "parent");
  const [parentCode] = parentCodes;
  parentCodes.add("subsumedBy");
  const childCodes = propertyCodes(codeSystem, "child");
  const byChild = new Map<string, string[]>();
  let usual = true;
  for (const [concept, nestedIn] of inDocumentOrder(concepts)) {
    const properties = concept.property ?? [];
    const isParent = properties.map((p) => parentCodes.has(p.code));
    if (isParent.includes(true)) {
      const first = isParent.indexOf(true);
      const parents = properties.slice(first).map((p) => (isPlain(p, parentCode!) ? p.valueCode : undefined));
      usual &&= nestedIn !== undefined && isSet([nestedIn, ...parents]);
    }
    for (const { code, valueCode } of properties) {
      if (!childCodes.has(code)) continue;
      usual = false;
      if (valueCode === undefined) continue;
      const known = byChild.get(valueCode);
      if (known) known.push(concept.code);
      else byChild.set(valueCode, [concept.code]);
    }
  }
  return { status: statusReader(codeSystem), parentCodes, childCodes, byChild, usual };
}

/** Only this code, and a code as value. */
const isPlain = (property: r5.CodeSystemConceptProperty, code: string): boolean =>
  property.code === code && typeof property.valueCode === "string" && Object.keys(property).length === 2;

const isSet = (values: (string | undefined)[]): boolean =>
  !values.includes(undefined) && new Set(values).size === values.length;

const CONCEPT_ELEMENTS = new Set([
  "code",
  "display",
  "definition",
  "designation",
  "property",
  "concept",
  "extension",
]);

function conceptRow(
  concept: r5.CodeSystemConcept,
  nestedIn: string | undefined,
  at: number,
  { status, parentCodes, childCodes, byChild, usual }: Overview,
): Concept {
  const parents = new Set<string>(nestedIn === undefined ? [] : [nestedIn]);
  const given = (concept.property ?? []).map(readProperty);
  const own = given.map((property): Property | undefined => {
    if (!property || childCodes.has(property.code)) return undefined;
    if (!parentCodes.has(property.code)) return property;
    if (typeof property.value === "string") parents.add(property.value);
    return undefined;
  });
  for (const parent of byChild.get(concept.code) ?? []) parents.add(parent);
  const properties = own.filter((p) => p !== undefined);
  const designations = (concept.designation ?? []).map((d) =>
    typeof d.value === "string" ? (d as Designation) : undefined,
  );
  const { inactive, abstract } = status(properties);
  // All rows have the same fields in the same order, absent ones too: objects of one shape are read faster.
  return {
    code: concept.code,
    display: concept.display,
    definition: concept.definition,
    designations: designations.filter((d) => d !== undefined),
    properties,
    parents: [...parents],
    inactive,
    abstract,
    extension: concept.extension,
    displayExtension: (concept as { _display?: { extension?: Extension[] } })._display?.extension,
    written: unlessEmpty<ConceptAsWritten>({
      at: usual ? undefined : at,
      below: usual ? undefined : nestedIn,
      properties: withoutRow(concept.property, usual ? given : own),
      designations: withoutRow(concept.designation, designations),
      elements: elementsOf(concept),
    }),
  };
}

/** Elements without a field in the row. */
function elementsOf(concept: r5.CodeSystemConcept): Elements | undefined {
  const elements = elementsBesides(concept, CONCEPT_ELEMENTS);
  const display = elements?._display as object | undefined;
  if (!elements || !display || Object.keys(display).some((key) => key !== "extension")) return elements;
  const { _display, ...others } = elements;
  return Object.keys(others).length > 0 ? others : undefined;
}

/**
 * Rebuilds CodeSystem.concept. Concepts that say how they were written are laid out like that; others are nested under
 * the first parent, with further parents as `parent` properties.
 */
export function codeSystemResource(codeSystem: CodeSystem, concepts: Iterable<Concept>): r5.CodeSystem {
  const nodes = new Map<string, Node>();
  for (const row of inOrder([...concepts])) nodes.set(row.code, { row, node: conceptNode(row) });
  const parentCode = [...propertyCodes(codeSystem, "parent")][0] ?? "parent";
  const roots: r5.CodeSystemConcept[] = [];
  for (const { row, node } of nodes.values()) {
    const above = parentToNestIn(row);
    const home =
      above === undefined || wouldLoop(nodes, row.code, above) ? undefined : nodes.get(above)?.node;
    if (home) (home.concept ??= []).push(node);
    else roots.push(node);
    if (row.written?.at !== undefined) continue;
    const asProperties = home ? row.parents.slice(1) : row.parents;
    for (const code of asProperties) (node.property ??= []).push({ code: parentCode, valueCode: code });
  }
  const resource: r5.CodeSystem = { ...codeSystem };
  if (roots.length > 0) resource.concept = roots;
  return resource;
}

interface Node {
  row: Concept;
  node: r5.CodeSystemConcept;
}

/** A store puts concepts into the order of the hierarchy. */
function inOrder(rows: Concept[]): Concept[] {
  if (rows.every((row) => row.written?.at === undefined)) return rows;
  const last = rows.length;
  return rows.sort((a, b) => (a.written?.at ?? last) - (b.written?.at ?? last));
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
    const row: Concept | undefined = nodes.get(at)?.row;
    at = row && parentToNestIn(row);
  }
  return false;
}

/** One concept as an element, without those nested in it and without its parents. */
export function conceptNode(row: Concept): r5.CodeSystemConcept {
  const { designations, properties, written } = row;
  const node: r5.CodeSystemConcept = { ...written?.elements, code: row.code };
  if (row.extension) node.extension = row.extension;
  if (row.display !== undefined) node.display = row.display;
  if (row.displayExtension && !written?.elements?._display)
    (node as { _display?: object })._display = { extension: row.displayExtension };
  if (row.definition !== undefined) node.definition = row.definition;
  const designation = whole(
    designations.map(({ source: _source, ...d }) => d),
    written?.designations,
  );
  if (designation) node.designation = designation as r5.CodeSystemConceptDesignation[];
  const property = whole(properties.map(propertyElement), written?.properties);
  if (property) node.property = property as unknown as r5.CodeSystemConceptProperty[];
  return node;
}

function whole(items: readonly object[], aside: Aside | undefined): object[] | undefined {
  const all = withAside(items, aside);
  return all.length > 0 ? all : undefined;
}
