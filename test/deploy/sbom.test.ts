/** The bill of materials says all that a production installation has, and nothing else. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
const read = <T>(name: string) => JSON.parse(readFileSync(new URL(name, root), "utf8")) as T;
const own = read<{ name: string; version: string; dependencies: Record<string, string> }>("package.json");
const { packages } = read<{
  packages: Record<string, { version: string; dev?: true; devOptional?: true; peer?: true }>;
}>("package-lock.json");

interface Sbom {
  bomFormat: string;
  specVersion: string;
  metadata: { component: { name: string; version: string; type: string } };
  components: {
    name: string;
    version: string;
    purl: string;
    hashes?: { alg: string }[];
    licenses?: unknown[];
  }[];
  dependencies: { ref: string }[];
}

test("npm run sbom names each package of the lockfile that is needed to run, with version and hash", () => {
  const { stdout, stderr } = spawnSync("npm", ["run", "--silent", "sbom"], {
    cwd: fileURLToPath(root),
    encoding: "utf8",
    maxBuffer: 100_000_000,
    timeout: 60_000,
  });
  expect(stdout, stderr).not.toBe("");
  const sbom = JSON.parse(stdout) as Sbom;
  expect(sbom).toMatchObject({
    bomFormat: "CycloneDX",
    metadata: { component: { name: own.name, version: own.version, type: "application" } },
  });
  const needed = Object.entries(packages)
    .filter(([path, { dev, devOptional, peer }]) => path !== "" && !dev && !devOptional && !peer)
    .map(([path, { version }]) => `${path.split("node_modules/").at(-1)} ${version}`);
  const named = sbom.components.map(({ name, version }) => `${name} ${version}`);
  expect([...new Set(named)].sort()).toEqual([...new Set(needed)].sort());
  expect(needed.length).toBeGreaterThan(Object.keys(own.dependencies).length);
  for (const { name, purl, hashes } of sbom.components) {
    expect(purl, name).toMatch(/^pkg:npm\//);
    expect(hashes?.[0]?.alg, name).toBe("SHA-512");
  }
  expect(sbom.dependencies.length).toBe(sbom.components.length + 1);
});
