/** Issuers that publish something else than they should. */
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ownServer } from "../support.ts";

let issuer: Server;
let answer: (res: ServerResponse) => void;
beforeAll(async () => {
  issuer = createServer((_req, res) => answer(res));
  await new Promise<void>((resolve) => issuer.listen(0, "127.0.0.1", resolve));
});
afterAll(() => void issuer.close());

const TOKEN = ["{}", "{}", "x"].map((part) => Buffer.from(part).toString("base64url")).join(".");

test.each<[string, (res: ServerResponse) => void, string]>([
  ["null", (res) => res.end("null"), "it is no JSON object"],
  ["a list", (res) => res.end("[]"), "it is no JSON object"],
  ["another address", (res) => res.writeHead(302, { Location: "/x" }).end(), "redirect"],
])("of one that answers with %s it is said what is wrong", async (_what, answers, said) => {
  answer = answers;
  const url = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
  await using server = await ownServer({ writes: true, issuer: url, audience: ["here"] });
  const { status, json } = await server.request("/r4/ValueSet/v", {
    method: "DELETE",
    headers: { Authorization: `Bearer ${TOKEN}` },
  });
  expect([status, json.issue[0].code]).toEqual([503, "transient"]);
  expect(json.issue[0].details.text).toContain(said);
});
