/** A start or end tag, a comment: never part of a code or name, and never echoed. */
const MARKUP = /<[a-z/!?][^>]*>/i;

/** Does the text hold a tag or a comment? */
export const hasMarkup = (text: string): boolean => MARKUP.test(text);
