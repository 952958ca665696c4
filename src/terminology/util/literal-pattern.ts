/** A text as part of a regular expression that finds just this text. */
export const literalPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
