/** The metadata of a mapping set -> the header of its ConceptMap. */
import type { ConceptMap, ConceptMapGroup, PropertyType } from "../../terminology/model.ts";
import { BASE, idFrom, isAbsoluteUri, nameFrom, stemOf, versionFrom } from "../naming.ts";
import { fileUri, withOrigin } from "../origin.ts";
import type { InputFile } from "../reading/input-file.ts";
import type { Metadata } from "./metadata.ts";
import {
  extensionDefinitionsOf,
  extensionUri,
  metadataExtension,
  setSlotsOf,
  setValues,
} from "./set-extension.ts";
import { slotProperty } from "./slots.ts";

/** What a mapping set's rows turned out to hold. */
export interface Contents {
  groups: readonly ConceptMapGroup[];
  /** Slots used, in order. */
  properties: readonly string[];
  extensions: ReadonlyMap<string, PropertyType>;
}

/** The header of the map; the options go before what the metadata say. */
export function conceptMapOf(metadata: Metadata, file: InputFile, contents: Contents): ConceptMap {
  const { options } = file.job;
  const one = (slot: string): string | undefined => setValues(metadata, slot)[0];
  const setId = one("mapping_set_id");
  const stem = stemOf(setId ?? file.path);
  const id = idFrom(stem);
  const version = options.version ?? versionFrom(one("mapping_set_version"));
  const license = one("license");
  const map: ConceptMap = {
    resourceType: "ConceptMap",
    id,
    extension: [metadataExtension(metadata, setSlotsOf(metadata))],
    url: options.url ?? (setId !== undefined && isAbsoluteUri(setId) ? setId : `${BASE}/ConceptMap/${id}`),
    version,
    name: nameFrom(stem),
    title: options.title ?? one("mapping_set_title") ?? stem.replaceAll("_", " "),
    status: "active",
    ...dateOf(one, version),
    ...described(metadata),
    property: propertyDefinitions(metadata, contents),
    group: [...contents.groups],
  };
  const origin = {
    source: setId !== undefined && isAbsoluteUri(setId) ? setId : fileUri(file.path),
    publisher: one("mapping_provider") ?? (setValues(metadata, "creator_label").join(", ") || undefined),
    copyright: license === undefined ? undefined : `Licence: ${license}`,
  };
  return withOrigin(map, "ConceptMap", origin, options);
}

function dateOf(one: (slot: string) => string | undefined, version: string | undefined): { date?: string } {
  const date = one("publication_date") ?? version;
  return date !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(date) ? { date } : {};
}

function described(metadata: Metadata): Partial<ConceptMap> {
  const description = [
    ...setValues(metadata, "mapping_set_description"),
    ...setValues(metadata, "comment"),
  ].join("\n\n");
  const authors = setValues(metadata, "creator_label");
  const sources = setValues(metadata, "mapping_set_source").filter(isAbsoluteUri);
  return {
    ...(description === "" ? {} : { description }),
    ...(authors.length === 0 ? {} : { author: authors.map((name) => ({ name })) }),
    ...(sources.length === 0
      ? {}
      : { relatedArtifact: sources.map((url) => ({ type: "derived-from" as const, document: { url } })) }),
  };
}

function propertyDefinitions(
  metadata: Metadata,
  { properties, extensions }: Contents,
): ConceptMap["property"] & object {
  const definitions = new Map(extensionDefinitionsOf(metadata).map((d) => [d.slot_name, d]));
  return [
    ...properties.map(slotProperty),
    ...[...extensions].map(([code, type]) => ({
      code,
      uri: definitions.get(code)?.property ?? extensionUri(code),
      description: `SSSOM extension slot ${code}`,
      type: type as DefinedType,
    })),
  ];
}

type DefinedType = NonNullable<ConceptMap["property"]>[number]["type"];
