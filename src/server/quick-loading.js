/** How our processes load quickly. Plain JavaScript, as src/boot.js is and for its reason. */
import { createRequire, enableCompileCache, registerHooks } from "node:module";
import { URL } from "node:url";

/** @param serves Is Express needed? A wrong guess costs some time, and nothing else. */
export function loadQuickly(serves) {
  // From the second start on, all is loaded as an earlier start compiled it.
  enableCompileCache();
  // Before there is a hook: with one, Node takes half as long again to find the hundred files of Express.
  if (serves) createRequire(import.meta.url)("express");
  findOwnModules();
}

/** Our own files import each other by their exact names: there is nothing to look for, and looking takes longer than loading. */
function findOwnModules() {
  const own = new URL("../", import.meta.url).href;
  registerHooks({
    resolve(specifier, context, resolveNext) {
      if (!specifier.startsWith(".") || !context.parentURL?.startsWith(own))
        return resolveNext(specifier, context);
      const { href } = new URL(specifier, context.parentURL);
      return { url: href, format: href.endsWith(".ts") ? "module-typescript" : "module", shortCircuit: true };
    },
  });
}
