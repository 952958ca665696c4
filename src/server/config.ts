/** Settings from the environment and flags, with their defaults and limits; a bad one is named and stops the start. */
import { delimiter } from "node:path";
import { type Key, KeyFile, readKeys } from "../http/auth/keys.ts";
import { MAX_TX_BYTES } from "../http/caching/tx-resource-cache.ts";
import { isLogLevel, LOG_LEVELS, type LogLevel } from "../http/log.ts";
import { closest } from "../terminology/util/closest.ts";
import { codeOf, reasonOf } from "../terminology/util/reason.ts";
import { DEFAULT_WORK_LIMIT } from "../terminology/util/work-budget.ts";

export interface Config {
  port: number;
  host: string;
  /** Processes that serve; more than one share the port and the store. */
  workers: number;
  /** Seconds between the signal to stop and the end, in which others learn of it. */
  drain: number;
  /** `memory:`, `sqlite:FILE` or `postgres://...` */
  store: string;
  /** Files, folders and packages that are imported before the server is ready. */
  seed: readonly string[];
  logLevel: LogLevel;
  /** Largest accepted request body, in bytes. */
  bodyLimit: number;
  /** Most concepts in one expansion that is not paged. */
  expansionLimit: number;
  /** $expand nests codes only where the caller wants it. */
  flatExpansions: boolean;
  /** $translate answers names with exact matches only. */
  strictNames: boolean;
  /** Address under which callers reach the server, for links; absent: what their Host header says. */
  publicUrl: string | undefined;
  /** Cache-Control of answers to GETs. */
  cacheControl: string;
  /** Most bytes of answers kept for repeated GETs; 0: none. */
  responseCache: number;
  /** Units of work that one request may cost, each about a microsecond. */
  workLimit: number;
  /** Seconds until a request that is not answered ends. */
  requestTimeout: number;
  /** Requests that may be under way at the same time. */
  queueLimit: number;
  /** Bytes of bodies of requests that are not answered, at the same time; less where memory is small. */
  bodiesLimit: number;
  /** Connections that may be open at the same time. */
  connections: number;
  /** Most bytes of what callers have sent with a cache-id; 0: nothing is kept. */
  txResources: number;
  /** May resources be changed over HTTP by whoever has one of the keys, or a token? */
  writes: boolean;
  /** `key`: reading too needs one of the keys, or a token. */
  reads: "open" | "key";
  /** Are requests counted, and the counts shown at /metrics? */
  metrics: boolean;
  keys: readonly Key[] | KeyFile;
  /** Whose tokens (JWTs) count besides the keys; absent: nobody's. */
  issuer: string | undefined;
  /** What tokens have to name in `aud`, one of these. */
  audience: readonly string[];
  /** Where the issuer's public keys are; absent: where it says. */
  jwks: string | undefined;
}

interface Setting<K extends keyof Config> {
  env: string;
  /** Its value is not repeated in messages. */
  secret?: true;
  default: Config[K];
  /** The value, or what is expected instead. */
  read(text: string): { value: Config[K] } | { expected: string };
}

const ON_OFF = new Map([
  ["on", true],
  ["true", true],
  ["off", false],
  ["false", false],
]);

function onOff(text: string) {
  const value = ON_OFF.get(text);
  return value === undefined ? { expected: "on or off" } : { value };
}

/** Inline, or from a file. */
function keys(text: string) {
  try {
    return { value: /^([\w .@-]+:)?[0-9a-f]{64}/i.test(text) ? readKeys(text) : new KeyFile(text) };
  } catch (error) {
    // A reason of the system's repeats the path, and what was meant as a path may be a key.
    const code = codeOf(error);
    const reason = code === undefined ? reasonOf(error) : `no such file can be read: ${String(code)}`;
    return {
      expected: `NAME:HASH of each key, with its SHA-256 as 64 hex digits, or the path of a file with one a line (${reason})`,
    };
  }
}

/** Others could put their own keys in the place of what comes without TLS. */
function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text) || text.trim() !== text) return false;
  const { protocol, hostname } = new URL(text);
  return (
    protocol === "https:" ||
    (protocol === "http:" && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname))
  );
}

function integer(min: number, max: number) {
  return (text: string) => {
    // Of blanks Number makes 0.
    const value = text.trim() === "" ? NaN : Number(text);
    const fits = Number.isInteger(value) && value >= min && value <= max;
    return fits ? { value } : { expected: `a whole number from ${min} to ${max}` };
  };
}

/** RFC 9111, 5.2: names, some of them with a value, separated by commas. */
const DIRECTIVES = /^[\w-]+(=([\w-]+|"[\w\-, ]*"))?(\s*,\s*[\w-]+(=([\w-]+|"[\w\-, ]*"))?)*$/;

/** Every setting; the table in docs/settings.md is checked against this list. */
export const SETTINGS: { [K in keyof Config]: Setting<K> } = {
  port: { env: "PORT", default: 3000, read: integer(0, 65_535) },
  host: {
    env: "HOST",
    default: "127.0.0.1",
    read: (value) => (value ? { value } : { expected: "a host name or address" }),
  },
  workers: { env: "OSSICLE_WORKERS", default: 1, read: integer(1, 256) },
  drain: { env: "OSSICLE_DRAIN", default: 0, read: integer(0, 600) },
  store: {
    env: "OSSICLE_STORE",
    secret: true,
    default: "sqlite:data/ossicle.db",
    read: (value) =>
      /^(memory:$|sqlite:(?!\s*$|:memory:)|postgres(ql)?:\/\/.)/.test(value)
        ? { value }
        : { expected: "memory:, sqlite:FILE or postgres://..." },
  },
  seed: {
    env: "OSSICLE_SEED",
    default: [],
    read: (value) => ({ value: value.split(delimiter).filter((path) => path !== "") }),
  },
  logLevel: {
    env: "LOG_LEVEL",
    default: "info",
    read: (value) => (isLogLevel(value) ? { value } : { expected: `one of ${LOG_LEVELS.join(", ")}` }),
  },
  bodyLimit: { env: "OSSICLE_BODY_LIMIT", default: 10_000_000, read: integer(1_000, 1_000_000_000) },
  flatExpansions: { env: "OSSICLE_FLAT_EXPANSIONS", default: false, read: onOff },
  strictNames: { env: "OSSICLE_STRICT_NAMES", default: false, read: onOff },
  expansionLimit: { env: "OSSICLE_EXPANSION_LIMIT", default: 10_000, read: integer(1, 10_000_000) },
  publicUrl: {
    env: "OSSICLE_PUBLIC_URL",
    default: undefined,
    read: (value) =>
      /^https?:\/\/[!-~]+$/.test(value) && !/[?#]/.test(value) && URL.canParse(value)
        ? { value: value.replace(/\/+$/, "") }
        : { expected: "an address such as https://tx.example.org, in ASCII and without a query" },
  },
  cacheControl: {
    env: "OSSICLE_CACHE_CONTROL",
    // Kept by the caller, but asked for again each time: a write is seen at once, and 304 costs little.
    default: "no-cache",
    read: (value) =>
      DIRECTIVES.test(value) ? { value } : { expected: 'directives such as "public, max-age=3600"' },
  },
  responseCache: { env: "OSSICLE_RESPONSE_CACHE", default: 16_000_000, read: integer(0, 10_000_000_000) },
  workLimit: { env: "OSSICLE_WORK_LIMIT", default: DEFAULT_WORK_LIMIT, read: integer(1_000, 1e12) },
  requestTimeout: { env: "OSSICLE_REQUEST_TIMEOUT", default: 30, read: integer(1, 150) },
  queueLimit: { env: "OSSICLE_QUEUE_LIMIT", default: 1_000, read: integer(1, 1_000_000) },
  bodiesLimit: { env: "OSSICLE_BODIES_LIMIT", default: 100_000_000, read: integer(1_000, 1e11) },
  connections: { env: "OSSICLE_CONNECTIONS", default: 5_000, read: integer(1, 1_000_000) },
  txResources: {
    env: "OSSICLE_TX_CACHE",
    default: MAX_TX_BYTES,
    read(text) {
      if (text === "off") return { value: 0 };
      const read = integer(0, 1e11)(text);
      return "value" in read ? read : { expected: `off, or ${read.expected}` };
    },
  },
  metrics: { env: "OSSICLE_METRICS", default: true, read: onOff },
  writes: { env: "OSSICLE_WRITES", default: false, read: onOff },
  reads: {
    env: "OSSICLE_READS",
    default: "open",
    read: (value) => (value === "open" || value === "key" ? { value } : { expected: "open or key" }),
  },
  keys: { env: "OSSICLE_KEYS", secret: true, default: [], read: keys },
  issuer: {
    env: "OSSICLE_ISSUER",
    default: undefined,
    read: (value) =>
      isSafeAddress(value)
        ? { value }
        : { expected: "the `iss` of its tokens, an address that begins with https://" },
  },
  audience: {
    env: "OSSICLE_AUDIENCE",
    default: [],
    read: (value) => ({ value: value.split(/[\s,]+/).filter((name) => name !== "") }),
  },
  jwks: {
    env: "OSSICLE_JWKS",
    default: undefined,
    read: (value) =>
      /^https?:/.test(value) && URL.canParse(value)
        ? { value }
        : { expected: "the address of a JSON Web Key Set" },
  },
};

/**
 * Reads the settings.
 * @throws Error naming the setting, its value and what would be right.
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const read: Record<string, unknown> = {};
  checkNames(Object.keys(env));
  for (const [name, setting] of Object.entries<Setting<keyof Config>>(SETTINGS)) {
    const text = env[setting.env];
    if (text === undefined || text === "") {
      read[name] = setting.default;
      continue;
    }
    const result = setting.read(text);
    if ("expected" in result) {
      const shown = setting.secret ? "..." : text;
      throw new Error(`${setting.env}=${shown} is not valid: give ${result.expected}`);
    }
    read[name] = result.value;
  }
  const config = read as unknown as Config;
  checkAccess(config);
  if (config.workers > 1 && config.store === "memory:") {
    throw new Error(
      `OSSICLE_WORKERS=${config.workers} needs a store that processes can share: with memory: each would have its own; give OSSICLE_STORE=sqlite:FILE or postgres://...`,
    );
  }
  return config;
}

function checkAccess({ writes, reads, keys, issuer, audience, jwks }: Config): void {
  const hasKeys = keys instanceof KeyFile || keys.length > 0;
  if (!hasKeys && issuer === undefined) {
    const needing = writes ? "OSSICLE_WRITES=on" : reads === "key" ? "OSSICLE_READS=key" : undefined;
    if (needing) throw new Error(`${needing} needs keys: give OSSICLE_KEYS, or OSSICLE_ISSUER, too`);
  }
  if (issuer !== undefined && audience.length === 0)
    throw new Error("OSSICLE_ISSUER needs OSSICLE_AUDIENCE: tokens for others must not count here");
  if (issuer === undefined && (audience.length > 0 || jwks !== undefined))
    throw new Error("OSSICLE_AUDIENCE and OSSICLE_JWKS are of no use without OSSICLE_ISSUER");
}

/** What processes of our own tell each other, what tests are told, and what Kubernetes says of a service called ossicle. */
const OTHER_NAMES = /^OSSICLE_(WORKER_|TEST_|PORT(_|$)|SERVICE_(HOST|PORT)(_|$))/;

/** A setting that nobody reads would be a wish that nobody hears. */
function checkNames(names: readonly string[]): void {
  const known = Object.values<Setting<keyof Config>>(SETTINGS).map(({ env }) => env);
  for (const name of names) {
    if (!name.startsWith("OSSICLE_") || OTHER_NAMES.test(name) || known.includes(name)) continue;
    const meant = closest(name, known);
    throw new Error(`${name} is no setting${meant === undefined ? "" : `: did you mean ${meant}?`}`);
  }
}
