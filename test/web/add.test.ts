import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { formOf, webServer } from "./support.ts";

const KEY = "0123456789abcdef";
const keys = [{ name: "curator", sha256: createHash("sha256").update(KEY).digest("hex") }];
const own = {
  resourceType: "CodeSystem",
  id: "own",
  url: "https://example.org/own",
  name: "Own",
  status: "active",
  content: "complete",
  concept: [{ code: "1", display: "One" }],
};
const text = JSON.stringify(own);

describe("where writing is off", () => {
  const server = webServer();

  test("the page says how it is switched on, and nothing can be sent", async () => {
    expect((await server.page("/add")).html).toContain("OSSICLE_WRITES=on");
    expect((await server.page("/add", formOf({ text, confirmed: "yes", key: KEY }))).status).toBe(404);
  });
});

describe("where writing is on", () => {
  const server = webServer([], { writes: true, keys });
  const stored = async () => (await server.page("/r4/CodeSystem/own")).status;

  test("what is not valid is told before anything is written", async () => {
    const reply = await server.page("/add", formOf({ text: JSON.stringify({ ...own, status: "odd" }) }));
    expect(reply.status).toBe(422);
    expect(reply.html).toContain("status");
    expect((await server.page("/add", formOf({ text: "no json" }))).status).toBe(400);
  });

  test("it is checked, then confirmed with a key, then there; the key is in no page", async () => {
    const checked = await server.page("/add", formOf({ text }));
    expect(checked.status).toBe(200);
    expect(checked.html).toContain("CodeSystem/own");
    expect(await stored()).toBe(404);
    const refused = await server.page("/add", formOf({ text, confirmed: "yes", key: "wrong-key-is-sent" }));
    expect(refused.status).toBe(401);
    expect(refused.html).not.toContain("wrong-key-is-sent");
    const written = await server.page("/add", formOf({ text, confirmed: "yes", key: KEY }));
    expect(written.status).toBe(200);
    expect(written.html).not.toContain(KEY);
    expect(await stored()).toBe(200);
  });
});
