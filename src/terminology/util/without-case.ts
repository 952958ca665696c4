/** Letters whose case `toLowerCase` leaves: `ß` is `SS` in capitals, `ς` and `σ` are both `Σ`. */
const LEFT = /[ßς]/g;

/** Text as it is compared without case (Unicode's full case folding, as far as letters in use go). */
export const withoutCase = (text: string): string =>
  text.toLowerCase().replace(LEFT, (letter) => (letter === "ß" ? "ss" : "σ"));
