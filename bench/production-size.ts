/** What `npm ci --omit=dev` installs: the lock file's packages that are not for development, as they lie on disk. */
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface ProductionSize {
  packages: number;
  megabytes: number;
}

interface Lock {
  packages: Record<string, { dev?: boolean; link?: boolean }>;
}

const root = fileURLToPath(new URL("../", import.meta.url));

/** The folders of packages, from the checkout's root on; those for other platforms aren't there. */
export function productionPackages(lock: Lock, isThere: (folder: string) => boolean): string[] {
  return Object.entries(lock.packages)
    .filter(([folder, { dev, link }]) => folder !== "" && !dev && !link && isThere(folder))
    .map(([folder]) => folder);
}

export function productionSize(): ProductionSize {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lock;
  const folders = productionPackages(lock, (folder) => existsSync(join(root, folder)));
  const bytes = folders.reduce((sum, folder) => sum + bytesIn(join(root, folder)), 0);
  return { packages: folders.length, megabytes: bytes / 1e6 };
}

/** Without packages inside it: they are in the lock file themselves. */
function bytesIn(folder: string): number {
  let bytes = 0;
  for (const name of readdirSync(folder)) {
    if (name === "node_modules") continue;
    const path = join(folder, name);
    const stat = lstatSync(path);
    bytes += stat.isDirectory() ? bytesIn(path) : stat.size;
  }
  return bytes;
}
