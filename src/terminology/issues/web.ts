/** Messages about what is sent from pages. */
import { error, type Issue, quote } from "./issue.ts";

export const notAForm = (): Issue =>
  error(
    "malformed-form",
    "structure",
    "The body is no form; send multipart/form-data or application/x-www-form-urlencoded",
  );

export const formWithoutBoundary = (): Issue =>
  error(
    "malformed-form",
    "structure",
    "Content-Type names no boundary between the parts of the form; leave the header to what makes the form",
    { expression: ["Content-Type"] },
  );

export const unfinishedForm = (): Issue =>
  error(
    "malformed-form",
    "structure",
    "The form has no last boundary, as its Content-Type names it: part of it is missing, or lines do not end in CR LF",
  );

export const packedForm = (encoding: string): Issue =>
  error(
    "packed-form",
    "not-supported",
    `Content-Encoding ${quote(encoding)} is not undone for forms; send the form as it is`,
    { expression: ["Content-Encoding"] },
  );

export const encodedPart = (field: string | undefined, encoding: string): Issue =>
  error(
    "encoded-part",
    "not-supported",
    `${quote(field ?? "")} comes with Content-Transfer-Encoding ${encoding}, which is not undone; send its bytes as they are`,
  );

export const tooManyParts = (most: number): Issue =>
  error(
    "too-many-parts",
    "too-long",
    `The form has more than ${most} fields and files; send fewer at a time`,
  );

export const encodedFormTooLong = (most: number): Issue =>
  error(
    "encoded-form-too-long",
    "too-long",
    `A form of application/x-www-form-urlencoded can't be larger than ${most} bytes; send multipart/form-data`,
  );

export const noSuchMessage = (kind: string): Issue =>
  error("no-such-message", "not-found", `There is no kind of message ${quote(kind)}; /errors lists them`);

export const noFiles = (): Issue =>
  error(
    "no-files",
    "required",
    "No file was sent; give at least one in the field 'file', or paste one into 'text'",
  );

export const fieldTooLong = (field: string, length: number, most: number): Issue =>
  error("field-too-long", "too-long", `'${field}' has ${length} characters; at most ${most} are taken`, {
    expression: [field],
  });

export const tooManyFiles = (count: number, most: number): Issue =>
  error(
    "too-many-files",
    "too-long",
    `${count} files were sent; at most ${most} are taken at a time. Send them in parts, or as one package (.tgz)`,
    { expression: ["file"] },
  );

export const twoChoices = (field: string, values: readonly string[]): Issue =>
  error(
    "two-choices",
    "invalid",
    `'${field}' is given as ${values.map((value) => quote(value)).join(" and as ")}; give it once`,
    { expression: [field] },
  );

export const noSuchChoice = (field: string, value: string, known: readonly string[]): Issue =>
  error("no-such-choice", "value", `'${field}' can't be ${quote(value)}; give one of ${known.join(", ")}`, {
    expression: [field],
  });

export const badColumnRoles = (value: string): Issue =>
  error(
    "bad-column-roles",
    "value",
    `${quote(value)} names no columns; write role=column, separated by commas`,
    { expression: ["columns"] },
  );

export const otherFiles = (): Issue =>
  error(
    "other-files",
    "conflict",
    "These are not the files that were checked; check them first, then confirm",
  );

export const fromOtherSite = (): Issue =>
  error(
    "from-other-site",
    "forbidden",
    "The form was sent from a page of another site; open /add on this server",
  );
