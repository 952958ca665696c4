import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as r5 from "fhir/r5";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bundledResources } from "../../src/content/bundled-terminology.ts";
import { operationDefinitions } from "../../src/content/operation-definitions.ts";
import { seed } from "../../src/content/seed.ts";
import { startServer } from "../../src/server/start.ts";
import { openStore } from "../../src/storage/open-store.ts";
import type { Store } from "../../src/terminology/store.ts";

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "ossicle-"));
  store = await openStore(`sqlite:${join(folder, "data", "ossicle.db")}`);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const everything = [...bundledResources(), ...operationDefinitions()];

describe("an empty store", () => {
  test("gets the condition and the operations", async () => {
    await seed(store);
    for (const { resourceType, id } of everything) {
      const stored = await store.read(resourceType as "CodeSystem", id!);
      expect(stored?.resource, `${resourceType}/${id}`).toMatchObject({ resourceType, id });
    }
  });

  test("is filled once: later starts write nothing", async () => {
    await seed(store);
    const { generation } = store;
    await seed(store);
    expect(store.generation).toBe(generation);
  });
});

describe("what was changed since", () => {
  const changeTitle = async (title: string) => {
    const { resource } = (await store.read("CodeSystem", "hgnc"))!;
    await store.commit([
      {
        method: "update",
        type: "CodeSystem",
        id: "hgnc",
        resource: { ...(resource as r5.CodeSystem), title },
      },
    ]);
  };
  const title = async () => (await store.read("CodeSystem", "hgnc"))?.resource?.title;

  test("stays as it was changed", async () => {
    await seed(store);
    await changeTitle("Mine");
    await store.commit([{ method: "delete", type: "ConceptMap", id: "condition-to-gtr" }]);
    await seed(store);
    expect(await title()).toBe("Mine");
    expect((await store.read("ConceptMap", "condition-to-gtr"))?.resource).toBeUndefined();
  });

  const markAs = async (ossicle: string) => {
    const mark = (await store.read("Provenance", "ossicle-bundle"))!.resource as r5.Provenance;
    mark.entity![0]!.what.identifier!.value = "sha256-of-another-version";
    mark.agent[0]!.who.display = ossicle;
    await store.commit([{ method: "update", type: "Provenance", id: "ossicle-bundle", resource: mark }]);
  };

  test("is not put back by an older version of Ossicle", async () => {
    await seed(store);
    await changeTitle("What a later version brought");
    await markAs("Ossicle 999.0.0");
    await seed(store);
    expect(await title()).toBe("What a later version brought");
  });

  test("gives way to the content of another version of Ossicle", async () => {
    await seed(store);
    const original = await title();
    await changeTitle("Mine");
    await markAs("Ossicle 0.0.1");
    await seed(store);
    expect(await title()).toBe(original);
  });
});

test("a store that is read-only is left as it is", async () => {
  const closed = Object.create(store, { readOnly: { value: "the folder is read-only" } }) as Store;
  await seed(closed);
  expect((await store.search("CodeSystem", { criteria: [] })).total).toBe(0);
});

test("a server keeps its data from one start to the next", async () => {
  const address = `sqlite:${join(folder, "kept.db")}`;
  const versionOf = async () => {
    const server = await startServer({ store: address });
    const response = await fetch(`${server.url}/r4/CodeSystem/genetic-conditions?_summary=true`);
    const { meta } = (await response.json()) as { meta: { versionId: string; lastUpdated: string } };
    await server.stop();
    return meta;
  };
  expect(await versionOf()).toEqual(await versionOf());
});

test("a store that can't be opened is named, and the start fails", async () => {
  await expect(startServer({ store: `sqlite:${folder}` })).rejects.toThrow(folder);
});
