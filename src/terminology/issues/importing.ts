/** Messages of the importers. Each names what is wrong and what would be right; the place stands beside it. */
import { error, type Issue, note, quote, warning } from "./issue.ts";

/* ---- files ---- */

export const noSuchFile = (path: string): Issue =>
  error("no-such-file", "not-found", `There is no file or folder ${quote(path)}`);

export const noRegularFile = (): Issue =>
  otherKindOfFile(
    "a pipe or a device, which can be read once at most",
    "give - and send what comes out of it to standard input",
  );

export const unreadableFile = (reason: string): Issue =>
  error("unreadable-file", "exception", `The file can't be read: ${reason}`);

export const emptyFile = (): Issue => error("empty-file", "required", "The file is empty");

export const unknownFormat = (known: readonly string[]): Issue =>
  error(
    "unknown-format",
    "not-supported",
    `The format is not recognised. Known are: ${known.join("; ")}. To force one, give --format`,
  );

/** @param is as in "The file is packed with gzip"; @param instead what would be right */
export const otherKindOfFile = (is: string, instead: string): Issue =>
  error("other-kind-of-file", "not-supported", `The file is ${is}: ${instead}`);

export const unknownFormatName = (name: string, known: readonly string[]): Issue =>
  error("unknown-format-name", "value", `There is no format ${quote(name)}. Give one of ${known.join(", ")}`);

export const nothingToImport = (): Issue =>
  error("nothing-to-import", "not-found", "The folder holds no file that can be imported");

export const notUtf8 = (byte: number): Issue =>
  error(
    "not-utf8",
    "structure",
    `Byte 0x${byte.toString(16).toUpperCase().padStart(2, "0")} is not UTF-8 here${inWindows(byte)}; ${SAVE_AS_UTF8}`,
  );

/** What old spreadsheets of western languages write, which can't be known for certain. */
function inWindows(byte: number): string {
  const letter = new TextDecoder("windows-1252").decode(Uint8Array.of(byte));
  return /\p{L}|\p{P}/u.test(letter) ? ` ('${letter}' in Windows-1252)` : "";
}

const SAVE_AS_UTF8 = 'save the file as UTF-8 (in Excel: "CSV UTF-8")';

export const notUtf16 = (): Issue =>
  error("not-utf8", "structure", `Half of a character stands here, which is not UTF-16; ${SAVE_AS_UTF8}`);

export const otherEncoding = (name: string): Issue =>
  error("other-encoding", "structure", `The file is ${name}; save it as UTF-8 (in Excel: "CSV UTF-8")`);

export const controlCharacter = (code: number): Issue =>
  error(
    "control-character",
    "structure",
    `The control character U+${code.toString(16).toUpperCase().padStart(4, "0")} stands here, which no FHIR text may have; take it out`,
  );

export const byteOrderMark = (): Issue =>
  note("byte-order-mark", "The file starts with a byte order mark, which is ignored");

export const lineTooLong = (limit: number): Issue =>
  error("line-too-long", "too-long", `The line is longer than ${limit.toLocaleString("en")} characters`);

export const documentTooLarge = (limit: number): Issue =>
  error(
    "document-too-large",
    "too-long",
    `One document is larger than ${(limit / 1e6).toLocaleString("en")} MB; split it, or use a format that is read in pieces (NDJSON, a Bundle)`,
  );

export const truncated = (what: string): Issue =>
  error("truncated", "structure", `The file ends within ${what}: it is cut off`);

export const malformed = (format: string, reason: string): Issue =>
  error("malformed", "structure", `Not well-formed ${format}: ${reason}`);

/** Of a JSON file: its values may differ, and JSON would take the last of them in silence. */
export const repeatedMember = (name: string): Issue =>
  malformed(
    "JSON",
    `the name ${quote(name)} stands twice in one object; which of its values is meant can't be told`,
  );

/* ---- archives ---- */

export const archiveTooLarge = (limit: number): Issue =>
  error(
    "archive-too-large",
    "too-costly",
    `The archive unpacks to more than ${(limit / 1e6).toLocaleString("en")} MB; it is refused`,
  );

export const archiveTooDense = (ratio: number): Issue =>
  error(
    "archive-too-dense",
    "too-costly",
    `The archive unpacks to more than ${ratio} times its size, as no real one does; it is refused`,
  );

export const unsafeEntry = (name: string): Issue =>
  error(
    "unsafe-entry",
    "security",
    `The archive has an entry ${quote(name)} that points outside of it; it is refused`,
  );

export const oddEntry = (name: string): Issue =>
  error(
    "odd-entry",
    "not-supported",
    `The archive has an entry ${quote(name)} that is neither a file nor a folder; pack it without`,
  );

export const corruptArchive = (reason: string): Issue =>
  error("corrupt-archive", "structure", `The archive is damaged: ${reason}`);

/* ---- FHIR ---- */

export const notTerminology = (type: string): string => `${type}: not a terminology resource`;

export const noResourceType = (): Issue =>
  error("no-resource-type", "structure", "There is no resourceType; a FHIR resource or Bundle is expected");

export const entryNoList = (): Issue =>
  error("entry-no-list", "structure", "Bundle.entry should be a list, in [ ]");

export const entryNoObject = (entry: unknown): Issue =>
  error(
    "entry-no-object",
    "structure",
    `An entry of a Bundle should be an object with 'resource', in { }; here stands ${quote(entry)}`,
  );

export const ENTRY_WITHOUT_RESOURCE = "entries of a Bundle without a resource";

export const misspeltType = (type: string, meant: string): Issue =>
  error("misspelt-type", "structure", `FHIR has no resource type ${quote(type)}; did you mean ${meant}?`);

export const withoutUrl = (type: string): Issue =>
  error("without-url", "required", `This ${type} has no url, by which it could be found`);

export const noPackageManifest = (): Issue =>
  error(
    "no-package-manifest",
    "required",
    "package.json is missing or names no FHIR version (fhirVersions): it is no FHIR package",
  );

export const unknownFhirVersion = (version: string): Issue =>
  error(
    "unknown-fhir-version",
    "not-supported",
    `FHIR version ${quote(version)} is not supported; 4.0.x and 5.0.x are. To read it as one of them, give --fhir-version`,
  );

export const dependencyNotGiven = (dependency: string): Issue =>
  note(
    "dependency-not-given",
    `It depends on ${dependency}, which was not imported with it; give --dependencies FOLDER to do so`,
  );

export const dependencyMissing = (dependency: string, folder: string): Issue =>
  warning("dependency-missing", `It depends on ${dependency}, which is not in ${quote(folder)}`);

/* ---- code systems ---- */

/** @param first the line in which it stood before; 0 where that is not known */
export const duplicateCode = (code: string, first: number): Issue =>
  error(
    "duplicate-code",
    "duplicate",
    `Code ${quote(code)} stands here for the second time${first > 0 ? ` (first in line ${first})` : ""}`,
  );

/** @param column the column of codes, in a table */
export const noCode = (column?: string): Issue =>
  error(
    "no-code",
    "required",
    column === undefined
      ? "A concept has no code"
      : `The row has no code: ${quote(column)} is empty. Fill it in, or empty the whole row`,
  );

/** What is no single space inside, by its number where it looks like one. */
function oddBlank(code: string): string {
  const sign = /[^\S \t\n\r]/u.exec(code)?.[0];
  if (sign === undefined) return "it has spaces at an end, several in a row, or control characters";
  const number = sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return `the blank in it is U+${number}, and not the plain space that a code may have`;
}

export const badCode = (code: string): Issue =>
  error("bad-code", "value", `${quote(code)} is no FHIR code: ${oddBlank(code)}`);

export const cyclicHierarchy = (codes: readonly string[]): Issue =>
  error(
    "cyclic-hierarchy",
    "invariant",
    `The hierarchy goes in a circle: ${codes.map((c) => quote(c)).join(" is under ")}`,
  );

export const oddCode = (code: string, system: string, kind: { kind: string } | undefined): Issue =>
  warning(
    "odd-code",
    `${quote(code)} has no form of ${system}'s codes${kind === undefined ? "" : `: it looks like ${kind.kind}`}; kept as it stands`,
  );

export const moreOddCodes = (count: number, system: string): Issue =>
  warning(
    "more-odd-codes",
    `${count.toLocaleString("en")} more codes have no form of ${system}'s codes; kept as they stand`,
  );

/* ---- what is there already ---- */

const from = (source: string | undefined): string => (source === undefined ? "" : `, from ${quote(source)}`);

export const replacesOther = (name: string, source: string | undefined): Issue =>
  error(
    "replaces-other",
    "conflict",
    `${name} is in the store already${from(source)}. Give --merge to add to it, --replace to take its place, or --url or --set-version to keep both`,
  );

export const broughtTwice = (name: string): Issue =>
  error(
    "brought-twice",
    "conflict",
    `${name} has come in this import already, so one of the two would be lost. Import this file after the others, with --merge to add to it; or give --replace to keep the last alone`,
  );

export const changedMeanwhile = (name: string): Issue =>
  error(
    "changed-meanwhile",
    "conflict",
    `${name} was written by somebody else while this import read its files, and would have been lost. Nothing was imported: import again`,
  );

export const willReplace = (name: string, source: string | undefined): Issue =>
  note("will-replace", `${name} takes the place of what was there${from(source)}`);

export const twiceInOneRun = (name: string): Issue =>
  warning("twice-in-one-run", `${name} comes twice in this import; the last one is kept`);
