/** Markdown for the page; prettier aligns what it is made of. */

export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

export const whole = (value: number): string => Math.round(value).toLocaleString("en");

export const ratio = (value: number): string => value.toFixed(value < 0.2 ? 3 : 2);

export const tenths = (value: number): string => value.toFixed(1);

/** The least and the most. */
export function range(values: readonly number[], show: (value: number) => string): string {
  const [least, most] = [show(Math.min(...values)), show(Math.max(...values))];
  return least === most ? least : `${least} to ${most}`;
}

export const STORE_NAMES = { memory: "memory", sqlite: "SQLite", postgres: "PostgreSQL" };

/** Three digits are enough for a reader. */
export function short(value: number): string {
  return value >= 100 ? whole(value) : Number(value.toPrecision(value < 1 ? 2 : 3)).toString();
}

/** A figure beside what it was to be; a miss stands out. */
export function besides(text: string, met: boolean): string {
  return met ? text : `**${text}**`;
}
