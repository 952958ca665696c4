/** A resource in memory: its header, its rows if it has some, and what searches find in it. */
import { designationsOf } from "../../terminology/concepts/designations.ts";
import type { CodeSystem, ConceptMap, Resource, ResourceType } from "../../terminology/model.ts";
import { AS_IT_IS, type LargeResource } from "../../terminology/resources/large-resource.ts";
import { longResource } from "../../terminology/resources/resource-pieces.ts";
import {
  codeSystemInSteps,
  conceptMapHeader,
  conceptMapInSteps,
  conceptsOf,
  mappingsOf,
  recordsOf,
  resourceHeader,
} from "../../terminology/resources/resources.ts";
import { type Criterion, meets } from "../../terminology/search/criteria.ts";
import { isOfStore, type SearchParameter, searchValues } from "../../terminology/search/parameters.ts";
import type { SearchValue } from "../../terminology/search/values.ts";
import { atOnce, inTurns, inTurnsToTheEnd, type LongWork } from "../../terminology/util/in-turns.ts";
import { Fingerprint, stamped } from "../resource-identity.ts";
import { MemoryCodeSystem } from "./memory-code-system.ts";
import { MemoryConceptMap } from "./memory-concept-map.ts";

type Rows = MemoryCodeSystem | MemoryConceptMap | undefined;

interface Header {
  resourceType: ResourceType;
  id?: string;
  url?: string;
  version?: string;
  content?: string;
  meta?: object;
}

interface ReadAs {
  id: string;
  versionId: number;
  lastUpdated: string;
}

/** Rows that are put together in a few milliseconds. */
const LARGE = 1_000;

export class MemoryResource {
  readonly header: Header;
  private made: Rows;
  private given: Resource | undefined;
  private print: string | undefined;

  /** Its rows are made when somebody looks. */
  constructor(given: Resource, rows?: undefined, print?: string);
  constructor(header: CodeSystem | ConceptMap, rows: Rows, print: string | undefined);
  constructor(resource: Resource | CodeSystem | ConceptMap, rows?: Rows, print?: string) {
    this.given = rows ? undefined : (resource as Resource);
    this.print = print;
    this.made = rows;
    this.header = (rows ? headerOf(rows) : resourceHeader(resource as Resource)) as Header;
  }

  /** The same, with its rows: what has none that can be made is not taken. */
  static atOnce(given: Resource): MemoryResource {
    const made = new MemoryResource(given);
    made.made = atOnce(rowsOf(given));
    return made;
  }

  /** The same, made in steps between which others have their turn. */
  static async inTurns(given: Resource, print?: string): Promise<MemoryResource> {
    const rows = await inTurns(rowsOf(given));
    if (!rows) return new MemoryResource(given, undefined, print);
    const made = new MemoryResource(headerOf(rows), rows, print);
    made.given = given;
    return made;
  }

  get rows(): Rows {
    return (this.made ??= this.given && atOnce(rowsOf(this.given)));
  }

  /** The same for resources that say the same. */
  get fingerprint(): string {
    if (this.print === undefined) {
      const all = new Fingerprint();
      for (const record of recordsOf(this.given!)) all.add(record);
      this.print = all.digest();
    }
    return this.print;
  }

  /** Without id and version as given; with them as FHIR REST reads it. */
  read(as: ReadAs, summary: boolean): Resource {
    const resource = summary ? (this.header as Resource) : (this.given ?? atOnce(rebuilt(this.made!)));
    return stamped(resource, as.id, as.versionId, as.lastUpdated);
  }

  /** What came as many rows is put together when its text is taken, and others have their turn meanwhile. */
  large(as: ReadAs): LargeResource | undefined {
    const rows = this.made;
    if (this.given || !rows || rows.rowCount < LARGE) return undefined;
    return {
      async *pieces(notation, convert = AS_IT_IS) {
        const resource = stamped(await inTurnsToTheEnd(rebuilt(rows)), as.id, as.versionId, as.lastUpdated);
        const long = longResource(resource);
        if (long) yield* long.pieces(notation, convert);
        else yield notation.resource(convert(resource));
      },
    };
  }

  fits(criterion: Criterion, as: { id: string; lastUpdated: string }): boolean {
    return meets(this.values(criterion.parameter, as), criterion);
  }

  values(
    parameter: SearchParameter,
    { id, lastUpdated }: { id: string; lastUpdated: string },
  ): SearchValue[] {
    if (parameter.rows) return rowValues(parameter.rows, this.rows);
    if (parameter.name === "language" && this.rows instanceof MemoryCodeSystem) return languages(this.rows);
    const resource = this.given ?? this.header;
    if (!isOfStore(parameter)) return [...searchValues(parameter, resource)];
    return [...searchValues(parameter, { ...resource, id, meta: { ...this.header.meta, lastUpdated } })];
  }
}

function* rowsOf(resource: Resource): LongWork<Rows> {
  if (resource.resourceType === "CodeSystem") {
    const { concept, ...header } = resource;
    return yield* MemoryCodeSystem.of(header, conceptsOf(header, concept ?? []));
  }
  if (resource.resourceType !== "ConceptMap") return undefined;
  return yield* MemoryConceptMap.of(conceptMapHeader(resource), mappingsOf(resource));
}

function headerOf(rows: NonNullable<Rows>): CodeSystem | ConceptMap {
  return rows instanceof MemoryCodeSystem ? rows.codeSystem : rows.conceptMap;
}

function rebuilt(rows: NonNullable<Rows>): LongWork<Resource> {
  return rows instanceof MemoryCodeSystem
    ? codeSystemInSteps(rows.codeSystem, rows.concepts)
    : conceptMapInSteps(rows.conceptMap, rows.all());
}

function rowValues(kind: "concepts" | "sources" | "targets", rows: Rows): SearchValue[] {
  if (rows instanceof MemoryCodeSystem) {
    const { url: system, caseSensitive } = rows.codeSystem;
    if (kind !== "concepts") return [];
    const folds = caseSensitive === false;
    return Array.from(rows.concepts, ({ code }) => ({
      system,
      value: code,
      folded: folds ? code.toLowerCase() : undefined,
    }));
  }
  if (!(rows instanceof MemoryConceptMap) || kind === "concepts") return [];
  return Array.from(rows.all())
    .map((row) => (kind === "sources" ? row.source : row.target))
    .filter((coding) => coding?.code !== undefined)
    .map((coding) => ({ system: coding!.system, value: coding!.code }));
}

function languages(rows: MemoryCodeSystem): SearchValue[] {
  const found = new Set<string>();
  for (const concept of rows.concepts)
    for (const { language } of designationsOf(concept)) if (language !== undefined) found.add(language);
  return Array.from(found, (value) => ({ value }));
}
