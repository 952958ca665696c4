/** What an operation takes, as data (`resources/operations/*.json`): the one source for reading, checking and describing it. */
import { readdirSync, readFileSync } from "node:fs";
import { onceFor } from "../../terminology/util/once-for.ts";
import type { FhirVersion } from "../version.ts";

export interface ParameterDefinition {
  name: string;
  /** Other names under which clients in use send it. */
  aliases?: string[];
  /** FHIR type; `Resource` for any resource, a resource type for that one; absent when it has parts. */
  type?: string;
  /** Further types accepted for the value, beside `type`. */
  types?: string[];
  max?: "1" | "*";
  /** Versions whose specification defines it; absent: both. The other version accepts it as well. */
  versions?: FhirVersion[];
  required?: boolean;
  /** Why it can't be honoured: the answer to who sends it. */
  refused?: string;
  /** Parameters beside which it changes nothing, so that it is not refused there: they say what it would. */
  needlessBeside?: string[];
  /** Understood, but not offered in the capabilities. */
  unlisted?: true;
  /** Least value, of an integer. */
  min?: number;
  part?: ParameterDefinition[];
  documentation: string;
}

export interface OperationData {
  name: string;
  /** Name of its file under resources/operations. */
  file: string;
  /** Takes the parameters of that operation too. */
  parametersOf?: string;
  /** Absent: an operation on the whole server. */
  resource?: "CodeSystem" | "ValueSet" | "ConceptMap" | "NamingSystem";
  levels: ("system" | "type" | "instance")[];
  /** Further paths at which clients in use call it. */
  alsoAt?: string[];
  /** The published OperationDefinition that this operation implements; absent: HL7's of that resource and name. */
  canonical?: string;
  /** Which of the parameters that operations share are for this one; absent: all. */
  common?: string[];
  title: string;
  description: string;
  parameters: ParameterDefinition[];
  /** Groups of parameters of which exactly one is to be given at type level. */
  exclusive?: string[][];
  /** Groups of which at most one may be given. */
  atMostOne?: string[][];
  output?: ParameterDefinition[];
}

const folder = new URL("../../../resources/operations/", import.meta.url);

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")) as T;
}

let common: ParameterDefinition[] | undefined;

/** The parameters that operations share. */
export const sharedParameters = (): readonly ParameterDefinition[] =>
  (common ??= read<ParameterDefinition[]>("common"));

const known = new Map<string, OperationData>();

/** The names of all operations; `common` has what they share. */
export function operationNames(): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".json") && file !== "common.json");
  return files.map((file) => file.slice(0, -".json".length)).sort();
}

/** What `resources/operations/NAME.json` says, without what it shares with others. */
export const ownDefinition = (name: string): OperationData => ({ ...read<OperationData>(name), file: name });

/** Reads `resources/operations/NAME.json` and adds the parameters that it shares with others. */
export function readOperation(name: string): OperationData {
  let data = known.get(name);
  if (!data) known.set(name, (data = withShared(ownDefinition(name))));
  return data;
}

function withShared(data: OperationData): OperationData {
  const shared = sharedParameters().filter((p) => data.common?.includes(p.name) ?? true);
  const others = data.parametersOf === undefined ? [] : readOperation(data.parametersOf).parameters;
  const parameters = new Map(data.parameters.map((p) => [p.name, p]));
  for (const p of [...others, ...shared]) if (!parameters.has(p.name)) parameters.set(p.name, p);
  return { ...data, parameters: [...parameters.values()] };
}

/** The canonical URL of the published definition that the operation implements. */
export function canonicalOf({ canonical, resource, name }: OperationData): string {
  return canonical ?? `http://hl7.org/fhir/OperationDefinition/${resource ?? "Resource"}-${name}`;
}

/** Its id as a resource, and in addresses: `ValueSet-expand`. */
export const operationId = ({ resource, name }: OperationData): string =>
  resource ? `${resource}-${name}` : name;

type ByName = ReadonlyMap<string, ParameterDefinition>;
/** By name, else by alias. */
export const indexByName = onceFor((definitions: readonly ParameterDefinition[]): ByName => {
  const names = definitions.map((d) => [d.name, d] as const);
  const aliases = definitions.flatMap((d) => (d.aliases ?? []).map((alias) => [alias, d] as const));
  // Of two of one name the first one counts.
  return new Map([...names, ...aliases].reverse());
});

const COMPLEX_TYPES: readonly string[] = ["Coding", "CodeableConcept", "Quantity"];

/** Is it a resource type, or `Resource` for any? Data types are not. */
export const isResourceType = (type: string): boolean => /^[A-Z]/.test(type) && !COMPLEX_TYPES.includes(type);
