/** A ConceptMap as an SSSOM file: all that SSSOM has slots for, and a list of what it has none for. */
import { stringify } from "yaml";
import type { Coding, ConceptMap, Mapping, Property } from "../../terminology/model.ts";
import type { SystemTable } from "../../terminology/resolve/known-systems.ts";
import { own } from "../../terminology/util/own.ts";
import { withoutUndefined } from "../../terminology/util/without-undefined.ts";
import { curieOfCoding, prefixFor } from "../mappings/curies.ts";
import { Prefixes } from "../mappings/prefixes.ts";
import { BASE } from "../naming.ts";
import type { Metadata } from "./metadata.ts";
import {
  curieMapOf,
  type ExtensionDefinition,
  extensionDefinitionsOf,
  extensionUri,
  metadataOf,
  setSlotsOf,
  setValues,
} from "./set-extension.ts";
import { joinValues, MAPPING_SLOTS, SET_LISTS, splitValues } from "./slots.ts";
import { writeMapping, type WrittenRow } from "./write-mapping.ts";

interface SssomExport {
  /** The file, in pieces. */
  text: AsyncGenerator<string>;
  /** What can't be carried -> in how many mappings. */
  lost: ReadonlyMap<string, number>;
}

const COPYRIGHT = "the copyright text (SSSOM has an address of the licence only)";

type Rows = () => AsyncIterable<Mapping> | Iterable<Mapping>;

/** Goes through the mappings twice, so that none of them stays in memory. */
export async function exportSssom(
  conceptMap: ConceptMap,
  rows: Rows,
  systems: SystemTable,
): Promise<SssomExport> {
  const survey = await surveyed(conceptMap, rows, systems);
  return { text: textOf(survey, rows), lost: survey.lost };
}

interface Survey {
  metadata: Metadata;
  columns: string[];
  write(mapping: Mapping): WrittenRow;
  inherited: ReadonlyMap<string, Inherited>;
  lost: Map<string, number>;
}

async function surveyed(conceptMap: ConceptMap, rows: Rows, systems: SystemTable): Promise<Survey> {
  const stored = metadataOf(conceptMap);
  const metadata: Metadata = stored?.mapping_set_id
    ? { ...stored }
    : { ...metadataFrom(conceptMap), ...stored };
  const writer = new CurieWriter(curieMapOf(metadata), systems);
  const write = (mapping: Mapping) => writeMapping(mapping, (coding) => writer.curie(coding));
  const used = new Set<string>();
  const common = new CommonValues();
  const lost = new Map<string, number>();
  const extensions = new Map(extensionDefinitionsOf(metadata).map((d) => [d.slot_name, d]));
  const lose = (what: string) => lost.set(what, (lost.get(what) ?? 0) + 1);
  if (conceptMap.copyright !== undefined && metadataOf(conceptMap)?.license === undefined) lose(COPYRIGHT);
  if ((conceptMap.group ?? []).some((g) => g.unmapped)) lose("unmapped (what to do with other codes)");
  for await (const mapping of rows()) {
    const row = write(mapping);
    for (const slot of row.slots.keys()) used.add(slot);
    common.add(row.slots);
    row.lost.forEach(lose);
    for (const property of row.extensions) {
      if (!extensions.has(property.code)) extensions.set(property.code, definitionOf(property, conceptMap));
    }
  }
  const inherited = common.condense(metadata);
  for (const [slot, { everywhere }] of inherited) if (everywhere) used.delete(slot);
  metadata.curie_map = writer.declared;
  const defined = [...extensions.values()].filter((d) => used.has(d.slot_name));
  if (defined.length > 0) metadata.extension_definitions = defined;
  return {
    metadata,
    columns: [...ORDER, ...extensions.keys()].filter((slot) => used.has(slot)),
    write,
    inherited,
    lost,
  };
}

/** SSSOM's order of columns: who is mapped to whom, then why. */
const FIRST = [
  "record_id",
  "subject_id",
  "subject_label",
  "subject_category",
  "predicate_id",
  "predicate_label",
  "predicate_modifier",
  "object_id",
  "object_label",
  "object_category",
  "mapping_justification",
];
const ORDER = [...FIRST, ...Object.keys(MAPPING_SLOTS).filter((slot) => !FIRST.includes(slot)), "comment"];

/** Slots whose value is the same in every mapping: written once, for the set. */
class CommonValues {
  private rows = 0;
  private readonly seen = new Map<string, { value: string; count: number; mixed: boolean }>();

  add(slots: ReadonlyMap<string, string>): void {
    this.rows++;
    for (const [slot, value] of slots) {
      if (!own(MAPPING_SLOTS, slot)?.propagates) continue;
      const known = this.seen.get(slot);
      if (!known) this.seen.set(slot, { value, count: 1, mixed: false });
      else {
        known.count++;
        known.mixed ||= known.value !== value;
      }
    }
  }

  /**
   * Brings the metadata in line: a slot that every mapping has may stand there, with its own value kept or the one
   * that all share; a slot that some mappings lack may not, for they would take it over.
   */
  condense(metadata: Metadata): Map<string, Inherited> {
    const inherited = new Map<string, Inherited>();
    for (const [slot, { propagates, multi }] of Object.entries(MAPPING_SLOTS)) {
      if (!propagates || this.rows === 0) continue;
      const known = this.seen.get(slot);
      const stated = setValues(metadata, slot);
      if (!known || known.count < this.rows) delete metadata[slot];
      else if (!known.mixed) {
        metadata[slot] = multi ? splitValues(known.value) : known.value;
        inherited.set(slot, { value: known.value, everywhere: true });
      } else if (stated.length > 0) {
        inherited.set(slot, { value: multi ? joinValues(stated) : stated[0]!, everywhere: false });
      }
    }
    return inherited;
  }
}

/** A value that mappings take over from the metadata, and whether all of them do. */
interface Inherited {
  value: string;
  everywhere: boolean;
}

/** Writes CURIEs, declaring a prefix for each system that has none yet. */
class CurieWriter {
  readonly declared: Record<string, string>;
  private prefixes: Prefixes;
  private readonly systems: SystemTable;

  constructor(declared: Record<string, string>, systems: SystemTable) {
    this.declared = { ...declared };
    this.prefixes = new Prefixes(this.declared);
    this.systems = systems;
  }

  curie(coding: Coding): string | undefined {
    if (coding.code === undefined || /\s/.test(coding.code) || coding.system === undefined) return undefined;
    const known = curieOfCoding(this.systems, coding, this.prefixes);
    if (known !== undefined) return known;
    const { prefix, expansion } = prefixFor(
      this.systems,
      coding.system,
      (p) => this.prefixes.expansion(p) !== undefined,
    );
    this.declared[prefix] = expansion;
    this.prefixes = new Prefixes(this.declared);
    return curieOfCoding(this.systems, coding, this.prefixes);
  }
}

function metadataFrom({ url, version, title, description, copyright }: ConceptMap): Metadata {
  const license = /https?:\/\/\S*(licen[cs]e|creativecommons)\S*/i.exec(copyright ?? "")?.[0];
  return withoutUndefined({
    mapping_set_id: url ?? `${BASE}/mapping-set`,
    mapping_set_version: version,
    mapping_set_title: title,
    mapping_set_description: description,
    license: license ?? "https://w3id.org/sssom/license/unspecified",
  });
}

const HINTS: Record<string, string> = {
  boolean: "xsd:boolean",
  integer: "xsd:integer",
  decimal: "xsd:decimal",
  dateTime: "xsd:dateTime",
};

function definitionOf({ code, type }: Property, conceptMap: ConceptMap): ExtensionDefinition {
  const uri = conceptMap.property?.find((p) => p.code === code)?.uri ?? extensionUri(code);
  return { slot_name: code, property: uri, type_hint: HINTS[type] ?? "xsd:string" };
}

async function* textOf({ metadata, columns, write, inherited }: Survey, rows: Rows): AsyncGenerator<string> {
  yield header(metadata);
  yield `${columns.join("\t")}\n`;
  let part: string[] = [];
  for await (const mapping of rows()) {
    const { slots } = write(mapping);
    const cell = (slot: string): string => {
      const value = slots.get(slot) ?? "";
      return value === inherited.get(slot)?.value ? "" : field(value);
    };
    part.push(columns.map(cell).join("\t"));
    if (part.length === 1_000) {
      yield `${part.join("\n")}\n`;
      part = [];
    }
  }
  if (part.length > 0) yield `${part.join("\n")}\n`;
}

function header(metadata: Metadata): string {
  const ordered: Metadata = { curie_map: metadata.curie_map };
  for (const slot of setSlotsOf(metadata)) {
    const values = setValues(metadata, slot);
    if (values.length > 0) ordered[slot] = SET_LISTS.has(slot) || values.length > 1 ? values : values[0];
  }
  if (metadata.extension_definitions) ordered.extension_definitions = metadata.extension_definitions;
  const yaml = stringify(ordered, { lineWidth: 0, sortMapEntries: false });
  return yaml
    .trimEnd()
    .split("\n")
    .map((line) => `# ${line}\n`)
    .join("");
}

function field(text: string): string {
  return /["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
