/** What was sent to be added: files, how they are to be read, and whether that is confirmed. */
import { createHash } from "node:crypto";
import { basename } from "node:path";
import { columnRoles } from "../../importers/column-roles.ts";
import { wordList } from "../../importers/word-list.ts";
import { FORMATS } from "../../importers/formats.ts";
import type { ImportOptions } from "../../importers/importer.ts";
import { badColumnRoles, noFiles, noSuchChoice } from "../../terminology/issues/web.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { percentDecoded } from "../../terminology/util/percent-decoded.ts";
import { fileField, textField } from "../sheets/read-form.ts";

export interface SentFile {
  name: string;
  bytes: Buffer;
}

export interface Sent {
  files: SentFile[];
  /** Files that say something about the others. */
  aside: Partial<Record<AsideField, SentFile>>;
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
export type AsideField = (typeof ASIDE_FIELDS)[number];

/** The hidden field in which such a file is carried from the first step to the second. */
export const carriedField = (name: AsideField): string => `carried${name[0]!.toUpperCase()}${name.slice(1)}`;

/** @throws TerminologyError required: there is no file; value: an option is not one. */
export async function sentIn(form: FormData): Promise<Sent> {
  const fields = Object.fromEntries(OPTION_FIELDS.map((name) => [name, textField(form, name).trim()]));
  const files = [...(await filesIn(form)), ...carriedIn(form), ...pastedIn(form)];
  if (files.length === 0) throw new TerminologyError(noFiles());
  return {
    files,
    aside: await asideIn(form),
    options: optionsOf(fields),
    fields,
    confirmed: textField(form, "confirmed") === "yes",
    key: textField(form, "key"),
    checked: textField(form, "checked"),
  };
}

/** The same files in the same order give the same. */
export function checksum({ files, aside }: Pick<Sent, "files" | "aside">): string {
  const hash = createHash("sha256");
  for (const { name, bytes } of [...files, ...Object.values(aside)])
    hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  return hash.digest("hex");
}

async function filesIn(form: FormData): Promise<SentFile[]> {
  const files = form.getAll("file").filter((value) => typeof value !== "string" && value.size > 0) as File[];
  return Promise.all(
    files.map(async (file) => ({ name: safeName(file.name), bytes: Buffer.from(await file.arrayBuffer()) })),
  );
}

async function asideIn(form: FormData): Promise<Sent["aside"]> {
  const aside: Sent["aside"] = {};
  for (const field of ASIDE_FIELDS) {
    const carried = textField(form, carriedField(field));
    const file = await fileField(form, field);
    if (file) aside[field] = { name: safeName(file.name), bytes: file.bytes };
    else if (carried !== "") aside[field] = carriedFile(carried);
  }
  return aside;
}

/** Files that a page has sent along, for who has no script to keep them: `name base64`. */
const carriedIn = (form: FormData): SentFile[] =>
  form
    .getAll("carried")
    .filter((value) => typeof value === "string")
    .map(carriedFile);

function carriedFile(text: string): SentFile {
  const [name = "", data = ""] = text.split(" ");
  return { name: safeName(percentDecoded(name)), bytes: Buffer.from(data, "base64") };
}

export const carriedText = ({ name, bytes }: SentFile): string =>
  `${encodeURIComponent(name)} ${bytes.toString("base64")}`;

/** Text that was pasted is a file whose name fits what is in it. */
function pastedIn(form: FormData): SentFile[] {
  const text = textField(form, "text");
  if (text.trim() === "") return [];
  const kind = /^\s*[{[]/.test(text)
    ? "json"
    : /^\s*</.test(text)
      ? "xml"
      : text.includes("\t")
        ? "tsv"
        : "csv";
  // A form's line ends are those of the network, whatever was pasted.
  return [{ name: `pasted.${kind}`, bytes: Buffer.from(text.replaceAll("\r\n", "\n")) }];
}

/** A name without folders, and without what a file system could take amiss. */
const safeName = (name: string): string =>
  basename(name.replaceAll("\\", "/"))
    .replace(/[^\p{L}\p{N}._ ()+-]/gu, "_")
    .replace(/^\.+/, "")
    .slice(-150) || "file";

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
