/** Messages about SSSOM mapping sets (https://mapping-commons.github.io/sssom/). */
import { error, type Issue, note, quote } from "./issue.ts";

export const undeclaredPrefix = (slot: string, value: string, prefix: string): Issue =>
  error(
    "undeclared-prefix",
    "code-invalid",
    `${slot} ${quote(value)}: the prefix ${quote(prefix)} is not declared in the curie_map`,
  );

export const builtInPrefix = (prefix: string, iri: string): Issue =>
  error(
    "built-in-prefix",
    "business-rule",
    `The curie_map gives the prefix '${prefix}' another meaning; in SSSOM it is always ${iri}`,
  );

export const badMetadata = (reason: string): Issue =>
  error("bad-metadata", "structure", `The metadata is not well-formed YAML: ${reason}`);

export const metadataNoMap = (): Issue =>
  error("metadata-no-map", "structure", "The metadata is no list of names with values (slot: value)");

export const metadataTooLarge = (limit: number): Issue =>
  error(
    "metadata-too-large",
    "too-long",
    `The metadata is longer than ${limit.toLocaleString("en")} characters`,
  );

/** @param looked names of the files that would have been its metadata */
export const noMetadata = (looked: readonly string[]): Issue =>
  error(
    "no-metadata",
    "required",
    `There is no metadata: neither lines with # at the top, nor beside it a file ${looked.join(" or ")}. Give it with --metadata FILE`,
  );

export const noColumns = (missing: readonly string[]): Issue =>
  error(
    "no-columns",
    "required",
    `The table has no column ${missing.join(", nor ")}; it is no SSSOM mapping set`,
  );

export const columnTwice = (name: string): Issue =>
  error("column-twice", "duplicate", `The column ${quote(name)} stands there twice`);

export const wrongColumnCount = (found: number, expected: number): Issue =>
  error("wrong-column-count", "structure", `The row has ${found} fields, the header ${expected}`);

export const missingSlot = (slot: string, why = ""): Issue =>
  error("missing-slot", "required", `${slot} is empty${why}`);

export const badSlotValue = (slot: string, value: string, expected: string): Issue =>
  error("bad-slot-value", "value", `${slot} ${quote(value)} is not valid; ${expected}`);

export const unmappableId = (slot: string, value: string): Issue =>
  error(
    "unmappable-id",
    "code-invalid",
    `${slot} ${quote(value)} is no identifier: a CURIE (PREFIX:code) or an IRI is expected`,
  );

/* ---- what can't be carried ---- */

export const unknownColumn = (name: string): Issue =>
  note("unknown-column", `The column ${quote(name)} has no name: left out`);

export const undeclaredColumn = (name: string): Issue =>
  note(
    "undeclared-column",
    `The column ${quote(name)} is no SSSOM slot and not declared: kept as an extension slot, as text`,
  );

export const shortRow = (found: number, expected: number): Issue =>
  note("short-row", `The row has ${found} fields, the header ${expected}: the last ones are taken as empty`);

export const unknownSetSlot = (name: string): Issue =>
  note("unknown-set-slot", `The metadata ${quote(name)} is no text, nor a list of texts: left out`);

export const unknownPredicate = (predicate: string): Issue =>
  note(
    "unknown-predicate",
    `The predicate ${quote(predicate)} has no relationship in FHIR: its mappings are 'related-to', and keep the predicate`,
  );

export const unlistedSystem = (system: string): Issue =>
  note(
    "unlisted-system",
    `${quote(system)} is not in the table of systems: the address is taken from the file`,
  );

export const noLicence = (): Issue =>
  note("no-licence", "The source states no licence; give one with --copyright");

export const noMappingSetId = (url: string): Issue =>
  note("no-mapping-set-id", `There is no mapping_set_id; the map's url is ${url}`);

export const NO_SUBJECT = "Mappings whose subject is sssom:NoTermFound: a FHIR map starts from a source";
