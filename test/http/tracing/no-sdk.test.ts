import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const server = new URL("../../../src/server/start.ts", import.meta.url).href;

test("without an SDK nothing of OpenTelemetry is loaded", () => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      `
      import { registerHooks } from "node:module";
      const seen = [];
      registerHooks({ resolve(specifier, context, next) {
        if (specifier.includes("opentelemetry")) seen.push(specifier);
        return next(specifier, context);
      } });
      const { startServer } = await import(${JSON.stringify(server)});
      const { url, stop } = await startServer();
      const { status } = await fetch(url + "/r4/metadata");
      console.log(JSON.stringify({ status, packages: seen.filter((name) => name.startsWith("@")) }));
      await stop();`,
    ],
    { encoding: "utf8", timeout: 60_000 },
  );
  expect(JSON.parse(stdout || `"${stderr}"`)).toEqual({ status: 200, packages: [] });
});
