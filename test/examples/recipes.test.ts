/** The recipes of docs/testing.md for other languages, run as they stand; those for Node are run in the packed package. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readConfig } from "../../src/server/config.ts";
import { HAS_MAVEN, javaExample } from "../clients/maven.ts";
import { temporaryFolder } from "../storage/temporary.ts";

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
/** How the recipes are told to start the server of this checkout. */
const OSSICLE = `${process.execPath} ${path("bin/ossicle.js")}`;
const HAS_PYTEST = spawnSync("python3", ["-m", "pytest", "--version"]).status === 0;

describe.skipIf(!HAS_PYTEST)("pytest", () => {
  test("starts the server, asks it and ends it", () => {
    const args = ["-m", "pytest", "-q", "-p", "no:cacheprovider", path("examples/test_pytest.py")];
    const env = { ...process.env, OSSICLE, PYTHONDONTWRITEBYTECODE: "1" };
    const { status, stdout } = spawnSync("python3", args, { encoding: "utf8", env });
    expect(stdout).toContain("1 passed");
    expect(status).toBe(0);
  });
});

describe.skipIf(!HAS_MAVEN)("JUnit with HAPI's client", () => {
  test("starts the server, asks it and ends it", (context) => {
    const folder = temporaryFolder();
    try {
      const example = javaExample(folder.path);
      if (!example) return context.skip("Maven has no network");
      // With -q it says nothing unless something fails.
      expect(example.maven(["test"], { OSSICLE })).not.toContain("ERROR");
    } finally {
      folder.remove();
    }
  }, 300_000);
});

test("the service of a GitHub job has a port that the image opens, and settings that there are", () => {
  const [, block] = /```yaml\n(services:.*?)```/s.exec(readFileSync(path("docs/testing.md"), "utf8"))!;
  const { services } = parse(block!) as {
    services: { ossicle: { image: string; ports: string[]; env: Record<string, string> } };
  };
  const { ports, env } = services.ossicle;
  const opened = /^EXPOSE (\d+)$/m.exec(readFileSync(path("Dockerfile"), "utf8"))![1];
  expect(ports.map((port) => port.split(":")[1])).toEqual([opened]);
  expect(readConfig(env)).toMatchObject({ store: "memory:" });
});
