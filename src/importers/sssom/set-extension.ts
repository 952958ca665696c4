/** A mapping set's metadata kept whole in its ConceptMap, beside what FHIR has elements for. */
import type { ConceptMap, Extension } from "../../terminology/model.ts";
import { isObject } from "../../terminology/util/json-object.ts";
import { BASE } from "../naming.ts";
import type { Metadata } from "./metadata.ts";
import { SET_LISTS, SET_SLOTS } from "./slots.ts";

const SET_EXTENSION = `${BASE}/StructureDefinition/sssom-mapping-set`;

export interface ExtensionDefinition {
  slot_name: string;
  property?: string;
  type_hint?: string;
}

/** The prefixes that the set declares. */
export function curieMapOf(metadata: Metadata): Record<string, string> {
  const map = metadata.curie_map;
  if (!isObject(map)) return {};
  return Object.fromEntries(
    Object.entries(map).filter((e): e is [string, string] => typeof e[1] === "string"),
  );
}

/** Of a slot for which nobody declares one. */
export const extensionUri = (slot: string): string => `${BASE}/sssom-extension#${encodeURIComponent(slot)}`;

/** The slots that the set declares besides SSSOM's own. */
export function extensionDefinitionsOf(metadata: Metadata): ExtensionDefinition[] {
  const list = metadata.extension_definitions;
  if (!Array.isArray(list)) return [];
  return list.filter(
    (d: unknown): d is ExtensionDefinition => isObject(d) && typeof d.slot_name === "string",
  );
}

/** SSSOM's slots in their order, then those that the set has of its own. */
export const setSlotsOf = (metadata: Metadata): string[] => [
  ...SET_SLOTS,
  ...Object.keys(metadata).filter((slot) => !SET_SLOTS.includes(slot) && !NESTED.has(slot)),
];

/** Slots whose values are no texts. */
export const NESTED: ReadonlySet<string> = new Set(["curie_map", "extension_definitions"]);

/** The values of a set slot, whether one or a list. */
export function setValues(metadata: Metadata, slot: string): string[] {
  return [metadata[slot]].flat().filter((v): v is string => typeof v === "string" && v !== "");
}

/** `slots`: which of them to keep. */
export function metadataExtension(metadata: Metadata, slots: readonly string[]): Extension {
  const prefixes = Object.entries(curieMapOf(metadata)).map(([prefix, expansion]) => ({
    url: "curie_map",
    extension: [
      { url: "prefix", valueString: prefix },
      { url: "expansion", valueUri: expansion },
    ],
  }));
  const definitions = extensionDefinitionsOf(metadata).map((definition) => ({
    url: "extension_definition",
    extension: Object.entries(definition).map(([url, valueString]) => ({
      url,
      valueString: String(valueString),
    })),
  }));
  const values = slots.flatMap((slot) =>
    setValues(metadata, slot).map((valueString) => ({ url: slot, valueString })),
  );
  return { url: SET_EXTENSION, extension: [...values, ...prefixes, ...definitions] };
}

/** The inverse; undefined for a map that was not read from SSSOM. */
export function metadataOf(conceptMap: ConceptMap): Metadata | undefined {
  const parts = conceptMap.extension?.find((e) => e.url === SET_EXTENSION)?.extension;
  if (!parts) return undefined;
  const metadata: Metadata = {};
  const curieMap: Record<string, string> = {};
  const definitions: Record<string, string>[] = [];
  for (const part of parts) {
    const inner = Object.fromEntries(
      (part.extension ?? []).map((e) => [e.url, e.valueString ?? e.valueUri ?? ""]),
    );
    if (part.url === "curie_map") curieMap[inner.prefix ?? ""] = inner.expansion ?? "";
    else if (part.url === "extension_definition") definitions.push(inner);
    else if (!SET_LISTS.has(part.url) && metadata[part.url] === undefined)
      metadata[part.url] = part.valueString;
    else metadata[part.url] = [...setValues(metadata, part.url), part.valueString];
  }
  metadata.curie_map = curieMap;
  if (definitions.length > 0) metadata.extension_definitions = definitions;
  return metadata;
}
