import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDate, splitPrefix } from "../../../src/terminology/search/dates.ts";

const iso = (text: string): [string, string] | undefined => {
  const span = readDate(text);
  return span && [new Date(span.low).toISOString(), new Date(span.high).toISOString()];
};

describe("readDate", () => {
  test.each([
    ["2024", "2024-01-01T00:00:00.000Z", "2025-01-01T00:00:00.000Z"],
    ["2024-02", "2024-02-01T00:00:00.000Z", "2024-03-01T00:00:00.000Z"],
    ["2024-12", "2024-12-01T00:00:00.000Z", "2025-01-01T00:00:00.000Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z", "2024-03-01T00:00:00.000Z"],
    ["2024-02-29T23:30+01:00", "2024-02-29T22:30:00.000Z", "2024-02-29T22:31:00.000Z"],
    ["2024-02-29T23:30:05-02:30", "2024-03-01T02:00:05.000Z", "2024-03-01T02:00:06.000Z"],
    ["2024-02-29T23:30:05.5Z", "2024-02-29T23:30:05.500Z", "2024-02-29T23:30:05.501Z"],
    ["0044-03-15", "0044-03-15T00:00:00.000Z", "0044-03-16T00:00:00.000Z"],
  ])("%s covers its precision", (text, low, high) => {
    expect(iso(text)).toEqual([low, high]);
  });

  test.each([
    "",
    "24",
    "2024-13",
    "2024-00",
    "2023-02-29",
    "2024-04-31",
    "2024-1-1",
    "2024-01-01T25:00",
    "2024-01-01 10:00",
  ])("%s is none", (text) => {
    expect(readDate(text)).toBeUndefined();
  });

  test("every instant lies in its own span", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("0100-01-01"), max: new Date("9998-01-01"), noInvalidDate: true }),
        (date) => {
          const text = date.toISOString();
          for (const part of [text, text.slice(0, 10), text.slice(0, 7), text.slice(0, 4)]) {
            const span = readDate(part)!;
            expect(span.low <= date.getTime() && date.getTime() < span.high).toBe(true);
          }
        },
      ),
    );
  });
});

test("a prefix is told from the date, and what is none stays part of it", () => {
  expect(splitPrefix("ge2020")).toEqual(["ge", "2020"]);
  expect(splitPrefix("2020")).toEqual(["eq", "2020"]);
  expect(splitPrefix("eb")).toEqual(["eb", ""]);
});
