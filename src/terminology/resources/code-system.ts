/** CodeSystem.concept -> concepts, and what of it no concept holds. */
import type * as r5 from "fhir/r5";
import { propertyCodes, statusReader } from "../concepts/concept-status.ts";
import type { CodeSystem, Concept, Property } from "../model.ts";
import { addTo } from "../util/grouping.ts";
import { type ConceptAsWritten, type Elements, elementsBesides, notRead, unlessEmpty } from "./as-written.ts";
import { modifierInConcept } from "./modifiers.ts";
import { readProperty } from "./property.ts";

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
    yield readConcept(concept, nestedIn, at++, overview);
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
      if (valueCode !== undefined) addTo(byChild, valueCode, concept.code);
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

function readConcept(
  concept: r5.CodeSystemConcept,
  nestedIn: string | undefined,
  at: number,
  overview: Overview,
): Concept {
  const { usual } = overview;
  const given = (concept.property ?? []).map(readProperty);
  const own = given.map((property) => (property && isOwn(property, overview) ? property : undefined));
  const properties = own.filter((p) => p !== undefined);
  const designations = (concept.designation ?? []).map((d) => (typeof d.value === "string" ? d : undefined));
  const { inactive, abstract } = overview.status(properties);
  // All have the same fields in the same order, absent ones too: objects of one shape are read faster.
  return {
    code: concept.code,
    display: concept.display,
    definition: concept.definition,
    designations: designations.filter((d) => d !== undefined),
    properties,
    parents: parentsOf(concept.code, nestedIn, given, overview),
    inactive,
    abstract,
    extension: concept.extension,
    displayExtension: concept._display?.extension,
    written: unlessEmpty<ConceptAsWritten>({
      at: usual ? undefined : at,
      below: usual ? undefined : nestedIn,
      properties: notRead(concept.property, usual ? given : own),
      designations: notRead(concept.designation, designations),
      elements: elementsOf(concept),
      modifier: modifierInConcept(concept),
    }),
  };
}

/** Not one that tells the hierarchy. */
const isOwn = ({ code }: Property, { parentCodes, childCodes }: Overview): boolean =>
  !parentCodes.has(code) && !childCodes.has(code);

/** By nesting, by properties of its own, and by those of the concepts above it. */
function parentsOf(
  code: string,
  nestedIn: string | undefined,
  properties: readonly (Property | undefined)[],
  { parentCodes, childCodes, byChild }: Overview,
): string[] {
  const parents = new Set<string>(nestedIn === undefined ? [] : [nestedIn]);
  for (const property of properties) {
    if (!property || !parentCodes.has(property.code) || childCodes.has(property.code)) continue;
    if (typeof property.value === "string") parents.add(property.value);
  }
  for (const parent of byChild.get(code) ?? []) parents.add(parent);
  return [...parents];
}

/** Elements for which a concept has no field. */
function elementsOf(concept: r5.CodeSystemConcept): Elements | undefined {
  const elements = elementsBesides(concept, CONCEPT_ELEMENTS);
  const display = elements?._display;
  if (!elements || !display || Object.keys(display).some((key) => key !== "extension")) return elements;
  const { _display, ...others } = elements;
  return Object.keys(others).length > 0 ? others : undefined;
}
