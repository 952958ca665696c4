/** Numbers and data as every verb prints them. */

/** `1,234` */
export const number = (n: number): string => n.toLocaleString("en");

/** `1 code`, `1,234 codes` */
export const counted = (n: number, noun: string): string => `${number(n)} ${noun}${n === 1 ? "" : "s"}`;

/** What `--json` prints: indented, with a line end. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
