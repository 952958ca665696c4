/** How much of an input is taken into memory at once, so that no file can exhaust it. */

/** Longest line of a text format, in characters. */
export const MAX_LINE = 1_000_000;
/** Longest line of NDJSON: a whole resource. */
export const MAX_NDJSON_LINE = 64_000_000;
/** Largest document that can only be read in one piece. */
export const MAX_DOCUMENT = 256_000_000;
/** Largest XML document: its objects take several times its size. */
export const MAX_XML = 100_000_000;
