/** What is loaded when it is first needed may not be there then (no descriptors are left, say): that is an answer. */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const server = new URL("../../src/server/start.ts", import.meta.url).href;
const JWT = "eyJhbGciOiJSUzM4NCJ9.e30.AAAA";

test("what can't be loaded is a 500, is tried again, and ends nothing", () => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      `
      import { registerHooks } from "node:module";
      let broken = true;
      registerHooks({ resolve(specifier, context, next) {
        const lazy = ["prom-client", "jose", "./search.ts", "./bundle.ts", "./fhir-language.ts", "./read-body.ts", "re2js"];
        if (broken && lazy.includes(specifier)) throw new Error("EMFILE");
        return next(specifier, context);
      } });
      const { startServer } = await import(${JSON.stringify(server)});
      const { url, stop } = await startServer({
        writes: true, issuer: "http://127.0.0.1:1", audience: ["x"], jwks: "http://127.0.0.1:1/keys",
      });
      const asked = [];
      const ask = async (path, init) => asked.push((await fetch(url + path, init)).status);
      const batch = {
        method: "POST",
        headers: { "Content-Type": "application/fhir+json" },
        body: JSON.stringify({ resourceType: "Bundle", type: "batch" }),
      };
      const write = { method: "DELETE", headers: { Authorization: "Bearer ${JWT}" } };
      const askAll = async () => {
        await ask("/metrics");
        await ask("/r4/ValueSet/v", write);
        await ask("/r4/CodeSystem");
        await ask("/r4", batch);
        await ask("/r4/CodeSystem/$lookup?system=http://hl7.org/fhir/administrative-gender&code=male");
        await ask("/r4/ValueSet/$expand?filter=%3C&url=https://w3id.org/ossicle/ValueSet/all-conditions");
        await ask("/health/ready");
      };
      await askAll();
      broken = false;
      await askAll();
      console.log(JSON.stringify(asked));
      await stop();`,
    ],
    { encoding: "utf8", timeout: 60_000 },
  );
  // At last the package is there, and only the issuer is not.
  expect(JSON.parse(stdout || `"${stderr}"`)).toEqual([
    ...[500, 500, 500, 500, 500, 500, 200],
    ...[200, 503, 200, 200, 200, 200, 200],
  ]);
});

test("a page that says what failed, and can't be made itself, ends nothing", () => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      `
      import fs from "node:fs";
      import { syncBuiltinESMExports } from "node:module";
      const { readFileSync } = fs;
      let broken = true;
      fs.readFileSync = (path, ...rest) => {
        if (broken && String(path).includes("resources/messages/")) throw new Error("EMFILE");
        return readFileSync(path, ...rest);
      };
      syncBuiltinESMExports();
      const { startServer } = await import(${JSON.stringify(server)});
      const { url, stop } = await startServer({});
      const asked = [];
      const ask = async () => {
        const answer = await fetch(url + "/r4/CodeSystem/nope", { headers: { Accept: "text/html" } });
        asked.push(answer.status, answer.headers.get("Content-Type").split(";")[0]);
      };
      await ask();
      broken = false;
      await ask();
      console.log(JSON.stringify(asked));
      await stop();`,
    ],
    { encoding: "utf8", timeout: 60_000 },
  );
  const [status, type, ...then] = (stdout ? JSON.parse(stdout) : [stderr]) as unknown[];
  expect([status, type]).toEqual([500, "application/fhir+json"]);
  expect(then).toEqual([404, "text/html"]);
});
