/** The text of /metrics, as whoever scrapes it reads it. */
export interface Reading {
  /** Names with HELP and TYPE. */
  names: ReadonlySet<string>;
  /** Names as they stand on lines of values: of a histogram with _bucket, _sum and _count. */
  series: ReadonlySet<string>;
  /** All texts that stand in labels. */
  labels: ReadonlySet<string>;
  /** The sum of the values of this name whose labels include these. */
  sum(name: string, labels?: Record<string, string>): number;
}

const LINE = /^([a-z_]+[a-z0-9_]*)(?:\{(.*)\})? (\S+)$/i;
const LABEL = /([a-z_]+)="((?:[^"\\]|\\.)*)"/gi;

export function readMetrics(text: string): Reading {
  const lines = text.split("\n").filter((line) => line !== "");
  const values = lines
    .filter((line) => !line.startsWith("#"))
    .map((line) => {
      const [, name, labels = "", value] = LINE.exec(line) ?? [];
      if (name === undefined) throw new Error(`no line of values: ${line}`);
      return {
        name,
        labels: Object.fromEntries([...labels.matchAll(LABEL)].map(([, key, own]) => [key!, own!])),
        value: Number(value),
      };
    });
  return {
    names: new Set(lines.flatMap((line) => /^# TYPE (\S+)/.exec(line)?.[1] ?? [])),
    series: new Set(values.map(({ name }) => name)),
    labels: new Set(values.flatMap(({ labels }) => Object.values(labels))),
    sum: (name, wanted = {}) =>
      values
        .filter((v) => v.name === name && Object.entries(wanted).every(([key, own]) => v.labels[key] === own))
        .reduce((sum, { value }) => sum + value, 0),
  };
}
