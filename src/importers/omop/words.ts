/** Words that OMOP's tables and the sheets of OHDSI's tools share. */

export const isYes = (text: string): boolean => /^(true|t|yes|y|1|x)$/i.test(text);

/** `D` deleted, `U` updated: not in use any more. */
export const isInvalid = (reason: string): boolean => /^[du]$/i.test(reason);
