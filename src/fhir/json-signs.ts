/** The signs of JSON's own, by their codes. */
export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN = { object: 0x7b, list: 0x5b };
export const CLOSE = { object: 0x7d, list: 0x5d };
