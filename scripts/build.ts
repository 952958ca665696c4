/**
 * Makes `dist/` from `src/`: the published package's JavaScript and types. A checkout runs without it.
 *     npm run build
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundled } from "./bundle.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const dist = join(root, "dist");

rmSync(dist, { recursive: true, force: true });
const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
execFileSync(process.execPath, [tsc, "--project", join(root, "tsconfig.build.json")], { stdio: "inherit" });

// The compiler leaves declarations as they are: readers of types other than itself look for .js, and for @types/fhir's file.
for (const file of filesOf(dist, ".d.ts")) {
  const text = readFileSync(file, "utf8");
  writeFileSync(
    file,
    text.replace(/(["'])(\.\.?\/[^"']+)\.ts\1/g, "$1$2.js$1").replace(/(["'])(fhir\/r[45])\1/g, "$1$2.js$1"),
  );
}

await bundle();

// Plain JavaScript that starts TypeScript: in dist it starts what the compiler made of that.
const PLAIN = [
  "boot.js",
  join("server", "quick-loading.js"),
  join("server", "load-express.js"),
  join("cli", "boot.js"),
];
for (const name of PLAIN) {
  const text = readFileSync(join(root, "src", name), "utf8");
  writeFileSync(join(dist, name), text.replaceAll('"./main.ts"', '"./main.js"'));
}

/** In the place of a file for each source. */
async function bundle(): Promise<void> {
  const files = await bundled(dist);
  for (const file of filesOf(dist, ".js")) rmSync(file);
  mkdirSync(join(dist, "parts"));
  for (const { fileName, code } of files) writeFileSync(join(dist, fileName), code);
}

function filesOf(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
}
