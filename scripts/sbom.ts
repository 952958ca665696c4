/**
 * What a production installation consists of, as a CycloneDX document on standard output.
 *     npm run --silent sbom > sbom.cdx.json
 * npm makes it of all that is installed. By itself it would leave out what is needed to develop too (`--omit dev`), and
 * name the package after its folder.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);

interface Component {
  name: string;
  "bom-ref": string;
}

interface Sbom {
  metadata: { component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

const made = execFileSync("npm", ["sbom", "--sbom-format", "cyclonedx", "--sbom-type", "application"], {
  cwd: fileURLToPath(root),
  encoding: "utf8",
  maxBuffer: 100_000_000,
  stdio: ["ignore", "pipe", "inherit"],
});
const own = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as {
  name: string;
  dependencies: Record<string, string>;
};
process.stdout.write(`${JSON.stringify(toRun(JSON.parse(made) as Sbom), undefined, 2)}\n`);

/** Without what is there to develop: only what the package's own dependencies lead to. */
function toRun(sbom: Sbom): Sbom {
  const { component } = sbom.metadata;
  const nameOf = new Map(sbom.components.map((one) => [one["bom-ref"], one.name]));
  const dependsOn = new Map(sbom.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const direct = dependsOn
    .get(component["bom-ref"])!
    .filter((ref) => Object.hasOwn(own.dependencies, nameOf.get(ref)!));
  const needed = new Set(direct);
  for (const ref of needed) for (const next of dependsOn.get(ref) ?? []) needed.add(next);
  return {
    ...sbom,
    metadata: { ...sbom.metadata, component: { ...component, name: own.name } },
    components: sbom.components.filter((one) => needed.has(one["bom-ref"])),
    dependencies: [
      { ref: component["bom-ref"], dependsOn: direct },
      ...sbom.dependencies.filter(({ ref }) => needed.has(ref)),
    ],
  };
}
