/** Kinds of files that nothing is imported from as they stand, known by their first bytes, each with what would be right. */
/* eslint-disable no-control-regex -- first bytes are told by their control characters */
import { otherKindOfFile } from "../../terminology/issues/importing.ts";
import type { Issue } from "../../terminology/issues/issue.ts";

interface Kind {
  /** How such a file begins, one character a byte. */
  begins: RegExp;
  /** Names that such a file may have all the same. */
  named?: RegExp;
  is: string;
  instead: string;
}

const XLSX = /\.xlsx$/i;
const UNPACK = "unpack it, and give what is in it";

/** The first that fits counts. */
const KINDS: readonly Kind[] = [
  {
    begins: /^\u001f\u008b/,
    named: /\.(tgz|tar\.gz)$/i,
    is: "packed with gzip",
    instead: "its name has to end in .gz, a FHIR package's in .tgz",
  },
  {
    begins: /^PK\u0003\u0004[^]*\bxl\//,
    named: XLSX,
    is: "an Excel workbook",
    instead: "its name has to end in .xlsx",
  },
  {
    begins: /^PK\u0003\u0004[^]{26}mimetypeapplication\/vnd\.oasis\.opendocument/,
    is: "an OpenDocument file",
    instead: "save it as XLSX, or as CSV in UTF-8",
  },
  { begins: /^PK(\u0003\u0004|\u0005\u0006)/, named: XLSX, is: "a ZIP archive", instead: UNPACK },
  {
    begins: /^\u00d0\u00cf\u0011\u00e0/,
    is: "an older Excel file (.xls), or a workbook with a password",
    instead: "save it as XLSX without a password, or as CSV in UTF-8",
  },
  {
    begins: /^(BZh\d|\u00fd7zXZ|\u0028\u00b5\u002f\u00fd|7z\u00bc\u00af|Rar!\u001a|[^]{257}ustar)/,
    is: "an archive other than gzip",
    instead: UNPACK,
  },
  {
    begins: /^SQLite format 3\u0000/,
    is: "a SQLite database",
    instead: "if it is a store of Ossicle, give it as --store sqlite:FILE",
  },
  {
    begins: /^\s*<(!doctype html|html)\b/i,
    is: "a web page (HTML)",
    instead: "fetch the file itself; what came is the page around it, or one that says that there is none",
  },
  {
    begins: /^version https:\/\/git-lfs\.github\.com\/spec\/|^(\.\.\/)*\/?(\.git\/)?annex\/objects\//,
    is: "a pointer of Git LFS or git-annex, not the file that it stands for",
    instead: "fetch that one ('git lfs pull', 'git annex get'), or take it from the release",
  },
  {
    begins: /^(%PDF-|\u0089PNG|\u00ff\u00d8\u00ff|GIF8)/,
    is: "a PDF or a picture",
    instead: "give the table that was printed, as CSV or XLSX",
  },
];

/** What is wrong with the file's kind, if that is plain. `head`: its first bytes, one character each. */
export function otherKind(path: string, head: string): Issue | undefined {
  const kind = KINDS.find(({ begins }) => begins.test(head));
  if (kind) return kind.named?.test(path) ? undefined : otherKindOfFile(kind.is, kind.instead);
  if (!XLSX.test(path)) return undefined;
  return otherKindOfFile("no workbook, though its name says so", "name it by what it is, such as .csv");
}
