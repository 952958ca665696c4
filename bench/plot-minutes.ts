/** A plot of memory and p99 by minute, as SVG. */
export interface Minute {
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** MB. */
  memory: number;
}

const WIDTH = 720;
const HEIGHT = 300;
const [LEFT, RIGHT, TOP, BOTTOM] = [60, 60, 20, 40];
const COLOURS = { memory: "#1b6ca8", p99: "#c0392b" };

export function minutesPlot(minutes: readonly Minute[]): string {
  const x = (minute: number): number =>
    LEFT + (minute / Math.max(1, minutes.length - 1)) * (WIDTH - LEFT - RIGHT);
  const top = (values: readonly number[]): number => niceAbove(Math.max(...values));
  const scale = (most: number) => (value: number) =>
    HEIGHT - BOTTOM - (value / most) * (HEIGHT - TOP - BOTTOM);
  const memory = minutes.map((m) => m.memory);
  const p99 = minutes.map((m) => m.p99);
  const lines = [
    {
      name: "memory, MB",
      values: memory,
      most: top(memory),
      at: LEFT - 8,
      anchor: "end",
      colour: COLOURS.memory,
    },
    {
      name: "p99, ms",
      values: p99,
      most: top(p99),
      at: WIDTH - RIGHT + 8,
      anchor: "start",
      colour: COLOURS.p99,
    },
  ];
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<title>Memory and p99 by minute</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>`,
    `<path d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}V${TOP}" fill="none" stroke="#999"/>`,
    `<text x="${WIDTH / 2}" y="${HEIGHT - 10}" text-anchor="middle">minute (${minutes.length})</text>`,
  ];
  for (const { name, values, most, at, anchor, colour } of lines) {
    const y = scale(most);
    const points = values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
    parts.push(
      `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      `<text x="${at}" y="${TOP + 4}" text-anchor="${anchor}" fill="${colour}">${most}</text>`,
      `<text x="${at}" y="${HEIGHT - BOTTOM}" text-anchor="${anchor}" fill="${colour}">0</text>`,
      `<text x="${anchor === "end" ? LEFT + 8 : WIDTH - RIGHT - 8}" y="${TOP + 4}" text-anchor="${anchor === "end" ? "start" : "end"}" fill="${colour}">${name}</text>`,
    );
  }
  return `${[...parts, "</svg>"].join("\n")}\n`;
}

/** 1, 2 or 5 times a power of ten, not below `value`. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((nice) => nice >= value)!;
}
