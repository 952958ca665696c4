/** Maven, where it is: for clients in Java. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** With Java 17 or later. */
export const HAS_MAVEN =
  Number(
    /^Java version: (\d+)/m.exec(
      spawnSync("mvn", ["-B", "--version"], { encoding: "utf8" }).stdout ?? "",
    )?.[1],
  ) >= 17;

const EXAMPLE = fileURLToPath(new URL("../../examples/java/", import.meta.url));

export interface JavaExample {
  maven(args: readonly string[], env?: Readonly<Record<string, string>>): string;
  classpath(): string;
}

/**
 * The example for Java, copied into `folder`, for it is filled with what is compiled.
 * @returns undefined: what it needs can't be had here, for want of a network
 */
export function javaExample(folder: string): JavaExample | undefined {
  const project = join(folder, "java");
  cpSync(EXAMPLE, project, { recursive: true });
  const maven: JavaExample["maven"] = (args, env = {}) =>
    execFileSync("mvn", ["-q", "-B", ...args], {
      cwd: project,
      encoding: "utf8",
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
  try {
    maven(["dependency:resolve"]);
  } catch (error) {
    const said = String((error as { stdout?: string }).stdout);
    if (/could not (be resolved|transfer|resolve)/i.test(said)) return undefined;
    throw new Error(said, { cause: error });
  }
  return {
    maven,
    classpath() {
      maven(["dependency:build-classpath", "-Dmdep.outputFile=classpath"]);
      return readFileSync(join(project, "classpath"), "utf8");
    },
  };
}
