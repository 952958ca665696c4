/**
 * Our own files import each other by their exact names: there is nothing to look for, and looking takes longer than
 * loading. Plain JavaScript, as src/boot.js is and for its reason.
 */
import { registerHooks } from "node:module";
import { URL } from "node:url";

const own = new URL("./", import.meta.url).href;

registerHooks({
  resolve(specifier, context, resolveNext) {
    if (!specifier.startsWith(".") || !context.parentURL?.startsWith(own))
      return resolveNext(specifier, context);
    const { href } = new URL(specifier, context.parentURL);
    return { url: href, format: href.endsWith(".ts") ? "module-typescript" : "module", shortCircuit: true };
  },
});
