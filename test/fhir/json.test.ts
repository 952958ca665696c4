import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { parseJson } from "../../src/fhir/json.ts";
import { faultIn } from "../../src/fhir/json-fault.ts";
import { parsedInSteps } from "../../src/fhir/json-in-steps.ts";
import { namesIn, repeatedName } from "../../src/fhir/json-names.ts";
import { atOnce } from "../../src/terminology/util/in-turns.ts";

/** mulberry32 */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const SCALARS = [
  '"a"',
  '"\\"\\\\"',
  '"\\u00e4\\n/"',
  '"ü{[,"',
  '""',
  "0",
  "-1.50e+3",
  "12345678901234567890.10",
  "true",
  "null",
];
/** None with a backslash: V8's JSON.parse itself reads such names now so, now so, by what it has read before. */
/** None with a backslash: V8 itself may read such a name as another one that it has seen before. */
const NAMES = ["code", "concept", "__proto__", "1", "ä", "a b", ""];

/** A JSON text, with white space here and there and names that come twice. */
function textOf(random: () => number, depth = 0): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const space = () => (random() < 0.1 ? pick([" ", "\n", "\t\r\n "]) : "");
  if (depth > 0 && (depth > 4 || random() < 0.4)) return space() + pick(SCALARS) + space();
  const isList = random() < 0.5;
  const count = Math.floor(random() * 8);
  const items = Array.from({ length: count }, () => {
    const name = isList ? "" : `${space()}"${pick(NAMES)}"${space()}:`;
    return name + textOf(random, depth + 1);
  });
  const inside = items.length > 0 ? items.join(",") : space();
  return space() + (isList ? `[${inside}]` : `{${inside}}`) + space();
}

function mutated(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length);
  const pieces = ["{", "}", "[", "]", ",", ":", '"', "x", "1", "-", ".", "e", "tru", " ", "\u0001", ""];
  const piece = pieces[Math.floor(random() * pieces.length)]!;
  return text.slice(0, at) + piece + text.slice(at + Math.floor(random() * 3));
}

/** Of a text that is no JSON: undefined. Values are told apart by their text too: of -0 and names' order. */
function read(parse: () => unknown): { value: unknown; text: string } | undefined {
  try {
    const value = parse();
    return { value, text: JSON.stringify(value) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

describe("a text that is parsed in steps", () => {
  const random = numbers(20261126);
  const texts = Array.from({ length: 1_000 }, () => textOf(random));
  const broken = texts.flatMap((text) => [0, 1, 2, 3].map(() => mutated(text, random)));

  test("is the same value as at once, wherever it is cut, or no JSON either", () => {
    let refused = 0;
    for (const text of [...texts, ...broken, "", " ", "1", '"a"', "[1]x", "\ufeff{}"])
      for (const part of [0, 3, 20]) {
        const whole = read(() => JSON.parse(text));
        const inSteps = read(() => atOnce(parsedInSteps(text, part)).value);
        if (!isDeepStrictEqual(inSteps, whole)) expect({ text, part, value: inSteps }).toEqual(whole);
        if (!whole) refused++;
      }
    expect(refused).toBeGreaterThan(3_000);
  });

  test("has its fault where the engine says, if it says so", () => {
    let said = 0;
    for (const text of broken) {
      try {
        JSON.parse(text);
        expect(atOnce(faultIn(text))).toBe(text.length);
      } catch (error) {
        const position = /position (\d+)/.exec((error as Error).message)?.[1];
        const fault = atOnce(faultIn(text));
        if (position === undefined) continue;
        said++;
        if (fault !== Number(position)) expect({ text, fault }).toEqual({ text, fault: Number(position) });
      }
    }
    expect(said).toBeGreaterThan(300);
  });

  const long = (last: string) =>
    `{"resourceType": "CodeSystem",\n"concept": [\n${'{"code": "a", "display": "A concept"},\n'.repeat(20_000)}${last}]}`;

  test("is given as an object", async () => {
    const system = (await parseJson(long('{"code": "z"}'))) as { concept: object[] };
    expect(system.concept).toHaveLength(20_001);
    expect(system.concept.at(-1)).toEqual({ code: "z" });
  });

  test.each([
    ['{"code": z}', "line 20003, column 10"],
    ['{"code": "z"},', "line 20003, column 15"],
    ['{"code": "z"', "line 20003, column 13"],
    ['{"code": "z"]}', "line 20003, column 13"],
    ['{"code": "z\n"}', "line 20003, column 12"],
  ])("names line and column of a fault after a long list: %j", async (last, where) => {
    await expect(async () => parseJson(long(last))).rejects.toThrow(where);
  });

  test("that ends too early says so", async () => {
    await expect(async () => parseJson(long("").slice(0, -2))).rejects.toThrow("it ends too early");
  });

  test("that is no object says so", async () => {
    await expect(async () => parseJson(`[${long('{"code": "z"}')}]`)).rejects.toThrow("it is not an object");
  });
});

test.each([
  ['{"code": x}', "line 1, column 10"],
  ['{"a":\n tru}', "line 2, column 5"],
  ['{"code": ', "it ends too early"],
])("a fault in a short text has its place: %j", async (text, where) => {
  await expect(async () => parseJson(text)).rejects.toThrow(where);
});

describe("a name that stands twice in one object", () => {
  const long = (last: string) =>
    `{"concept": [\n${'{"code": "a", "display": "A concept"},\n'.repeat(20_000)}${last}]}`;

  test.each([
    ['{"code":"a","code":"b"}', "'code'", "line 1, column 13"],
    ['{"code" :"a",\n"code":"a"}', "'code'", "line 2, column 1"],
    ['{"a":[{"b":1,"c":{"d":1},"b":2}]}', "'b'", "line 1, column 26"],
    ['{"code":"a","c\\u006fde":"b"}', "'code'", "line 1, column 13"],
    ['{"a":":","a":": "}', "'a'", "line 1, column 10"],
    [long('{"code":"x","code":"y"}'), "'code'", "line 20002, column 13"],
  ])("is refused with its place: %j", async (text, name, place) => {
    const refused = `The name ${name} stands twice in one object, again at ${place}`;
    await expect(async () => parseJson(text)).rejects.toThrow(refused);
  });

  test.each([
    '{"a":{"a":{"a":[{"a":1},{"a":1}]}}}',
    '{"a":"\\"a\\":1, \\"a\\" : 2","b" : ":","c":[":"]}',
    '{"A":1,"a":1,"":1,"__proto__":1,"1":1}',
    long('{"code":"x","display":"code : x"}'),
  ])("is not found in %j", async (text) => {
    expect(await parseJson(text)).toEqual(JSON.parse(text));
  });

  test("is found exactly where the names that are read are fewer than those that are written", async () => {
    const random = numbers(20261127);
    let refused = 0;
    for (let i = 0; i < 2_000; i++) {
      const text = `{"x":${textOf(random)}}`;
      let names = 0;
      JSON.parse(text, (_key, value: unknown) => {
        if (typeof value === "object" && value !== null && !Array.isArray(value))
          names += Object.keys(value).length;
        return value;
      });
      const written = text.match(/"[ \t\r\n]*:/g)!.length;
      const twice = atOnce(repeatedName(text));
      expect({ text, is: twice !== undefined }).toEqual({ text, is: written > names });
      for (const part of [0, 3, 100_000]) {
        const parsed = atOnce(parsedInSteps(text, part));
        expect({ text, part, written: parsed.names }).toEqual({ text, part, written });
        expect({ text, part, names: atOnce(namesIn(parsed.value)) }).toEqual({ text, part, names });
      }
      if (!twice) continue;
      refused++;
      await expect(async () => parseJson(text)).rejects.toThrow("stands twice");
    }
    expect(refused).toBeGreaterThan(300);
  });
});
