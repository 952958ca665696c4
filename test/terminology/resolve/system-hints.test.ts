/** What is said of an address that is named as a system and is none. */
import { describe, expect, test } from "vitest";
import { expand } from "../../../src/terminology/expand/expand.ts";
import { TerminologyError } from "../../../src/terminology/issues/issue.ts";
import { lookup } from "../../../src/terminology/lookup.ts";
import type { Resource } from "../../../src/terminology/model.ts";
import { NO_VERSION_RULES } from "../../../src/terminology/resolve/version-rules.ts";
import { subsumes } from "../../../src/terminology/subsumes.ts";
import { ANIMALS, animals, animalStore, SETS, valueSet, whole } from "../../fixtures/animals.ts";

const { concept: _concept, ...header } = animals;
const SUPPLEMENT = `${ANIMALS}-nl`;
const supplement: Resource = {
  ...header,
  url: SUPPLEMENT,
  version: "3",
  content: "supplement",
  supplements: `${ANIMALS}|2.0.0`,
};
const store = animalStore(supplement, valueSet("all", [whole()]));

const failure = async (ask: () => unknown): Promise<string> => {
  try {
    await ask();
  } catch (error) {
    if (error instanceof TerminologyError)
      return error.issues.map((i) => `${i.text} ${i.diagnostics ?? ""}`).join(" ");
    throw error;
  }
  return "no failure";
};

const roads: [string, (system: string) => unknown][] = [
  ["$lookup", (system) => lookup(store, { system, code: "dog", properties: [], useSupplement: [] })],
  [
    "$subsumes",
    (system) =>
      subsumes(store, { a: { system, code: "dog" }, b: { system, code: "cat" }, names: ["codeA", "codeB"] }),
  ],
  [
    "$expand",
    (system) =>
      expand(store, { valueSet: valueSet("x", [{ system }]), versions: NO_VERSION_RULES, limit: 100 }),
  ],
];

describe.each(roads)("%s tells", (_, ask) => {
  test("that a supplement is one, and how its names are asked for", async () => {
    const text = await failure(() => ask(SUPPLEMENT));
    expect(text).toContain(`'${SUPPLEMENT}|3' is a supplement`);
    expect(text).toContain(`'${ANIMALS}'`);
    expect(text).toContain("useSupplement");
  });

  test("that a value set's address is no code system's", async () => {
    expect(await failure(() => ask(`${SETS}all`))).toContain("is the address of a value set");
  });

  test("that a version is named apart", async () => {
    expect(await failure(() => ask(`${ANIMALS}|2.0.0`))).toContain("'2.0.0' as the version");
  });
});
