/** A part of a word is told as a denial of a name that is known, and of no other: `pseudo` denies no parathyroid disease. */
import { describe, expect, it } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { match } from "../../../src/terminology/match/match.ts";
import { translate } from "../../../src/terminology/translate/translate.ts";

const NAMES = "https://w3id.org/ossicle/CodeSystem/condition-names";
const NAME_SCOPE = "https://w3id.org/ossicle/CodeSystem/condition-properties#name-scope";
const NAME = "Progressive osseous heteroplasia";
const store = new MemoryStore([
  {
    resourceType: "CodeSystem",
    url: NAMES,
    name: "names",
    status: "active",
    content: "complete",
    caseSensitive: false,
    property: [{ code: "scope", uri: NAME_SCOPE, type: "code" }],
    concept: [{ code: NAME, display: NAME }],
  },
  {
    resourceType: "ConceptMap",
    url: "urn:test:map",
    status: "active",
    group: [
      {
        source: NAMES,
        target: "urn:test:conditions",
        element: [{ code: NAME, target: [{ code: "poh", relationship: "equivalent" }] }],
      },
    ],
  },
]);

const told = {
  "a code": (code: string) => translated({ codings: [{ system: NAMES, code }] }),
  "a text": (text: string) => translated({ codings: [], text }),
  $match: async (text: string) =>
    inWords(await match(store, { text, systems: [NAMES], count: 5, useSupplement: [], activeOnly: false })),
};

async function translated(asked: object) {
  const rest = {
    direction: "forward",
    dependencies: [],
    useSupplement: [],
    strictNames: false,
    ownSystems: new Set(),
  };
  return inWords(await translate(store, { ...rest, ...asked } as never));
}

const inWords = ({ notes }: { notes: readonly { text: string }[] }) =>
  notes.map(({ text }) => text).join(" ");

describe.each(Object.entries(told))("of %s", (_, tell) => {
  it.each(["Pseudohypoparathyroidism type 1A", "Pseudo-Hurler polydystrophy", "Noncompaction of the heart"])(
    "%s no denial is told",
    async (text) => {
      expect(await tell(text)).not.toContain("a denial");
    },
  );

  it("a word before it that denies is told alone", async () => {
    expect(await tell("no pseudohypoparathyroidism")).toContain(
      "In 'no pseudohypoparathyroidism' was read: 'no' (a denial). It gives no match.",
    );
  });

  it.each(["nonprogressive osseous heteroplasia", "Non-progressive osseous heteroplasia"])(
    "%s is told to deny the name",
    async (text) => {
      expect(await tell(text)).toContain(
        `In '${text}' was read: 'non' (a denial). So it does not say '${NAME}' of this patient now`,
      );
    },
  );

  it("a name that is known behind a word of doubt is told", async () => {
    expect(await tell("possible progressive osseous heteroplasia")).toContain(`So it does not say '${NAME}'`);
  });
});
