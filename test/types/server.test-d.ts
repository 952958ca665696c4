import type { RequestHandler } from "express";
import type { CodeSystem, ValueSet } from "fhir/r5";
import { expectTypeOf, test } from "vitest";
import {
  type Answer,
  bundledResources,
  createEngine,
  type Engine,
  expand,
  lookup,
  type LookupOutcome,
  MemoryStore,
  openStore,
  type Store,
  TerminologyError,
} from "../../src/engine.ts";
import { ossicle } from "../../src/express.ts";
import { startServer } from "../../src/index.ts";
import { OssicleContainer, StartedOssicleContainer } from "../../src/testcontainers.ts";

const store = new MemoryStore(bundledResources());

test("ossicle: a server says where it is, and stops", async () => {
  const server = await startServer({ port: 0, store: "memory:" });
  expectTypeOf(server.url).toBeString();
  expectTypeOf(server.stop()).toEqualTypeOf<Promise<void>>();
  // @ts-expect-error: a port is a number
  void startServer({ port: "3000" });
});

test("ossicle/engine: what is read or found in a store is of the type that was asked for", async () => {
  const read = await store.read("CodeSystem", "x");
  expectTypeOf(read?.resource).toEqualTypeOf<CodeSystem | undefined>();
  const { items } = await (await openStore("memory:")).search("ValueSet", { criteria: [] });
  expectTypeOf(items.map(({ resource }) => resource)).toEqualTypeOf<ValueSet[]>();
  // @ts-expect-error: no patients are stored
  void store.read("Patient", "x");
});

test("ossicle/engine: an engine answers, and operations are promises", async () => {
  expectTypeOf(store).toExtend<Store>();
  expectTypeOf(openStore("memory:")).toEqualTypeOf<Promise<Store>>();
  const engine = createEngine(store);
  expectTypeOf(engine).toEqualTypeOf<Engine>();
  expectTypeOf(await engine.ask("r4", "GET", "metadata")).toEqualTypeOf<Answer>();
  expectTypeOf(lookup).returns.toEqualTypeOf<Promise<LookupOutcome>>();
  expectTypeOf(expand).returns.toExtend<Promise<unknown>>();
  expectTypeOf<TerminologyError>().toExtend<Error>();
  // @ts-expect-error: R6 is not spoken
  void engine.ask("r6", "GET", "metadata");
});

test("ossicle/express: a handler for Express", () => {
  expectTypeOf(ossicle(createEngine(store), "r5")).toExtend<RequestHandler>();
  // @ts-expect-error: a store is no engine
  ossicle(store, "r5");
});

test("ossicle/testcontainers: a container is built up, and knows its bases once it is started", async () => {
  const container = new OssicleContainer().withSeed("codes.csv");
  expectTypeOf(container).toEqualTypeOf<OssicleContainer>();
  expectTypeOf(await container.start()).toEqualTypeOf<StartedOssicleContainer>();
  expectTypeOf<StartedOssicleContainer["getFhirBaseUrl"]>().returns.toBeString();
  // @ts-expect-error: it has no base before
  void container.getFhirBaseUrl();
});
