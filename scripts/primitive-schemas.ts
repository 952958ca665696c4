/** JSON Schemas of FHIR's primitive types: HL7's patterns, without their slips (unanchored, or slow on hostile text). */

export interface PrimitiveSchema {
  type: "string" | "boolean" | "integer" | "number";
  pattern?: string;
  minimum?: number;
  maximum?: number;
}

const YEAR = "(?!0000)\\d{4}";
const LEAP_YEAR = "(?!0000)(\\d\\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)";
const DAY_OF_YEAR =
  "((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)|02-(0[1-9]|1\\d|2[0-8]))";
/** "Dates SHALL be valid dates" (Data types, "date"): no 30 February, and no 29 February but in leap years. */
const FULL_DATE = `(${YEAR}-${DAY_OF_YEAR}|${LEAP_YEAR}-02-29)`;
const DATE = `(${YEAR}(-(0[1-9]|1[0-2]))?|${FULL_DATE})`;
const TIME = "([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)(\\.\\d+)?";
const ZONE = "(Z|[+-]((0\\d|1[0-3]):[0-5]\\d|14:00))";
const LARGEST = 2 ** 31 - 1;

/** No string has characters below U+0020 but tab and line ends; half of a surrogate pair is no character. */
const IMPOSSIBLE = "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ud800-\\udfff";
const TEXT: PrimitiveSchema = { type: "string", pattern: `^[^${IMPOSSIBLE}]+$` };
const NO_SPACES: PrimitiveSchema = { type: "string", pattern: `^[^\\s${IMPOSSIBLE}]+$` };
/**
 * Words with single spaces between them: said by what may not stand in it, for a group that is repeated a million times
 * overflows the stack of the patterns.
 */
const WORDS = `^(?! )(?![^]*([^\\S ]|  | $))[^${IMPOSSIBLE}]+$`;

export const PRIMITIVE_SCHEMAS: Record<string, PrimitiveSchema> = {
  base64Binary: { type: "string", pattern: "^[0-9A-Za-z+/=\\s]+$" },
  boolean: { type: "boolean" },
  canonical: NO_SPACES,
  code: { type: "string", pattern: WORDS },
  date: { type: "string", pattern: `^${DATE}$` },
  dateTime: { type: "string", pattern: `^(${DATE}|${FULL_DATE}T${TIME}${ZONE})$` },
  decimal: { type: "number" },
  id: { type: "string", pattern: "^[A-Za-z0-9.-]{1,64}$" },
  instant: { type: "string", pattern: `^${FULL_DATE}T${TIME}${ZONE}$` },
  integer: { type: "integer", minimum: -LARGEST - 1, maximum: LARGEST },
  integer64: { type: "string", pattern: "^(0|-?[1-9]\\d{0,18})$" },
  markdown: TEXT,
  oid: { type: "string", pattern: "^urn:oid:[0-2](\\.(0|[1-9]\\d*)){1,500}$" },
  positiveInt: { type: "integer", minimum: 1, maximum: LARGEST },
  string: TEXT,
  time: { type: "string", pattern: `^${TIME}$` },
  unsignedInt: { type: "integer", minimum: 0, maximum: LARGEST },
  uri: NO_SPACES,
  url: NO_SPACES,
  uuid: { type: "string", pattern: "^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" },
  xhtml: { type: "string", pattern: "^\\s*<div[\\s>/]" },
};
