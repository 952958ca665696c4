/** Loads Express without what this server hardly ever asks it for. Plain JavaScript, as src/boot.js is and for its reason. */
import { createRequire, Module } from "node:module";

/** Nested query strings, in fifty files, and a table of all media types: two fifths of the time that Express takes. */
const SELDOM_NEEDED = ["qs", "mime-types"];

export function loadExpress() {
  const require = createRequire(import.meta.url);
  const ofExpress = createRequire(require.resolve("express"));
  for (const name of SELDOM_NEEDED) defer(ofExpress, name);
  require("express");
}

/**
 * Whoever requires the package from now on gets something that loads it when it is first looked at.
 * @param {NodeJS.Require} require
 * @param {string} name
 */
function defer(require, name) {
  const file = fileOf(require, name);
  if (file === undefined || require.cache[file]) return;
  const standIn = new Module(file);
  /** @type {object | undefined} */
  let loaded;
  const load = () => {
    if (require.cache[file] === standIn) delete require.cache[file];
    return (loaded ??= /** @type {object} */ (require(file)));
  };
  standIn.filename = file;
  standIn.loaded = true;
  standIn.exports = new Proxy(
    {},
    {
      get: (_, property) => /** @type {unknown} */ (Reflect.get(load(), property)),
      has: (_, property) => property in load(),
      ownKeys: () => Reflect.ownKeys(load()),
      getOwnPropertyDescriptor(_, property) {
        const found = Reflect.getOwnPropertyDescriptor(load(), property);
        return found && { ...found, configurable: true };
      },
    },
  );
  require.cache[file] = standIn;
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
