/** What elements a FHIR type has, from resources/elements: read once per version, at first use. */
import { capitalised } from "../terminology/util/capitalised.ts";
import { own } from "../terminology/util/own.ts";
import { ownData } from "../terminology/util/own-data.ts";
import type { FhirVersion } from "./version.ts";

/** One name under which a type's element may stand in JSON: `valueString` for `value[x]`. */
export interface Element {
  /** As in JSON: `valueString`. */
  jsonName: string;
  /** Where its id and extensions stand, if it is primitive: `_valueString`. */
  twinName: string;
  /** As in a path: `value`. */
  name: string;
  type: string;
  choice: boolean;
  list: boolean;
  /** An attribute in XML. */
  attribute: boolean;
  /** Place in the order that XML demands. */
  order: number;
}

export type Elements = ReadonlyMap<string, Element>;

type Table = Record<string, Record<string, string>> & { $open: string };
interface Loaded {
  table: Table;
  types: Map<string, Elements>;
  open: Set<string>;
  resources?: string[];
}
const loaded = new Map<FhirVersion, Loaded>();

function load(version: FhirVersion): Loaded {
  let definitions = loaded.get(version);
  if (!definitions) {
    const table = ownData<Table>(`elements/${version}.json`);
    definitions = { table, types: new Map(), open: new Set(table.$open.split("|")) };
    loaded.set(version, definitions);
  }
  return definitions;
}

/** The elements of a resource type, data type or backbone element by JSON name; undefined for a type not known here. */
export function elementsOf(version: FhirVersion, type: string): Elements | undefined {
  const { table, types } = load(version);
  let elements = types.get(type);
  if (!elements) {
    const definition = own(table, type);
    if (typeof definition !== "object") return undefined;
    elements = expand(definition, table.$open);
    types.set(type, elements);
  }
  return elements;
}

/** The resource types that have a definition here. */
export function resourceTypes(version: FhirVersion): readonly string[] {
  const definitions = load(version);
  definitions.resources ??= Object.keys(definitions.table).filter(
    (type) => "implicitRules" in Object(definitions.table[type]),
  );
  return definitions.resources;
}

/** Types that Extension.value[x] may have. */
export const openTypes = (version: FhirVersion): ReadonlySet<string> => load(version).open;

const LOWER_A = "a".charCodeAt(0);

/** Primitive types are written in lower case. */
export const isPrimitive = (type: string): boolean => type.charCodeAt(0) >= LOWER_A;

function expand(definition: Record<string, string>, open: string): Elements {
  const elements = new Map<string, Element>();
  let order = 0;
  for (const [key, spec] of Object.entries(definition)) {
    order++;
    const attribute = spec.startsWith("@");
    const list = spec.endsWith("*");
    const types = (spec === "$open" ? open : spec.slice(attribute ? 1 : 0, list ? -1 : undefined)).split("|");
    const choice = key.endsWith("[x]");
    const name = choice ? key.slice(0, -3) : key;
    for (const type of types) {
      const jsonName = choice ? name + capitalised(type) : name;
      elements.set(jsonName, {
        jsonName,
        twinName: `_${jsonName}`,
        name,
        type,
        choice,
        list,
        attribute,
        order,
      });
    }
  }
  return elements;
}
