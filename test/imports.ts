/** Which file imports which, read from the source. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../", import.meta.url));

const IMPORT =
  /(?:^|[\s;])(?:import|export)\s[^"';]*?from\s*["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)|^import\s*["']([^"']+)["']/gm;

/** Every source file below `folder`, as a path from the project's root. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => posix.join(folder, name.split("\\").join("/")))
    .sort();
}

export const sourceOf = (file: string): string => readFileSync(join(ROOT, file), "utf8");

export interface Import {
  /** A file of the project, or a package. */
  to: string;
  /** Erased before anything runs. */
  typeOnly: boolean;
}

export function importsOf(file: string): Import[] {
  return [...sourceOf(file).matchAll(IMPORT)].map(([statement, from, dynamic, bare]) => {
    const target = (from ?? dynamic ?? bare)!;
    const to = target.startsWith(".") ? relative(ROOT, join(ROOT, dirname(file), target)) : target;
    return { to, typeOnly: /^\s*(import|export)\s+type\s/.test(statement.trimStart()) };
  });
}

/** All that `file` needs when it runs, directly or not. */
export function importGraph(file: string): Set<string> {
  const seen = new Set<string>();
  const open = [file];
  while (open.length > 0) {
    const at = open.pop()!;
    if (seen.has(at)) continue;
    seen.add(at);
    if (!at.endsWith(".ts")) continue;
    for (const { to, typeOnly } of importsOf(at)) if (!typeOnly) open.push(to);
  }
  return seen;
}

/** Groups of files each of which needs all others of its group, directly or not; imports of types count (Tarjan's algorithm). */
export function importCircles(files: readonly string[]): string[][] {
  const known = new Set(files);
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): void => {
    index.set(file, index.size);
    low.set(file, index.get(file)!);
    open.push(file);
    for (const { to } of importsOf(file)) {
      if (!known.has(to)) continue;
      if (!index.has(to)) visit(to);
      if (open.includes(to)) low.set(file, Math.min(low.get(file)!, low.get(to)!));
    }
    if (low.get(file) !== index.get(file)) return;
    const group = open.splice(open.indexOf(file));
    if (group.length > 1 || importsOf(file).some(({ to }) => to === file)) circles.push(group.sort());
  };
  for (const file of files) if (!index.has(file)) visit(file);
  return circles;
}
