import type { CodeSystem } from "fhir/r5";
import { expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import type { Coding } from "../../../src/terminology/model.ts";
import type { CodeSystemProvider } from "../../../src/terminology/store.ts";
import { crossReferenceMap } from "../../../src/terminology/translate/cross-references.ts";

const BONES = "http://example.org/bones";
const OTHER = "http://example.org/other";
const reference = (code: string, target: string): NonNullable<CodeSystem["concept"]>[number] => ({
  code,
  property: [{ code: "xref", valueCoding: { system: OTHER, code: target } }],
});
const supplement: CodeSystem = {
  resourceType: "CodeSystem",
  url: `${BONES}-references`,
  status: "active",
  content: "supplement",
  supplements: BONES,
  property: [{ code: "xref", type: "Coding" }],
  concept: [reference("femur", "f"), reference("tibia", "t")],
};

/** The supplement, and what it was asked. */
async function counted(): Promise<{ provider: CodeSystemProvider; questions: string[] }> {
  const [stored] = await new MemoryStore([supplement]).supplements({ url: supplement.url! });
  const questions: string[] = [];
  const provider: CodeSystemProvider = {
    ...stored!,
    codeSystem: stored!.codeSystem,
    locate: (...asked) => (questions.push("locate"), stored!.locate(...asked)),
    select: (...asked) => (questions.push("select"), stored!.select(...asked)),
    childrenOf: (...asked) => stored!.childrenOf(...asked),
  };
  return { provider, questions };
}

test("codings on either side are found in their order, with few questions however many they are", async () => {
  const { provider, questions } = await counted();
  const unknown = Array.from({ length: 50 }, (_, i): Coding => ({ system: OTHER, code: `x${i}` }));
  const codings = [{ system: OTHER, code: "t" }, ...unknown, { system: BONES, code: "femur" }];
  const mappings = await crossReferenceMap(provider).mappings(codings, "forward");
  const said = mappings.map(({ source, target }) => `${source.code} ${target?.code}`);
  expect(said).toEqual(["t tibia", "femur f"]);
  expect(questions.sort()).toEqual(["locate", "select"]);
});

test("a code of another system than the reference's leads nowhere", async () => {
  const { provider } = await counted();
  const codings = [{ system: "http://example.org/third", code: "f" }, { system: OTHER }];
  expect(await crossReferenceMap(provider).mappings(codings, "forward")).toEqual([]);
});
