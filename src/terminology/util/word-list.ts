/** `N/A, -` -> its words, without the empty ones. */
export const wordList = (text: string): string[] =>
  text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
