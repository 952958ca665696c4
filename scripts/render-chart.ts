/**
 * Renders the Helm chart in the ways that its test looks at, into test/deploy/rendered. Needs `helm`.
 *     node scripts/render-chart.ts
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CHART, chartPrint, RENDERED, RENDERINGS } from "../test/deploy/chart.ts";

for (const [name, values] of Object.entries(RENDERINGS)) {
  const args = [
    "template",
    "tx",
    fileURLToPath(CHART),
    "--namespace",
    "clinic",
    "--kube-version",
    "1.30.0",
    "--values",
    "-",
  ];
  const text = execFileSync("helm", args, { input: JSON.stringify(values), encoding: "utf8" });
  writeFileSync(new URL(`${name}.yaml`, RENDERED), `# Of the chart ${chartPrint()}\n${text}`);
}
