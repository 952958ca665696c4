/** The text with its percent escapes read (RFC 3986, 2.1); as it is where they can't be read. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
