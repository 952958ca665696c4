/** ValueSet.expansion.contains.property: what was asked for, the status where it matters, and what extensions say. */
import type * as r5 from "fhir/r5";
import type { CompiledInclude } from "../compose/compiled.ts";
import { isDeprecatedByDate, statusCodes } from "../concepts/concept-status.ts";
import type { CodeSystem, Concept, Extension, Property } from "../model.ts";
import { valueX } from "../resources/resources.ts";
import type { Awaitable } from "../util/awaitable.ts";
import { byThousands } from "../util/by-thousands.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import type { Member } from "./member.ts";

type Written = r5.ValueSetExpansionContainsProperty;
type Stated = r5.ValueSetComposeIncludeConcept | undefined;
type ExpandedProperty = Property & { uri?: string | undefined };

const COMMON = "http://hl7.org/fhir/concept-properties#";
const EXTENSION = "http://hl7.org/fhir/StructureDefinition/";

/** R4 has ordinal values where R5 has weights: what says the same stands in one list. */
const addresses = (...names: string[]): string[] => names.map((name) => EXTENSION + name);

/** Extensions that R5 made properties: the code, its uri, its type, and the extensions, those that win first. */
const FROM_EXTENSIONS: { code: string; uri: string; type: Property["type"]; urls: string[] }[] = [
  {
    code: "weight",
    uri: "itemWeight",
    type: "decimal",
    urls: addresses("itemWeight", "ordinalValue", "valueset-ordinalValue"),
  },
  { code: "label", uri: "label", type: "string", urls: addresses("valueset-label", "codesystem-label") },
  {
    code: "order",
    uri: "order",
    type: "decimal",
    urls: addresses("valueset-conceptOrder", "codesystem-conceptOrder"),
  },
  { code: "status", uri: "status", type: "code", urls: addresses("structuredefinition-standards-status") },
];

const PROPERTY_URLS = new Set(FROM_EXTENSIONS.flatMap(({ urls }) => urls));

/** Is what this extension says a property in an expansion? */
export const isProperty = (url: string): boolean => PROPERTY_URLS.has(url);

const NONE: Written[] = [];

/** Writes the properties of members, and knows which of them it has written. */
export class PropertyWriter {
  private readonly wanted: readonly string[];
  private readonly work: WorkBudget;
  private readonly date: string | undefined;
  private readonly uris = new Map<string, string | undefined>();
  private readonly children = new Map<Concept, readonly string[]>();
  private readonly codes = new Map<CodeSystem | undefined, readonly string[]>();

  /**
   * @param wanted codes or uris of properties; `*`: all that a concept has
   * @param date by which dates of deprecation have to have come; absent: now
   */
  constructor(wanted: readonly string[], work: WorkBudget, date?: string) {
    this.wanted = wanted;
    this.work = work;
    this.date = date;
  }

  /** Loads what `write` of these members needs that is not in the concepts themselves. */
  prepare(members: readonly Member[]): Awaitable<void> {
    if (this.wanted.length === 0) return undefined;
    this.work.concepts(this.wanted.length * members.length);
    return this.findChildren(members);
  }

  write(concept: Concept, stated: Stated, { provider }: CompiledInclude): Written[] {
    const codeSystem = provider?.codeSystem;
    const status = codeSystem ? statusOf(concept, codeSystem, this.date) : NO_STATUS;
    const plain = this.wanted.length === 0 && !stated?.extension && !concept.extension;
    // Of most concepts of most expansions nothing is asked for.
    const properties = plain ? status : this.propertiesOf(concept, stated, codeSystem, status);
    if (properties.length === 0) return NONE;
    for (const { code, uri } of properties) {
      if (!this.uris.has(code)) this.uris.set(code, uri ?? uriOf(code, codeSystem));
    }
    return properties.map((p) => ({ code: p.code, ...valueX(p.type, p.value) }));
  }

  /** ValueSet.expansion.property: what has been written so far. */
  declared(): r5.ValueSetExpansionProperty[] {
    return [...this.uris].map(([code, uri]) => (uri === undefined ? { code } : { code, uri }));
  }

  private async findChildren(members: readonly Member[]): Promise<void> {
    for (const [provider, own] of Map.groupBy(members, ({ include }) => include.provider)) {
      if (!provider || !this.wantedOf(provider.codeSystem).includes("child")) continue;
      const codes = own.map(({ concept }) => concept.code);
      const children = await byThousands(codes, this.work, (part) => provider.childrenOf(part, this.work));
      for (const [i, { concept }] of own.entries()) this.children.set(concept, children[i]!);
    }
  }

  /** The codes of what is wanted, each once. */
  private wantedOf(codeSystem: CodeSystem | undefined): readonly string[] {
    let codes = this.codes.get(codeSystem);
    if (!codes) {
      codes = [...new Set(this.wanted.map((wanted) => codeOf(wanted, codeSystem)))];
      this.codes.set(codeSystem, codes);
    }
    return codes;
  }

  private propertiesOf(
    concept: Concept,
    stated: Stated,
    codeSystem: CodeSystem | undefined,
    status: readonly ExpandedProperty[],
  ): ExpandedProperty[] {
    const properties: ExpandedProperty[] = [];
    const wanted = this.wantedOf(codeSystem);
    const own = wanted.length > FEW ? Map.groupBy(concept.properties, (p) => p.code) : undefined;
    for (const name of wanted)
      for (const property of asked(name, concept, { children: this.children, own }))
        properties.push(property);
    const has = (code: string) => properties.some((p) => p.code === code);
    const extensions = [stated?.extension, concept.extension].filter((list) => list !== undefined);
    for (const { code, uri, type, urls } of extensions.length > 0 ? FROM_EXTENSIONS : []) {
      const value = has(code) ? undefined : extensionValue(urls, extensions);
      if (value !== undefined) properties.push({ code, type, value, uri: COMMON + uri });
    }
    if (!has("status")) properties.push(...status);
    return properties;
  }
}

/** A property may be asked for by its uri as well, the one that the code system declares or FHIR's own. */
function codeOf(name: string, codeSystem: CodeSystem | undefined): string {
  const declared = codeSystem?.property?.find((p) => p.uri === name);
  if (declared) return declared.code;
  return name.startsWith(COMMON) ? name.slice(COMMON.length) : name;
}

/** Of so many that are wanted each is looked for among all properties of a concept. */
const FEW = 10;
const NO_PROPERTIES: readonly Property[] = [];

/** What is wanted of a concept; `own`: its properties by code, where very many are wanted. */
function asked(
  name: string,
  concept: Concept,
  { children, own }: { children: ReadonlyMap<Concept, readonly string[]>; own: ByCode | undefined },
): readonly Property[] {
  switch (name) {
    case "*":
      return concept.properties;
    case "definition":
      return concept.definition === undefined
        ? []
        : [{ code: name, type: "string", value: concept.definition }];
    case "inactive":
      return [{ code: name, type: "boolean", value: concept.inactive }];
    case "parent":
      return concept.parents.map((value) => ({ code: name, type: "code", value }));
    case "child":
      return (children.get(concept) ?? []).map((value) => ({ code: name, type: "code", value }));
    default:
      return own ? (own.get(name) ?? NO_PROPERTIES) : concept.properties.filter((p) => p.code === name);
  }
}

type ByCode = ReadonlyMap<string, readonly Property[]>;

function extensionValue(
  urls: readonly string[],
  lists: readonly (readonly Extension[])[],
): string | number | undefined {
  for (const list of lists) {
    for (const url of urls) {
      const { valueDecimal, valueInteger, valueString, valueCode } = list.find((e) => e.url === url) ?? {};
      const value = valueDecimal ?? valueInteger ?? valueString ?? valueCode;
      if (value !== undefined) return value;
    }
  }
  return undefined;
}

const NO_STATUS: readonly (Property & { uri: string })[] = [];

const isWarning = ({ value }: Property): boolean => value === "deprecated" || value === "withdrawn";

/** Said of concepts that are not to be used (any more): why. */
function statusOf(
  concept: Concept,
  codeSystem: CodeSystem,
  date: string | undefined,
): readonly (Property & { uri: string })[] {
  const { properties, inactive } = concept;
  // Of most concepts this is known without asking which of their properties is a status.
  if (!inactive && properties.length === 0) return NO_STATUS;
  const isDeprecated = !inactive && isDeprecatedByDate(codeSystem, properties, date);
  if (!inactive && !isDeprecated && !properties.some(isWarning)) return NO_STATUS;
  const codes = statusCodes(codeSystem);
  const own = properties.find((p) => codes.has(p.code) && typeof p.value === "string");
  if (!inactive && !(own ? isWarning(own) : isDeprecated)) return NO_STATUS;
  const value = own?.value ?? (isDeprecated ? "deprecated" : "inactive");
  return [{ code: "status", type: "code", value, uri: `${COMMON}status` }];
}

function uriOf(code: string, codeSystem: CodeSystem | undefined): string | undefined {
  const declared = codeSystem?.property?.find((p) => p.code === code);
  if (declared) return declared.uri;
  return COMMON + code;
}
