/** Modules of ours loaded once more, as in a process that has just started, with all of ours that they import, then or later. */
import { registerHooks } from "node:module";

const SOURCE = new URL("../src/", import.meta.url).href;
const MARK = /\?anew=\d+/;
let times = 0;

type Exports = Record<string, unknown>;

/** What stands in place of a module's exports, by its address. */
const replacements = new Map<string, Exports>();
Object.assign(globalThis, { ossicleReplacements: replacements });

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    const mark = MARK.exec(context.parentURL ?? "")?.[0];
    const isOurs = found.url.startsWith(SOURCE) && found.url.endsWith(".ts");
    return mark !== undefined && isOurs ? { ...found, url: found.url + mark } : found;
  },
  load(url, context, next) {
    const replaced = replacements.get(url);
    if (replaced === undefined) return next(url, context);
    const source = `export * from ${JSON.stringify(actual(url))};
export const { ${Object.keys(replaced).join()} } = globalThis.ossicleReplacements.get(${JSON.stringify(url)});`;
    return { format: "module", source, shortCircuit: true };
  },
});

const actual = (url: string): string => `${url}&actual`;

/**
 * @param path below src
 * @param replace a module that it needs, directly or not, and what stands in place of some of that one's exports
 */
export async function loadedAnew<T>(
  path: string,
  replace?: { path: string; by(actual: Exports): Exports },
): Promise<T> {
  const mark = `?anew=${++times}`;
  if (replace) {
    const url = SOURCE + replace.path + mark;
    replacements.set(url, replace.by((await import(actual(url))) as Exports));
  }
  return (await import(SOURCE + path + mark)) as T;
}
