/** What Express seldom needs is loaded when it does, and then it is all there. */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const own = new URL("../../src/server/load-express.js", import.meta.url).href;

test("nested query strings, media types and bodies are read as by Express itself, and loaded only then", () => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      `
      import { once } from "node:events";
      import { createRequire } from "node:module";
      const { loadExpress } = await import(${JSON.stringify(own)});
      loadExpress();
      const { cache } = createRequire(${JSON.stringify(own)});
      const loaded = () => ["qs/lib/parse.js", "mime-db/db.json", "body-parser/lib/types/json.js"].map((file) =>
        Object.keys(cache).some((path) => path.replaceAll("\\\\", "/").endsWith(file)));
      const { default: express } = await import("express");
      const app = express().set("query parser", "extended");
      app.get("/", (req, res) => void res.type("svg").send(JSON.stringify(req.query)));
      app.post("/", (req, res, next) => express.json({ strict: false })(req, res, next), (req, res) => void res.send(req.body));
      const before = loaded();
      const server = app.listen(0, "127.0.0.1");
      await once(server, "listening");
      const url = "http://127.0.0.1:" + server.address().port;
      const answer = await fetch(url + "/?a[b]=1&a[c][]=2");
      const headers = { "Content-Type": "application/json" };
      const sent = await fetch(url, { method: "POST", headers, body: '"a word"' });
      console.log(JSON.stringify({
        before,
        query: await answer.json(),
        type: answer.headers.get("content-type"),
        body: await sent.text(),
        after: loaded(),
      }));
      server.close();
      server.closeAllConnections();`,
    ],
    { encoding: "utf8", timeout: 60_000 },
  );
  expect(JSON.parse(stdout || `"${stderr}"`)).toEqual({
    before: [false, false, false],
    query: { a: { b: "1", c: ["2"] } },
    type: "image/svg+xml; charset=utf-8",
    body: "a word",
    after: [true, true, true],
  });
});
