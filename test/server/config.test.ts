import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { KeyFile } from "../../src/http/auth/keys.ts";
import { createLog } from "../../src/http/log.ts";
import { readConfig, SETTINGS } from "../../src/server/config.ts";

const HASH = createHash("sha256").update("a key").digest("hex");

test("without environment, every setting has its default", () => {
  const config = readConfig({}) as unknown as Record<string, unknown>;
  for (const [name, setting] of Object.entries(SETTINGS)) expect(config[name], name).toEqual(setting.default);
});

test("an empty value counts as not given", () => {
  expect(readConfig({ PORT: "", OSSICLE_STORE: "" })).toEqual(readConfig({}));
});

test.each<[string, string, string, unknown]>([
  ["PORT", "0", "port", 0],
  ["HOST", "::1", "host", "::1"],
  ["OSSICLE_STORE", "sqlite:x.db", "store", "sqlite:x.db"],
  ["OSSICLE_STORE", "postgres://u@h/d", "store", "postgres://u@h/d"],
  ["LOG_LEVEL", "debug", "logLevel", "debug"],
  ["OSSICLE_BODY_LIMIT", "5000", "bodyLimit", 5000],
  ["OSSICLE_EXPANSION_LIMIT", "7", "expansionLimit", 7],
  ["OSSICLE_PUBLIC_URL", "https://tx.example.org/", "publicUrl", "https://tx.example.org"],
  ["OSSICLE_CACHE_CONTROL", "public, max-age=60", "cacheControl", "public, max-age=60"],
  ["OSSICLE_CACHE_CONTROL", 'private="a, b", no-store', "cacheControl", 'private="a, b", no-store'],
  ["OSSICLE_RESPONSE_CACHE", "0", "responseCache", 0],
  ["OSSICLE_FLAT_EXPANSIONS", "on", "flatExpansions", true],
  ["OSSICLE_STRICT_NAMES", "on", "strictNames", true],
  ["OSSICLE_WORKERS", "4", "workers", 4],
  ["OSSICLE_KEYS", HASH, "keys", [{ name: "key 1", sha256: HASH }]],
])("%s=%s", (env, text, name, value) => {
  expect((readConfig({ [env]: text }) as unknown as Record<string, unknown>)[name]).toEqual(value);
});

test.each([
  ["PORT", "80a"],
  ["PORT", "65536"],
  ["PORT", "-1"],
  ["PORT", "1e3.5"],
  ["PORT", " "],
  ["OSSICLE_TX_CACHE", " "],
  ["OSSICLE_RESPONSE_CACHE", "\t"],
  ["OSSICLE_STORE", "memory:x"],
  ["OSSICLE_STORE", "sqlite: "],
  ["OSSICLE_STORE", "sqlite::memory:"],
  ["OSSICLE_PUBLIC_URL", "https://[::1"],
  ["OSSICLE_PUBLIC_URL", "https://tx.example.org:99999"],
  ["OSSICLE_CACHE_CONTROL", '"'],
  ["OSSICLE_CACHE_CONTROL", " "],
  ["OSSICLE_CACHE_CONTROL", "public, , max-age"],
  ["OSSICLE_ISSUER", " https://login.example.org"],
  ["OSSICLE_STORE", "mysql://x"],
  ["OSSICLE_STORE", "sqlite:"],
  ["LOG_LEVEL", "loud"],
  ["OSSICLE_BODY_LIMIT", "12"],
  ["OSSICLE_EXPANSION_LIMIT", "0"],
  ["OSSICLE_PUBLIC_URL", "tx.example.org"],
  ["OSSICLE_PUBLIC_URL", "https://tx.example.örg/"],
  ["OSSICLE_PUBLIC_URL", "https://tx.example.org/?a=b"],
  ["OSSICLE_CACHE_CONTROL", "no-cache\r\nX-Evil: 1"],
  ["OSSICLE_RESPONSE_CACHE", "lots"],
  ["OSSICLE_WORKERS", "0"],
  ["OSSICLE_WORKERS", "1.5"],
  ["OSSICLE_WORKERS", "all"],
  ["OSSICLE_TX_CACHE", "lots"],
  ["OSSICLE_WRITES", "maybe"],
  ["OSSICLE_KEYS", "/no/such/file"],
])("%s=%j stops the start and is named", (env, text) => {
  expect(() => readConfig({ [env]: text })).toThrow(new RegExp(`^${env}=.* is not valid: give `, "s"));
});

test("what may be off says so where it is wrong", () => {
  expect(() => readConfig({ OSSICLE_TX_CACHE: "no" })).toThrow("give off, or a whole number from 0");
});

test("several workers need a store that they can share", () => {
  expect(() => readConfig({ OSSICLE_WORKERS: "2", OSSICLE_STORE: "memory:" })).toThrow(
    /^OSSICLE_WORKERS=2 needs a store that processes can share: .* give OSSICLE_STORE=sqlite:FILE or postgres:/,
  );
  expect(readConfig({ OSSICLE_WORKERS: "2" }).workers).toBe(2);
  expect(readConfig({ OSSICLE_STORE: "memory:" }).workers).toBe(1);
});

describe("an issuer of tokens", () => {
  const issuer = {
    OSSICLE_ISSUER: "https://login.example.org",
    OSSICLE_AUDIENCE: "https://a/r4, https://a/r5",
  };

  test("counts for tokens that are for this server", () => {
    const config = readConfig({ ...issuer, OSSICLE_WRITES: "on", OSSICLE_READS: "key" });
    expect(config).toMatchObject({
      issuer: issuer.OSSICLE_ISSUER,
      audience: ["https://a/r4", "https://a/r5"],
    });
  });

  test.each([
    [{ OSSICLE_ISSUER: issuer.OSSICLE_ISSUER }, "OSSICLE_AUDIENCE"],
    [{ OSSICLE_AUDIENCE: "x" }, "OSSICLE_ISSUER"],
    [{ OSSICLE_JWKS: "https://a/keys" }, "OSSICLE_ISSUER"],
    [{ ...issuer, OSSICLE_ISSUER: "http://login.example.org" }, "https://"],
    [{ ...issuer, OSSICLE_JWKS: "keys.json" }, "OSSICLE_JWKS"],
    [{ OSSICLE_READS: "key" }, "OSSICLE_KEYS"],
    [{ OSSICLE_READS: "all" }, "open or key"],
  ])("%j does not start", (env, said) => {
    expect(() => readConfig(env as Record<string, string>)).toThrow(said);
  });

  test("may be without TLS on this machine", () => {
    expect(readConfig({ ...issuer, OSSICLE_ISSUER: "http://127.0.0.1:8080" }).issuer).toContain("8080");
  });
});

describe("keys", () => {
  test("are read with names, from text or from a file with comments", () => {
    const folder = mkdtempSync(join(tmpdir(), "ossicle-"));
    const file = join(folder, "keys");
    writeFileSync(file, `# who may write\nimporter:${HASH} # the nightly one\n\n${HASH}\n`);
    const expected = [
      { name: "importer", sha256: HASH },
      { name: "key 2", sha256: HASH },
    ];
    const read = readConfig({ OSSICLE_KEYS: file }).keys as KeyFile;
    expect(read.current(createLog("silent"))).toEqual(expected);
    expect(readConfig({ OSSICLE_KEYS: `importer:${HASH},${HASH.toUpperCase()}` }).keys).toEqual(expected);
    rmSync(folder, { recursive: true });
  });

  test("that are wrong are not repeated, nor is a store's password", () => {
    for (const wrong of ["my-secret-token", "importer:my-secret-token", "/no/my-secret-token"]) {
      expect(() => readConfig({ OSSICLE_KEYS: wrong })).toThrow(
        /^OSSICLE_KEYS=\.\.\. is not valid: give NAME:HASH .* path of a file .*\(no such file can be read: ENOENT\)$/,
      );
      expect(() => readConfig({ OSSICLE_KEYS: wrong })).not.toThrow(/my-secret/);
    }
    expect(() => readConfig({ OSSICLE_STORE: "postgre://u:secret@h/d" })).not.toThrow(/secret/);
  });

  test("are needed where writing is on", () => {
    expect(() => readConfig({ OSSICLE_WRITES: "on" })).toThrow("OSSICLE_KEYS");
    expect(readConfig({ OSSICLE_WRITES: "on", OSSICLE_KEYS: HASH }).writes).toBe(true);
  });
});

test("what Kubernetes says of a service called ossicle is no setting, and no mistake", () => {
  const env = {
    OSSICLE_SERVICE_HOST: "10.0.0.1",
    OSSICLE_SERVICE_PORT: "80",
    OSSICLE_SERVICE_PORT_HTTP: "80",
    OSSICLE_PORT: "tcp://10.0.0.1:80",
    OSSICLE_PORT_80_TCP_ADDR: "10.0.0.1",
  };
  expect(readConfig(env)).toEqual(readConfig({}));
});

test.each([
  ["OSSICLE_WRITE", "did you mean OSSICLE_WRITES"],
  ["OSSICLE_EXPANSION_LIMITS", "did you mean OSSICLE_EXPANSION_LIMIT?"],
  ["OSSICLE_SOMETHING_ELSE_ALTOGETHER", "is no setting"],
])("the setting %s, which nobody reads, is named", (name, said) => {
  expect(() => readConfig({ [name]: "on" })).toThrow(said);
});
