import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { MOUNTED, testServer } from "./support.ts";

const LIMIT = 5_000;
const server = testServer({ bodyLimit: LIMIT });

/** `padding` is white space, which JSON allows. */
const subsumes = (padding = 0): string =>
  JSON.stringify({
    resourceType: "Parameters",
    parameter: [
      { name: "system", valueUri: "http://hl7.org/fhir/publication-status" },
      { name: "codeA", valueCode: "draft" },
      { name: "codeB", valueCode: "draft" },
    ],
  }) + " ".repeat(padding);

const head = (header: string, connection = "close"): string =>
  `POST /r4/CodeSystem/$subsumes HTTP/1.1\r\nHost: x\r\nConnection: ${connection}\r\n${header}\r\n\r\n`;
const lengthOf = (body: string): string => `Content-Length: ${body.length}`;
const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;
const statuses = (reply: string): string[] =>
  [...reply.matchAll(/HTTP\/1.1 (\d+) /g)].map(([, status]) => status!);

describe("a body in very small chunks", () => {
  const roomy = testServer();
  const inChunks = (text: string): string => [...text, ""].map(chunk).join("");

  test("is read whole", async () => {
    const reply = await roomy.raw(head("Transfer-Encoding: chunked") + inChunks(subsumes(20_000)));
    expect(statuses(reply)).toEqual(["200"]);
  });

  test("is refused above the number that is taken", async () => {
    const reply = await roomy.raw(head("Transfer-Encoding: chunked") + inChunks(subsumes(100_000)));
    expect(statuses(reply)).toEqual(["413"]);
    expect(reply).toContain("More than 100000 pieces of the body have less than 1000 bytes");
  });

  test("that is packed, too", async () => {
    const packed = gzipSync(randomBytes(100_000)).toString("latin1");
    const headers = "Transfer-Encoding: chunked\r\nContent-Encoding: gzip";
    const reply = await roomy.raw(Buffer.from(head(headers) + inChunks(packed), "latin1"));
    expect(statuses(reply)).toEqual(["413"]);
  });
});

describe("a body is read", () => {
  const body = subsumes();
  const [start, end] = [body.slice(0, 40), body.slice(40)];
  test.each<[string, string[]]>([
    ["that comes together with its headers", [head(lengthOf(body)) + body]],
    ["that comes after its headers", [head(lengthOf(body)), body]],
    ["that comes in pieces", [head(lengthOf(body)) + start, end]],
    [
      "in chunks that come at once",
      [head("Transfer-Encoding: chunked") + chunk(start) + chunk(end) + chunk("")],
    ],
    [
      "in chunks that come one by one",
      [head("Transfer-Encoding: chunked"), chunk(start), chunk(end), chunk("")],
    ],
    ["of many pieces of the network", [head(lengthOf(subsumes(4_000))) + subsumes(3_000), " ".repeat(1_000)]],
  ])("%s", async (_how, pieces) => {
    const reply = await server.raw(...pieces);
    expect(statuses(reply)).toEqual(["200"]);
    expect(reply).toContain('"valueCode":"equivalent"');
  });

  test("for each of the requests that come at once", async () => {
    const reply = await server.raw(
      head(lengthOf(body), "keep-alive") +
        body +
        head(lengthOf(body), "keep-alive") +
        body +
        head(lengthOf(body)) +
        body,
    );
    expect(statuses(reply)).toEqual(["200", "200", "200"]);
  });

  test("of one kind after the other on one connection", async () => {
    const reply = await server.raw(
      head(lengthOf(body), "keep-alive") + body,
      head("Transfer-Encoding: chunked", "keep-alive"),
      chunk(body) + chunk(""),
      head(lengthOf(body)) + body,
    );
    expect(statuses(reply)).toEqual(["200", "200", "200"]);
  });

  test("that is packed", async () => {
    const { status } = await server.request("/r4/CodeSystem/$subsumes", {
      method: "POST",
      body: gzipSync(body),
      headers: { "Content-Encoding": "gzip", "Content-Type": "application/fhir+json" },
    });
    expect(status).toBe(200);
  });
});

describe("a body is refused", () => {
  const large = subsumes(LIMIT);
  test.each<[string, string[], string, string]>([
    ["of a length beyond the limit", [head(lengthOf(large)) + large], "413", `${LIMIT} bytes`],
    [
      "in chunks beyond the limit that come at once",
      [head("Transfer-Encoding: chunked") + chunk(large) + chunk("")],
      "413",
      `${LIMIT} bytes`,
    ],
    [
      "in chunks that get beyond the limit",
      [
        head("Transfer-Encoding: chunked") + chunk(subsumes(LIMIT - 1_000)),
        chunk(" ".repeat(2_000)) + chunk(""),
      ],
      "413",
      `${LIMIT} bytes`,
    ],
    ["that is empty", [head("Content-Length: 0")], "400", "is required"],
    ["that is not there at all", [head("X-Empty: yes")], "400", "is required"],
    ["that is not there, but packed", [head("Content-Encoding: gzip")], "400", "is required"],
    ["that is empty, in chunks", [head("Transfer-Encoding: chunked") + chunk("")], "400", "is required"],
  ])("%s", async (_which, pieces, status, named) => {
    const reply = await server.raw(...pieces);
    expect(statuses(reply)).toEqual([status]);
    expect(reply).toContain(named);
  });
});

// In another app it is Node that says yes.
describe.skipIf(MOUNTED !== undefined)("whoever asks before sending a body (Expect: 100-continue)", () => {
  const asking = (length: number) => head(`Expect: 100-continue\r\nContent-Length: ${length}`, "keep-alive");

  test("is refused at once where it is too large, and the connection is closed", async () => {
    const reply = await server.raw(asking(LIMIT + 1));
    expect(statuses(reply)).toEqual(["413"]);
    expect(reply).toContain(`${LIMIT} bytes`);
    expect(reply).toContain("Connection: close");
  });

  test("is told to go on where it is not, and answered", async () => {
    const body = subsumes();
    const last = `GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
    expect(statuses(await server.raw(asking(body.length), body, last))).toEqual(["100", "200", "200"]);
  });
});

describe("a form", () => {
  const large = testServer();
  const search = (fields: string) =>
    large.request("/r4/ValueSet/_search", {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: fields,
    });

  test.each([
    ["of many fields", "a=1&".repeat(100_000)],
    ["of one long field", `url=${"+".repeat(400_000)}`],
  ])("%s is refused before it is taken apart", async (_what, fields) => {
    const { status, json } = await search(fields);
    expect(status).toBe(413);
    expect((json as { issue: { details: { text: string } }[] }).issue[0]!.details.text).toContain(
      "250000 bytes",
    );
  });

  test("in which plus signs are spaces, but for those of zones, is read", async () => {
    const { json } = await search(
      "title=two+words&date=ge2026-01-01T10:00:00%2B01:00&date=le2026-01-01T10:00:00+01:00",
    );
    const self = (json as { link: { url: string }[] }).link[0]!.url;
    expect(decodeURIComponent(self.replaceAll("+", " "))).toContain("title=two words");
    expect(self.match(/%2B01%3A00|%2B01:00/g)).toHaveLength(2);
  });
});
