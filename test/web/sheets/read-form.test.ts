/** Forms that were sent: every field and file of them, in order; or what is wrong with them. */
import { EventEmitter } from "node:events";
import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import type { Request } from "express";
import { expect, test } from "vitest";
import { Load } from "../../../src/http/load.ts";
import { readForm } from "../../../src/web/sheets/read-form.ts";
import { turnsDuring } from "../../turns-during.ts";

const LIMIT = 10_000_000;
const BOUNDARY = "x-boundary";
const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`;
/** As a socket gives it. */
const PIECE = 64_000;

function sent(
  body: string | Buffer,
  type: string | undefined,
  { broken = false, piece = PIECE, slow = false } = {},
): Request {
  const bytes = Buffer.from(body);
  async function* pieces() {
    for (let from = 0; from < bytes.length; from += piece) {
      yield bytes.subarray(from, from + piece);
      if (slow) await setImmediate();
    }
    if (broken) throw new Error("aborted");
  }
  const headers = type === undefined ? {} : { "content-type": type };
  const res = Object.assign(new EventEmitter(), { writableEnded: false, closed: false });
  return Object.assign(Readable.from(pieces()), { headers, res }) as unknown as Request;
}

const read = (body: string | Buffer, type?: string, load = new Load()) =>
  readForm(sent(body, type), LIMIT, load);

const part = (head: string, value: string): string =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`;
const multipart = (...parts: string[]): string => `${parts.join("")}--${BOUNDARY}--\r\n`;

test("each field and file is there, in the order in which they came, those of one name too", async () => {
  const form = await read(
    multipart(
      part('name="file"; filename="Größe.csv"', "a,b\r\n"),
      part('name="text"', "Café\nau lait"),
      part('name="file"; filename="second.csv"\r\nContent-Type: text/csv', "c".repeat(200_000)),
      part('name="text"', "again"),
      part('name="__proto__"', "odd"),
      part('name="metadata"; filename=""\r\nContent-Type: application/octet-stream', ""),
    ),
    MULTIPART,
  );
  expect(form.files("file").map(({ name, bytes }) => [name, bytes.length])).toEqual([
    ["Größe.csv", 5],
    ["second.csv", 200_000],
  ]);
  expect(form.text("text")).toBe("Café\nau lait");
  expect(form.allTexts("text")).toEqual(["Café\nau lait", "again"]);
  expect(form.text("__proto__")).toBe("odd");
  expect(form.text("toString")).toBe("");
  expect(form.files("metadata")).toEqual([]);
});

test("a form in an address's way of writing is one too, with a value of megabytes", async () => {
  const long = "ä".repeat(400_000);
  const form = await read(`text=${encodeURIComponent(long)}&column=1`, "application/x-www-form-urlencoded");
  expect(form.text("text") === long).toBe(true);
  expect(form.text("column")).toBe("1");
  const small = await read("text=a%20b&column=1&none", "application/x-www-form-urlencoded");
  expect([small.text("text"), small.text("column"), small.text("none")]).toEqual(["a b", "1", ""]);
});

test.each([
  ["of another type", "{}", "application/json", "The body is no form"],
  ["of no type", "a=b", undefined, "The body is no form"],
  ["without a boundary", multipart(part('name="a"', "b")), "multipart/form-data", "names no boundary"],
  ["that ends within a field", part('name="a"', "b"), MULTIPART, "no last boundary"],
  ["that ends within a file", part('name="a"; filename="b"', "c"), MULTIPART, "no last boundary"],
  ["that ends within a header", `--${BOUNDARY}\r\nContent-Disp`, MULTIPART, "no last boundary"],
  ["without any part of it", "nothing of the kind", MULTIPART, "no last boundary"],
])("a body %s is no form", async (_, body, type, words) => {
  await expect(read(body, type)).rejects.toThrow(words);
});

test.each(["base64", "Quoted-Printable"])(
  "a part that is encoded as %s is refused, not misread",
  async (encoding) => {
    const encoded = `\r\nContent-Transfer-Encoding: ${encoding}`;
    const words = `'table' comes with Content-Transfer-Encoding ${encoding.toLowerCase()}`;
    await expect(read(multipart(part(`name="table"${encoded}`, "YQ==")), MULTIPART)).rejects.toThrow(words);
    const file = part(`name="table"; filename="a.csv"${encoded}`, "YQ==");
    await expect(read(multipart(file), MULTIPART)).rejects.toThrow(words);
    await expect(read(multipart(part(`x="y"${encoded}`, "YQ==")), MULTIPART)).rejects.toThrow(
      "'' comes with",
    );
    const plain = part('name="a"\r\nContent-Transfer-Encoding: 8bit', "b");
    expect((await read(multipart(plain), MULTIPART)).text("a")).toBe("b");
  },
);

test("a form that is packed, or longer by its own account, is refused before it is read", async () => {
  const given = (header: object): Request => {
    const request = sent(multipart(part('name="a"', "b")), MULTIPART);
    return Object.assign(request, { headers: { ...request.headers, ...header } });
  };
  const reading = (header: object) => readForm(given(header), LIMIT, new Load());
  await expect(reading({ "content-encoding": "gzip" })).rejects.toThrow("Content-Encoding 'gzip'");
  await expect(reading({ "content-length": String(LIMIT + 1) })).rejects.toThrow(`limit of ${LIMIT} bytes`);
  expect((await reading({ "content-encoding": "identity" })).text("a")).toBe("b");
});

test("a body that breaks off says so, and counts no more", async () => {
  const load = new Load();
  const broken = sent(part('name="a"; filename="b"', "c"), MULTIPART, { broken: true });
  await expect(readForm(broken, LIMIT, load)).rejects.toThrow("ended before");
  expect(load.bodyBytes).toBe(0);
});

test("a body that is too large is refused before all of it has come, and the rest is dropped", async () => {
  const body = sent(multipart(part('name="a"', "b".repeat(300_000))), MULTIPART, { slow: true });
  await expect(readForm(body, 100_000, new Load())).rejects.toMatchObject({ issues: [{ code: "too-long" }] });
  expect(body.readableEnded).toBe(false);
  await new Promise((resolve) => body.once("end", resolve));
});

test("a form of very many parts, or a very long one in an address's way of writing, is refused", async () => {
  const parts = (count: number) =>
    multipart(...Array.from({ length: count }, (_, i) => part(`name="f${i}"`, "x")));
  expect((await read(parts(10_000), MULTIPART)).text("f9999")).toBe("x");
  await expect(read(parts(10_001), MULTIPART)).rejects.toThrow("more than 10000 fields");
  const bare = `--${BOUNDARY}\r\nX-A: b\r\n\r\n\r\n`;
  await expect(read(multipart(bare.repeat(10_001)), MULTIPART)).rejects.toThrow("more than 10000 fields");
  const encoded = "application/x-www-form-urlencoded";
  await expect(read("a=1&".repeat(10_001), encoded)).rejects.toThrow("more than 10000 fields");
  await expect(read(`a=${"b".repeat(3_000_000)}`, encoded)).rejects.toThrow("send multipart/form-data");
});

test("a form in very small chunks is read up to a number of them", async () => {
  const inBytes = (length: number) =>
    readForm(
      sent(multipart(part('name="a"', "b".repeat(length))), MULTIPART, { piece: 1 }),
      LIMIT,
      new Load(),
    );
  expect((await inBytes(50_000)).text("a")).toHaveLength(50_000);
  await expect(inBytes(100_000)).rejects.toThrow("More than 100000 pieces of the body");
});

test("bodies that are under way count together, until they are answered", async () => {
  const load = new Load({ bodies: 100_000 });
  const long = multipart(part('name="a"', "b".repeat(90_000)));
  const requests = [sent(long, MULTIPART), sent(long, MULTIPART)];
  const both = await Promise.allSettled(requests.map((request) => readForm(request, LIMIT, load)));
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { status: 503 } });
  for (const { res } of requests) res!.emit("close");
  expect(load.bodyBytes).toBe(0);
});

test("others have their turn while a long form is read", async () => {
  const files = Array.from({ length: 10_000 }, (_, i) =>
    part(`name="file"; filename="${i}"`, "x".repeat(800)),
  );
  const { found: form, turns } = await turnsDuring(() => read(multipart(...files), MULTIPART));
  expect(form.files("file")).toHaveLength(10_000);
  expect(turns).toBeGreaterThan(0);
});
