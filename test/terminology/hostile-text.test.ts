/** Texts that are made to be read in very many ways: as long as a body may be, they are read in time that grows with them. */
import { expect, test } from "vitest";
import { idCandidates } from "../../src/storage/resource-identity.ts";
import { readQuantity } from "../../src/terminology/concepts/quantity.ts";
import { besideAcronym } from "../../src/terminology/concepts/text-match.ts";
import { asUcumWrites } from "../../src/terminology/grammars/unit-forms.ts";
import { referenceIn } from "../../src/terminology/match/reference.ts";
import { addressKey, systemTable } from "../../src/terminology/resolve/known-systems.ts";
import { atOnce } from "../../src/terminology/util/in-turns.ts";
import { UrlIndex } from "../../src/terminology/util/url-index.ts";
import { languageOf } from "../../src/web/messages/index.ts";

const LENGTH = 500_000;
const times = (text: string): string => text.repeat(LENGTH / text.length);
const OMIM = "http://www.omim.org";

/** Read in all ways, each of them takes minutes. */
const HOSTILE: [what: string, read: () => unknown, found: unknown][] = [
  ["a name with many blanks", () => besideAcronym(`ab c${times(" ")}x)(`), undefined],
  ["a name of blanks between signs", () => besideAcronym(`?${times(" ")}?`), undefined],
  [
    "a quantity with many blanks",
    () => readQuantity(`${times(" ")}3${times(" ")}kg`),
    { value: 3, unit: "kg" },
  ],
  ["a quantity of many digits", () => readQuantity(`${times("1")}kg\nx`)?.unit, "kg\nx"],
  ["a code with many blanks", () => systemTable.withZeros(OMIM, `a${times(" ")}!`), undefined],
  ["an address with many slashes", () => addressKey(`http://x.org${times("/")}a`).length, LENGTH + 13],
  ["a unit with many blanks", () => asUcumWrites(`mg${times(" ")}dL`).length > 0, true],
  ["a reference with many blanks", () => referenceIn(`a${times(" ")}!`), undefined],
  ["a url with many slashes", () => atOnce(UrlIndex.of([])).similarTo(`http://x.org${times("/")}a`), []],
  ["an id with many hyphens", () => idCandidates({ id: `a${times("-")}b` }).next().value.length, 64],
  ["a language with many blanks", () => languageOf(undefined, `de${times(" ")}x, de`), "de"],
];

test.each(HOSTILE)("%s", (_, read, found) => {
  expect(read()).toEqual(found);
});
