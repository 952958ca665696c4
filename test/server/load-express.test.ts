/** What Express seldom needs is loaded when it does, and then it is all there. */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const own = new URL("../../src/server/load-express.js", import.meta.url).href;

/** What `script` says, as JSON, after `loadExpress()`. */
function afterLoading(script: string, env: Record<string, string> = {}): { said: unknown; stderr: string } {
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
      const require = createRequire(${JSON.stringify(own)});
      const loaded = (...files) => files.map((file) =>
        Object.keys(require.cache).some((path) => path.replaceAll("\\\\", "/").endsWith(file)));
      const { default: express } = await import("express");
      const app = express();
      async function served(ask) {
        const server = app.listen(0, "127.0.0.1");
        await once(server, "listening");
        const said = await ask("http://127.0.0.1:" + server.address().port);
        server.close();
        server.closeAllConnections();
        console.log(JSON.stringify(said));
      }
      ${script}`,
    ],
    { encoding: "utf8", timeout: 60_000, env: { ...process.env, DEBUG: "", ...env } },
  );
  return { said: JSON.parse(stdout || `"${stderr}"`), stderr };
}

test("nested query strings, media types and bodies are read as by Express itself, and loaded only then", () => {
  const { said } = afterLoading(`
    const files = ["qs/lib/parse.js", "mime-db/db.json", "body-parser/lib/types/json.js"];
    app.set("query parser", "extended");
    app.get("/", (req, res) => void res.type("svg").send(JSON.stringify(req.query)));
    app.post("/", (req, res, next) => express.json({ strict: false })(req, res, next), (req, res) => void res.send(req.body));
    const before = loaded(...files);
    await served(async (url) => {
      const answer = await fetch(url + "/?a[b]=1&a[c][]=2");
      const headers = { "Content-Type": "application/json" };
      const sent = await fetch(url, { method: "POST", headers, body: '"a word"' });
      return {
        before,
        query: await answer.json(),
        type: answer.headers.get("content-type"),
        body: await sent.text(),
        after: loaded(...files),
      };
    });`);
  expect(said).toEqual({
    before: [false, false, false],
    query: { a: { b: "1", c: ["2"] } },
    type: "image/svg+xml; charset=utf-8",
    body: "a word",
    after: [true, true, true],
  });
});

test("Express negotiates, sends files, sets cookies and answers what fails, and loads what that needs only then", () => {
  const { said } = afterLoading(`
    import { fileURLToPath } from "node:url";
    const files = ["negotiator/index.js", "ee-first/index.js", "toidentifier/index.js"];
    app.set("etag", "strong");
    app.get("/accepts", (req, res) => void res.vary("Accept").json([req.accepts(["xml", "json"]), req.is("json")]));
    app.get("/cookie", (req, res) => void res.cookie("name", "a b").redirect("/ä"));
    app.get("/file", (req, res) => void res.sendFile(fileURLToPath(${JSON.stringify(own)})));
    app.get("/download", (req, res) => void res.attachment("ä.txt").send("text"));
    app.get("/fails", () => { throw new Error("so it is"); });
    app.use("/static", (req, res, next) => express.static("/nowhere")(req, res, next));
    const before = loaded(...files);
    await served(async (url) => {
      const get = (path, headers = {}) => fetch(url + path, { headers, redirect: "manual" });
      const accepts = await get("/accepts", { Accept: "application/json" });
      const cookie = await get("/cookie");
      const part = await get("/file", { Range: "bytes=0-2" });
      const download = await get("/download");
      return {
        before,
        accepts: [accepts.headers.get("vary"), await accepts.json()],
        fresh: (await get("/accepts", { Accept: "application/json", "Cache-Control": "max-age=0", "If-None-Match": accepts.headers.get("etag") })).status,
        cookie: [cookie.status, cookie.headers.get("set-cookie"), cookie.headers.get("location")],
        part: [part.status, await part.text()],
        download: download.headers.get("content-disposition"),
        none: [(await get("/static/none")).status, (await get("/none")).status],
        fails: (await get("/fails")).status,
        after: loaded(...files),
      };
    });`);
  expect(said).toEqual({
    before: [false, false, false],
    accepts: ["Accept", ["json", null]],
    fresh: 304,
    cookie: [302, "name=a%20b; Path=/", "/%C3%A4"],
    part: [206, "/**"],
    download: "attachment; filename=\"?.txt\"; filename*=UTF-8''%C3%A4.txt",
    none: [404, 404],
    fails: 500,
    after: [true, true, true],
  });
});

test("what Express says to debug is said where DEBUG asks for it, and debug is there for others", () => {
  const script = `
    const debug = require("debug");
    debug.enable("mine");
    console.log(JSON.stringify([debug.enabled("mine"), debug.enabled("express:router")]));
    app.get("/", () => {});`;
  expect(afterLoading(script)).toEqual({ said: [true, false], stderr: "" });
  expect(afterLoading(script, { DEBUG: "express:*" }).stderr).toContain("express:application");
});
