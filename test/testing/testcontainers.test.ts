/** There is no container engine here: what the container asks for is looked at, and a server in this process stands in. */
import { GenericContainer, type StartedTestContainer } from "testcontainers";
import { afterEach, expect, test, vi } from "vitest";
import { createClient } from "../../src/client.ts";
import { OssicleContainer } from "../../src/testcontainers.ts";
import { startOssicle } from "../../src/testing.ts";

afterEach(() => vi.restoreAllMocks());

/** What the parts of GenericContainer that it shares with its subclasses hold. */
const asked = (container: OssicleContainer) =>
  container as unknown as {
    environment: Record<string, string>;
    exposedPorts: number[];
    filesToCopy: { source: string; target: string }[];
    directoriesToCopy: { source: string; target: string }[];
    waitStrategy: { path: string; port: number };
  };

test("it asks for the port, waits for readiness and names what is to be imported", () => {
  const container = asked(new OssicleContainer("ossicle:0.2").withSeed("/data/codes.csv", "/data/package/"));
  expect(container.exposedPorts).toEqual([3000]);
  expect(container.waitStrategy).toMatchObject({ path: "/health/ready", port: 3000 });
  expect(container.filesToCopy).toEqual([{ source: "/data/codes.csv", target: "/seed/0-codes.csv" }]);
  expect(container.directoriesToCopy).toEqual([{ source: "/data/package/", target: "/seed/1-package" }]);
  expect(container.environment).toMatchObject({
    OSSICLE_STORE: "memory:",
    OSSICLE_SEED: "/seed/0-codes.csv:/seed/1-package",
  });
});

test("once started it gives the base of each FHIR version", async () => {
  await using tx = await startOssicle();
  const { hostname, port } = new URL(tx.url);
  const started = { getHost: () => hostname, getMappedPort: () => Number(port) };
  vi.spyOn(GenericContainer.prototype, "start").mockResolvedValue(started as unknown as StartedTestContainer);
  const container = await new OssicleContainer().start();
  const client = createClient({ baseUrl: container.getFhirBaseUrl("r5"), version: "r5" });
  const code = "progressive-osseous-heteroplasia";
  const system = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
  expect((await client.lookup({ system, code })).kind).toBe("found");
});
