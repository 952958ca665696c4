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
  ["once", []],
  ["qs", []],
  ["range-parser", []],
  ["send", []],
  ["serve-static", []],
  ["statuses", []],
  ["type-is", []],
  ["vary", []],
  ["./view", []],
]);

/**
 * What Node loads a CommonJS module by, as those who instrument packages know it.
 * @typedef {{ _load(this: unknown, request: string, parent: NodeJS.Module, ...rest: unknown[]): unknown }} Loader
 */

/** While Express is being loaded, its own files get something else in the place of these packages, which are not even looked for. */
export function loadExpress() {
  const loader = /** @type {Loader} */ (/** @type {unknown} */ (Module));
  const { _load: load } = loader;
  const saysToDebug = Boolean(globalThis.process.env.DEBUG);
  loader._load = function (request, parent, ...rest) {
    const functions = SELDOM_NEEDED.get(request);
    if (functions !== undefined) return standingFor(() => parent.require(request), functions);
    // Nobody reads what Express says to it, and it brings seven files, and Node's terminals.
    if (request === "debug" && !saysToDebug) return () => () => undefined;
    return load.call(this, request, parent, ...rest);
  };
  try {
    createRequire(import.meta.url)("express");
  } finally {
    loader._load = load;
  }
}

/**
 * Stands for a package, which is loaded when it is first looked at. A function, for most of them are functions.
 * @param {() => unknown} require
 * @param {readonly PropertyKey[]} functions taking one of these out does not load it yet, calling it does
 */
function standingFor(require, functions) {
  /** @type {object | undefined} */
  let loaded;
  const load = () => (loaded ??= /** @type {object} */ (require()));
  return new Proxy(() => undefined, {
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
  });
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
