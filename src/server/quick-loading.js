/** How our processes load quickly. Plain JavaScript, as src/boot.js is and for its reason. */
import { enableCompileCache, registerHooks } from "node:module";
import { URL } from "node:url";
import { loadExpress } from "./load-express.js";

/** @param {boolean} serves Is Express needed? A wrong guess costs some time, and nothing else. */
export function loadQuickly(serves) {
  // From the second start on, all is loaded as an earlier start compiled it.
  enableCompileCache();
  // Before there is a hook: with one, Node takes half as long again to find the hundred files of Express.
  if (serves) loadExpress();
  findOwnModules();
}

/** Our own files import each other by their exact names: there is nothing to look for, and looking takes longer than loading. */
function findOwnModules() {
  const own = new URL("../", import.meta.url).href;
  registerHooks({
    resolve(specifier, context, resolveNext) {
      if (specifier.startsWith("node:")) return { url: specifier, format: "builtin", shortCircuit: true };
      const { parentURL } = context;
      if (!specifier.startsWith(".") || !parentURL?.startsWith(own)) return resolveNext(specifier, context);
      const url = beside(parentURL, specifier);
      return { url, format: url.endsWith(".ts") ? "module-typescript" : "module", shortCircuit: true };
    },
  });
}

/**
 * As `new URL(specifier, parent)` has it. Both are plain, and a hundred URLs take milliseconds.
 * @param {string} parent
 * @param {string} specifier
 */
function beside(parent, specifier) {
  let folder = parent.lastIndexOf("/");
  let from = specifier.startsWith("./") ? 2 : 0;
  for (; specifier.startsWith("../", from); from += 3) folder = parent.lastIndexOf("/", folder - 1);
  return parent.slice(0, folder + 1) + specifier.slice(from);
}
