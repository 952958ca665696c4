/** A plot of cost against size as SVG: both axes logarithmic, one line a question, named at its end. */

const WIDTH = 860;
const HEIGHT = 520;
const LEFT = 70;
const RIGHT = 330;
const TOP = 20;
const BOTTOM = 50;
const COLOURS = ["#1b6ca8", "#c0392b", "#1e8449", "#8e44ad", "#b9770e", "#117a65", "#5d6d7e", "#a04000"];

/** Microseconds by question, one for each size. */
export function costPlot(sizes: readonly number[], lines: Record<string, readonly number[]>): string {
  const x = scale(sizes, LEFT, WIDTH - RIGHT);
  const y = scale([1, 100_000], HEIGHT - BOTTOM, TOP);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<title>Time of questions against the number of concepts</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>`,
    ...[1, 10, 100, 1000, 10_000, 100_000].map((value) => gridLine(y(value), named(value))),
    ...sizes.map(
      (size) =>
        `<text x="${x(size)}" y="${HEIGHT - 28}" text-anchor="middle">${size.toLocaleString("en")}</text>`,
    ),
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">concepts in the code system</text>`,
  ];
  const ends = spread(
    Object.entries(lines).map(([name, values]) => ({ name, values, at: y(values.at(-1)!) })),
  );
  for (const [i, { name, values, at }] of ends.entries()) {
    const colour = COLOURS[i % COLOURS.length]!;
    const points = values.map((value, k) => `${x(sizes[k]!)},${y(value).toFixed(1)}`);
    parts.push(
      `<polyline points="${points.join(" ")}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      `<text x="${WIDTH - RIGHT + 12}" y="${(at + 4).toFixed(1)}" fill="${colour}">${name}: ${named(values.at(-1)!)}</text>`,
    );
  }
  return `${[...parts, "</svg>"].join("\n")}\n`;
}

function scale(domain: readonly number[], from: number, to: number): (value: number) => number {
  const low = Math.log10(domain[0]!);
  const high = Math.log10(domain.at(-1)!);
  return (value) => from + ((Math.log10(Math.max(value, 1)) - low) / (high - low)) * (to - from);
}

function gridLine(at: number, name: string): string {
  return `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}" stroke="#ddd"/><text x="${LEFT - 8}" y="${at + 4}" text-anchor="end">${name}</text>`;
}

function named(microseconds: number): string {
  return microseconds < 1000 ? `${microseconds} µs` : `${Math.round(microseconds / 100) / 10} ms`;
}

/** Names that would stand on each other are moved apart. */
function spread<T extends { at: number }>(ends: T[]): T[] {
  const sorted = ends.sort((a, b) => a.at - b.at);
  for (const [i, end] of sorted.entries()) if (i > 0) end.at = Math.max(end.at, sorted[i - 1]!.at + 15);
  return sorted;
}
