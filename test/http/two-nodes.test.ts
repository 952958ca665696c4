/** Two nodes on one store: what is written through one is what the other answers from, with its very next request. */
import { createHash } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { type StartedServer, startServer } from "../../src/server/start.ts";
import { freshSchema, POSTGRES } from "../storage/postgres-schema.ts";
import { temporaryFolder } from "../storage/temporary.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());

const KEY = "a-key-for-tests";
const SYSTEM = "http://example.org/tints";
const SHADES = "http://example.org/shades";
const PALETTE = "http://example.org/palette";
const MAP = "http://example.org/tints-to-shades";

const stores: [string, () => string | Promise<string>][] = [
  ["SQLite", () => `sqlite:${folder.path}/nodes.db`],
];
if (POSTGRES === undefined)
  console.warn("skipped: two nodes on one PostgreSQL; there is none (TEST_POSTGRES)");
else stores.push(["PostgreSQL", freshSchema]);

/** Content in which the code `tint-N` is new. */
const content = (n: number) => [
  {
    resourceType: "CodeSystem",
    id: "tints",
    url: SYSTEM,
    status: "active",
    content: "complete",
    concept: [{ code: `tint-${n}`, display: `Tint ${n}` }],
  },
  {
    resourceType: "ValueSet",
    id: "palette",
    url: PALETTE,
    status: "active",
    compose: { include: [{ system: SYSTEM, concept: [{ code: `tint-${n}` }] }] },
  },
  {
    resourceType: "ConceptMap",
    id: "tints-to-shades",
    url: MAP,
    status: "active",
    group: [
      {
        source: SYSTEM,
        target: SHADES,
        element: [{ code: `tint-${n}`, target: [{ code: `shade-${n}`, equivalence: "equivalent" }] }],
      },
    ],
  },
];

async function write(node: StartedServer, n: number): Promise<void> {
  for (const resource of content(n)) {
    const answer = await fetch(`${node.url}/r4/${resource.resourceType}/${resource.id}`, {
      method: "PUT",
      headers: { Authorization: `Bearer ${KEY}`, "Content-Type": "application/fhir+json" },
      body: JSON.stringify(resource),
    });
    expect([200, 201], await answer.text()).toContain(answer.status);
  }
}

const ask = async (node: StartedServer, path: string): Promise<string> =>
  (await fetch(`${node.url}/r4/${path}`)).text();

/** Each question about the code, and what a right answer holds once the code is there. */
const questions = (n: number): Record<string, [path: string, holds: string]> => ({
  $lookup: [`CodeSystem/$lookup?system=${SYSTEM}&code=tint-${n}`, `"Tint ${n}"`],
  "$validate-code of the code system": [
    `CodeSystem/$validate-code?url=${SYSTEM}&code=tint-${n}`,
    '"valueBoolean":true',
  ],
  "$validate-code of the value set": [
    `ValueSet/$validate-code?url=${PALETTE}&system=${SYSTEM}&code=tint-${n}`,
    '"valueBoolean":true',
  ],
  $expand: [`ValueSet/$expand?url=${PALETTE}`, `"tint-${n}"`],
  $translate: [`ConceptMap/$translate?system=${SYSTEM}&code=tint-${n}`, `"shade-${n}"`],
  "$translate by map": [`ConceptMap/$translate?url=${MAP}&system=${SYSTEM}&code=tint-${n}`, `"shade-${n}"`],
});

describe.each(stores)("two nodes on one %s", (_, address) => {
  test("each operation answers from what the other node has just been given", async () => {
    const store = await address();
    const keys = [{ name: "test", sha256: createHash("sha256").update(KEY).digest("hex") }];
    const options = { store, writes: true, keys };
    const nodes = [await startServer(options), await startServer(options)];
    try {
      for (let n = 0; n < 6; n++) {
        const [writer, other] = [nodes[n % 2]!, nodes[(n + 1) % 2]!];
        // Asked before, so that whatever is kept is kept.
        for (const [path, holds] of Object.values(questions(n)))
          expect(await ask(other, path)).not.toContain(holds);
        await write(writer, n);
        for (const [name, [path, holds]] of Object.entries(questions(n)))
          expect(await ask(other, path), name).toContain(holds);
      }
    } finally {
      for (const node of nodes) await node.stop();
    }
  });
});
