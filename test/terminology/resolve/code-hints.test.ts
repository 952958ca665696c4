/** What may have been meant by a code that is not here. */
import { expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { TerminologyError } from "../../../src/terminology/issues/issue.ts";
import { lookup } from "../../../src/terminology/lookup.ts";

const SYSTEM = "http://hl7.org/fhir/sid/icd-10-cm";
const store = new MemoryStore([
  {
    resourceType: "CodeSystem",
    url: SYSTEM,
    status: "active",
    content: "fragment",
    concept: [
      { code: "E11.9", display: "Made up, of type 2" },
      { code: "I10", display: "Made up" },
    ],
  },
]);

const omim = new MemoryStore([
  {
    resourceType: "CodeSystem",
    url: "http://www.omim.org",
    status: "active",
    content: "fragment",
    concept: [{ code: "166350", display: "Made up" }],
  },
]);

const said = async (code: string, of = store, system = SYSTEM): Promise<string> => {
  try {
    await lookup(of, { system, code, properties: [], useSupplement: [] });
  } catch (error) {
    if (error instanceof TerminologyError) return error.issues.map(({ text }) => text).join(" ");
    throw error;
  }
  throw new Error(`${code} was answered`);
};

test.each([
  ["E11,9", "E11.9"],
  ["E11, 9", "E11.9"],
  ["E11·9", "E11.9"],
  ["e11,9", "E11.9"],
  ["I 10", "I10"],
  ["E11.9.", "E11.9"],
  ["I10;", "I10"],
  ['"I10",', "I10"],
  ["I10)", "I10"],
  ["I 1 0", "I10"],
])("'%s' is no code, and is asked about as '%s'", async (code, meant) => {
  expect(await said(code)).toContain(`Did you mean '${meant}'? It differs by spaces or punctuation.`);
});

test.each(["166,350", "166.350", "(166,350)", "OMIM:166350."])(
  "'%s' is asked about as a number",
  async (code) => {
    expect(await said(code, omim, "http://www.omim.org")).toContain("Did you mean '166350'?");
  },
);

test.each(["E11,8", "I 11", "I 10, E11.9", "I10?", "-I10", "(I11)", "."])(
  "'%s' is near to nothing",
  async (code) => {
    expect(await said(code)).not.toContain("Did you mean");
  },
);
