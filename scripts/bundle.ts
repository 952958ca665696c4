/**
 * Puts what is loaded together into one file: to find and read hundreds of them takes a third of the processor time of a
 * test's server, from nothing to its first answer (416 ms without, 279 so; medians of seven in turns, Node 24).
 */
import { readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { type OutputChunk, type Plugin, rolldown } from "rolldown";
import manifest from "../package.json" with { type: "json" };

/** What users import, what is started, and by the end of their names the scripts of threads. */
const STARTED = /^((index|engine|express|testing|testcontainers|client|main|cli\/main)|.*-script)\.js$/;

/**
 * What is loaded together, by what imports it all: for the engine, and for a server what it needs besides. Of the rest a
 * file holds what the same others import.
 */
const TOGETHER = [
  { name: "engine", by: "engine.js" },
  { name: "server", by: "server/start.js" },
] as const;

/** What whoever installs the package has beside it. */
const PACKAGES = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });

const isInstalled = (id: string): boolean =>
  id.startsWith("node:") || PACKAGES.some((name) => id === name || id.startsWith(`${name}/`));

/**
 * The files of `folder`, compiled JavaScript, bundled: each imports packages and its likes, and nothing else.
 * @throws Error: something is imported that nobody has who installs the package
 */
export async function bundled(folder: string): Promise<OutputChunk[]> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const started = names.filter((name) => STARTED.test(name));
  const imports = new Imports();
  const bundle = await rolldown({
    input: Object.fromEntries(started.map((name) => [name.replace(/\.js$/, ""), join(folder, name)])),
    platform: "node",
    external: isInstalled,
    plugins: [imports.plugin, keepingAddresses(folder)],
    // That a file is imported now here and later there is as it is meant.
    checks: { ineffectiveDynamicImport: false },
    onLog: (_, { message }) => {
      throw new Error(message);
    },
  });
  const groups = TOGETHER.map(({ name, by }) => ({
    name,
    test: (id: string) => imports.of(join(folder, by)).has(id),
  }));
  const { output } = await bundle.generate({
    entryFileNames: "[name].js",
    chunkFileNames: "parts/[name]-[hash].js",
    codeSplitting: { groups },
  });
  return output.filter((file) => file.type === "chunk");
}

/** Which files a file imports, and those theirs. */
class Imports {
  private readonly direct = new Map<string, readonly string[]>();
  private readonly all = new Map<string, ReadonlySet<string>>();

  readonly plugin: Plugin = {
    name: "imports",
    moduleParsed: ({ id, importedIds }) => void this.direct.set(id, importedIds),
  };

  of(id: string): ReadonlySet<string> {
    const known = this.all.get(id);
    if (known) return known;
    const reached = new Set<string>();
    const next = [...(this.direct.get(id) ?? [])];
    for (let one = next.pop(); one !== undefined; one = next.pop()) {
      if (reached.has(one)) continue;
      reached.add(one);
      next.push(...(this.direct.get(one) ?? []));
    }
    this.all.set(id, reached);
    return reached;
  }
}

/** `import.meta.url` stays the address that the file had: data and scripts of threads are found beside it. */
function keepingAddresses(folder: string): Plugin {
  return {
    name: "keeping-addresses",
    transform: (code, id) =>
      code.includes("import.meta.url")
        ? { code: code.replaceAll("import.meta.url", `__ADDRESS__("${relative(folder, id)}")`) }
        : undefined,
    renderChunk: (code, { fileName }) =>
      code.replace(/__ADDRESS__\("(.+?)"\)/g, (_, name: string) => {
        const path = relative(dirname(fileName), name);
        return `new URL("${path.startsWith(".") ? path : `./${path}`}", import.meta.url).href`;
      }),
  };
}
