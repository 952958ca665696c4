/** Loads Express without what this server hardly ever asks it for. Plain JavaScript, as src/boot.js is and for its reason. */
import { createRequire, Module } from "node:module";

/**
 * Nested query strings, in fifty files, a table of all media types, what reads bodies, serves files, and negotiates: two
 * thirds of the time that Express takes. Of each, the functions that Express takes out of it at once, and calls later if at all.
 * @type {ReadonlyMap<string, readonly PropertyKey[]>}
 */
const SELDOM_NEEDED = new Map([
  ["accepts", []],
  ["body-parser", ["json", "raw", "text", "urlencoded"]],
  ["content-disposition", []],
  ["content-type", []],
  ["cookie", []],
  ["cookie-signature", ["sign"]],
  ["encodeurl", []],
  ["escape-html", []],
  ["etag", []],
  ["finalhandler", []],
  ["fresh", []],
  ["http-errors", []],
  ["mime-types", []],
  ["on-finished", []],
  ["qs", []],
  ["range-parser", []],
  ["send", []],
  ["serve-static", []],
  ["statuses", []],
  ["type-is", []],
  ["vary", []],
]);

export function loadExpress() {
  const require = createRequire(import.meta.url);
  const ofExpress = createRequire(require.resolve("express"));
  for (const [name, functions] of SELDOM_NEEDED) defer(ofExpress, name, functions);
  const withDebug = globalThis.process.env.DEBUG ? undefined : withoutDebug(ofExpress);
  require("express");
  withDebug?.();
}

/**
 * Nobody reads what Express says to `debug`, which brings seven files, and Node's terminals, with it.
 * @param {NodeJS.Require} require
 * @returns {(() => void) | undefined} Whoever requires `debug` after this gets the package.
 */
function withoutDebug(require) {
  const file = fileOf(require, "debug");
  if (file === undefined || require.cache[file]) return undefined;
  require.cache[file] = standingFor(file, () => () => undefined);
  return () => {
    delete require.cache[file];
  };
}

/**
 * @param {string} file
 * @param {unknown} exports
 */
function standingFor(file, exports) {
  return Object.assign(new Module(file), { filename: file, loaded: true, exports });
}

/**
 * Whoever requires the package from now on gets something that loads it when it is first looked at.
 * @param {NodeJS.Require} require
 * @param {string} name
 * @param {readonly PropertyKey[]} functions taking one of these out does not load it yet, calling it does
 */
function defer(require, name, functions) {
  const file = fileOf(require, name);
  if (file === undefined || require.cache[file]) return;
  /** @type {object | undefined} */
  let loaded;
  const load = () => {
    if (require.cache[file] === standIn) delete require.cache[file];
    return (loaded ??= /** @type {object} */ (require(file)));
  };
  // A function, for most of them are functions.
  const standIn = standingFor(
    file,
    new Proxy(() => undefined, {
      apply: (_, self, given) =>
        Reflect.apply(/** @type {(...given: unknown[]) => unknown} */ (load()), self, given),
      construct: (_, given) =>
        Reflect.construct(/** @type {new (...given: unknown[]) => object} */ (load()), given),
      get: (_, property) =>
        functions.includes(property)
          ? late(load, property)
          : /** @type {unknown} */ (Reflect.get(load(), property)),
      has: (_, property) => property in load(),
      ownKeys: () => Reflect.ownKeys(load()),
      getOwnPropertyDescriptor(_, property) {
        const found = Reflect.getOwnPropertyDescriptor(load(), property);
        return found && { ...found, configurable: true };
      },
    }),
  );
  require.cache[file] = standIn;
}

/**
 * @param {() => object} load
 * @param {PropertyKey} name
 */
function late(load, name) {
  return (/** @type {unknown[]} */ ...given) => {
    const loaded = /** @type {Record<PropertyKey, (...given: unknown[]) => unknown>} */ (load());
    return loaded[name](...given);
  };
}

/**
 * @param {NodeJS.Require} require
 * @param {string} name
 * @returns {string | undefined} undefined: this Express does without
 */
function fileOf(require, name) {
  try {
    return require.resolve(name);
  } catch {
    return undefined;
  }
}
