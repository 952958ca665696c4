/** What was sent to be added: files, how they are to be read, and whether that is confirmed. */
import { createHash } from "node:crypto";
import { basename } from "node:path";
import { columnRoles } from "../../importers/column-roles.ts";
import { FORMATS } from "../../importers/formats.ts";
import type { ImportOptions } from "../../importers/import-job.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import {
  badColumnRoles,
  fieldTooLong,
  noFiles,
  noSuchChoice,
  tooManyFiles,
  twoChoices,
} from "../../terminology/issues/web.ts";
import { capitalised } from "../../terminology/util/capitalised.ts";
import { Turns } from "../../terminology/util/in-turns.ts";
import { percentDecoded } from "../../terminology/util/percent-decoded.ts";
import { wordList } from "../../terminology/util/word-list.ts";
import { type Html, longExact, nothing } from "../html.ts";
import type { Form, FormFile } from "../sheets/read-form.ts";

export interface Sent {
  files: FormFile[];
  /** Files that say something about the others. */
  aside: Partial<Record<AsideField, FormFile>>;
  /** Besides the names of files on this server's disk. */
  options: ImportOptions;
  /** The options as fields of a form, to be sent again. */
  fields: Readonly<Record<string, string>>;
  confirmed: boolean;
  key: string;
  /** Checksum of the files that were checked; "" on the first way. */
  checked: string;
}

/** Fields of the form that are options of the import, all of them text. */
const OPTION_FIELDS = [
  "format",
  "fhirVersion",
  "existing",
  "keepGoing",
  "licensed",
  "url",
  "version",
  "title",
  "publisher",
  "copyright",
  "source",
  "columns",
  "sheet",
  "noMap",
  "sourceSystem",
  "targetSystem",
  "content",
] as const;

/** Fields whose file is an option of the import: `--metadata`, `--curation`. */
export const ASIDE_FIELDS = ["metadata", "curation"] as const;
type AsideField = (typeof ASIDE_FIELDS)[number];

/** The hidden field in which such a file is carried from the first step to the second. */
export const carriedField = (name: AsideField): string => `carried${capitalised(name)}`;

/** Characters of a field that is no file: a licence in full is shorter. */
const LONGEST_FIELD = 100_000;
/** Files and texts up to this size go along with a page: bytes, characters. */
export const CARRIED = 500_000;
/** Each file of a table costs some 5 ms. */
const MOST_FILES = 1_000;

/**
 * @throws TerminologyError required: there is no file; value: an option is not one; invalid: one has two values; too-long:
 *   a field, or the files.
 */
export function sentIn(form: Form): Sent {
  for (const name of [...OPTION_FIELDS, "confirmed", "key", "checked"])
    if (form.text(name).length > LONGEST_FIELD)
      throw new TerminologyError(fieldTooLong(name, form.text(name).length, LONGEST_FIELD));
  for (const name of OPTION_FIELDS) {
    const values = [...new Set(form.allTexts(name))];
    if (values.length > 1) throw new TerminologyError(twoChoices(name, values.slice(0, 2)));
  }
  const fields = fieldsIn(form);
  const count = form.files("file").length + form.allTexts("carried").length;
  if (count > MOST_FILES) throw new TerminologyError(tooManyFiles(count, MOST_FILES));
  const files = [...form.files("file").map(withSafeName), ...carriedIn(form), ...pastedIn(form)];
  if (files.length === 0) throw new TerminologyError(noFiles());
  return {
    files,
    aside: asideIn(form),
    options: optionsOf(fields),
    fields,
    confirmed: form.text("confirmed") === "yes",
    key: form.text("key"),
    checked: form.text("checked"),
  };
}

const fieldsIn = (form: Form): Record<string, string> =>
  Object.fromEntries(OPTION_FIELDS.map((name) => [name, form.text(name).trim()]));

/** What stands in the form's fields, to be there again where something is wrong. */
export interface Typed {
  fields: Readonly<Record<string, string>>;
  text: Html;
}

/** Whatever is wrong with it; without what is longer than any page sends. */
export async function typedIn(form: Form): Promise<Typed> {
  const short = Object.entries(fieldsIn(form)).filter(([, value]) => value.length <= LONGEST_FIELD);
  const text = form.text("text");
  const isSent = text.trim() !== "" && text.length <= CARRIED;
  return { fields: Object.fromEntries(short), text: isSent ? await longExact(text) : nothing };
}

/** The same files in the same order give the same. */
export async function checksum({ files, aside }: Pick<Sent, "files" | "aside">): Promise<string> {
  const hash = createHash("sha256");
  const turns = new Turns();
  for (const { name, bytes } of [...files, ...Object.values(aside)]) {
    hash.update(`${name}\0${bytes.length}\0`);
    for (let from = 0; from < bytes.length; from += HASHED) {
      hash.update(bytes.subarray(from, from + HASHED));
      await turns.giveWay();
    }
  }
  return hash.digest("hex");
}

/** Bytes that are hashed between two turns: some milliseconds' worth. */
const HASHED = 1_000_000;

const withSafeName = ({ name, bytes }: FormFile): FormFile => ({ name: safeName(name), bytes });

function asideIn(form: Form): Sent["aside"] {
  const aside: Sent["aside"] = {};
  for (const field of ASIDE_FIELDS) {
    const carried = form.text(carriedField(field));
    const [file] = form.files(field);
    if (file) aside[field] = withSafeName(file);
    else if (carried !== "") aside[field] = carriedFile(carried);
  }
  return aside;
}

/** Files that a page has sent along, for whoever has no script to keep them: `name base64`. */
const carriedIn = (form: Form): FormFile[] => form.allTexts("carried").map(carriedFile);

function carriedFile(text: string): FormFile {
  const [name = ""] = text.split(" ", 1);
  return {
    // Each byte of it may be three signs.
    name: safeName(percentDecoded(name.slice(-3 * LONGEST_NAME))),
    bytes: Buffer.from(text.slice(name.length + 1), "base64"),
  };
}

export const carriedText = ({ name, bytes }: FormFile): string =>
  `${encodeURIComponent(name)} ${bytes.toString("base64")}`;

/** Text that was pasted is a file whose name fits what is in it. */
function pastedIn(form: Form): FormFile[] {
  const text = form.text("text");
  if (text.trim() === "") return [];
  return [{ name: `pasted.${endingOf(text)}`, bytes: withLineFeeds(text) }];
}

function endingOf(text: string): string {
  if (/^\s*[{[]/.test(text)) return "json";
  if (/^\s*</.test(text)) return "xml";
  return text.includes("\t") ? "tsv" : "csv";
}

const [LINE_FEED, CARRIAGE_RETURN] = [10, 13];

/**
 * A form's line ends are those of the network, whatever was pasted. As bytes, in place: to replace them in a text of
 * 700,000 lines took 150 ms, this takes 30.
 */
function withLineFeeds(text: string): Buffer {
  const bytes = Buffer.from(text);
  let length = 0;
  for (let at = 0; at < bytes.length; at++)
    if (bytes[at] !== CARRIAGE_RETURN || bytes[at + 1] !== LINE_FEED) bytes[length++] = bytes[at]!;
  return bytes.subarray(0, length);
}

/** Bytes of a name: file systems take 255, and letters may have four each. */
const LONGEST_NAME = 240;

/** A name without folders, and without what a file system could take amiss; of a long one the end. */
const safeName = (name: string): string =>
  Buffer.from(
    basename(name.replaceAll("\\", "/"))
      .replace(/[^\p{L}\p{N}._ ()+-]/gu, "_")
      .replace(/^\.+/, ""),
  )
    .subarray(-LONGEST_NAME)
    .toString()
    // What is left of a letter that was cut.
    .replace(/^\uFFFD+/, "") || "file";

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  format: Object.keys(FORMATS),
  fhirVersion: ["r4", "r5"],
  existing: ["merge", "replace"],
  content: ["complete", "fragment"],
};

function optionsOf(fields: Readonly<Record<string, string>>): ImportOptions {
  for (const [name, values] of Object.entries(CHOICES)) {
    const value = fields[name]!;
    if (value !== "" && !values.includes(value))
      throw new TerminologyError(noSuchChoice(name, value, values));
  }
  const { existing, keepGoing, licensed, columns = "", noMap = "", ...texts } = fields;
  const roles = columns === "" ? undefined : columnRoles(columns);
  if (columns !== "" && !roles) throw new TerminologyError(badColumnRoles(columns));
  return {
    ...Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== "")),
    ...(existing === "merge" ? { merge: true } : {}),
    ...(existing === "replace" ? { replace: true } : {}),
    ...(keepGoing === "" ? {} : { keepGoing: true }),
    ...(licensed === "" ? {} : { licensed: true }),
    // A comma alone says that there is no such word.
    ...(noMap === "" ? {} : { noMap: wordList(noMap) }),
    ...(roles ? { columns: roles } : {}),
  };
}
