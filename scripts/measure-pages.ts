/**
 * Time to the first byte and weight of pages at a size: `node scripts/measure-pages.ts [concepts] [children] [store]`.
 * The median of 15 after the first, which is told apart; on a quiet machine.
 */
import { performance } from "node:perf_hooks";
import { bundledResources } from "../src/content/bundled-terminology.ts";
import { startServer } from "../src/server/start.ts";
import { openStore } from "../src/storage/open-store.ts";
import type { Resource } from "../src/terminology/model.ts";
import type { ImportRecord } from "../src/terminology/store.ts";

const [concepts = 1_000_000, children = 500_000] = process.argv.slice(2, 4).map(Number);
const URL_OF = "https://example.org/large";

const concept = (code: string, display: string, parents: string[]): ImportRecord => ({
  kind: "concept",
  concept: {
    code,
    display,
    parents,
    designations: [],
    properties: [],
    inactive: false,
    abstract: false,
  },
});

function* records(): Generator<ImportRecord> {
  for (const resource of bundledResources()) yield { kind: "resource", resource };
  const codeSystem = {
    resourceType: "CodeSystem",
    id: "large",
    url: URL_OF,
    name: "Large",
    status: "active",
    content: "complete",
    hierarchyMeaning: "is-a",
  } as Extract<Resource, { resourceType: "CodeSystem" }>;
  yield { kind: "codeSystem", codeSystem };
  yield concept("root", "The root", []);
  for (let i = 1; i < concepts; i++)
    yield concept(`c${i}`, `Concept number ${i}`, [i <= children ? "root" : `c${i - children}`]);
}

const store = await openStore(process.argv[4] ?? "memory:");
await store.write(records());
const server = await startServer({ openStore: store });

async function measure(name: string, path: string): Promise<void> {
  const times: number[] = [];
  let bytes = 0;
  for (let i = 0; i < 16; i++) {
    const start = performance.now();
    const response = await fetch(server.url + path, {
      headers: { Accept: "text/html,*/*;q=0.8", "Accept-Language": "en" },
    });
    times.push(performance.now() - start);
    bytes = (await response.arrayBuffer()).byteLength;
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
  }
  const [first = 0, ...others] = times;
  const median = others.sort((a, b) => a - b)[7]!;
  console.log(
    `${name}: first ${first.toFixed(0)} ms, then ${median.toFixed(1)} ms; ${(bytes / 1000).toFixed(0)} kB`,
  );
}

const at = (system: string, code: string, more = ""): string =>
  `/r4/CodeSystem/$lookup?${new URLSearchParams({ system, code }).toString()}${more}`;
const GC = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
await measure("home", "/");
await measure("POH", at(GC, "progressive-osseous-heteroplasia"));
await measure(`a concept with ${children} children`, at(URL_OF, "root"));
await measure("its last page of children", at(URL_OF, "root", `&page=${Math.ceil(children / 50)}`));
await measure("a leaf", at(URL_OF, `c${concepts - 1}`));
await measure("the code system", "/r4/CodeSystem/large");
await server.stop();
