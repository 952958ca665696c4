/**
 * Runs the suite against a server: `npm run translate-suite -- --base http://host/r4`.
 * The version is taken from the server's CapabilityStatement, unless --version says it.
 */
import { parseArgs } from "node:util";
import type { FhirVersion } from "./case.ts";
import { runSuite, type Setup } from "./run-suite.ts";

async function versionOf(base: string): Promise<FhirVersion> {
  const response = await fetch(`${base}/metadata`, { headers: { Accept: "application/fhir+json" } });
  const { fhirVersion } = (await response.json()) as { fhirVersion?: string };
  return fhirVersion?.startsWith("4.") ? "r4" : "r5";
}

const HELP = `Runs the $translate cases against a FHIR server.

  --base URL       endpoint, such as http://127.0.0.1:3000/r4
  --version r4|r5  default: what the server's CapabilityStatement says
  --setup HOW      tx-resource (default): each request brings what it needs;
                   put: PUT everything first (environment AUTHORIZATION: the header's value); none: it is there
  --stored         the condition's own resources are there already
  --only TEXT      cases whose name has this text
  --json           the results as JSON

Exit status 0: all passed; 1: some failed; 2: not run.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      base: { type: "string" },
      version: { type: "string" },
      setup: { type: "string", default: "tx-resource" },
      stored: { type: "boolean", default: false },
      only: { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help || !values.base) {
    console.log(HELP);
    return values.help ? 0 : 2;
  }
  const base = values.base.replace(/\/$/, "");
  const version = (values.version as FhirVersion | undefined) ?? (await versionOf(base));
  const results = await runSuite({
    base,
    version,
    setup: values.setup as Setup,
    only: values.only,
    conditionStored: values.stored,
  });
  const failed = results.filter((r) => r.faults.length > 0);
  if (values.json) console.log(JSON.stringify(results, undefined, 2));
  else {
    for (const { name, tests, faults } of failed)
      console.log(`FAIL ${name}\n     ${tests}\n${faults.map((f) => `     - ${f}`).join("\n")}`);
    console.log(
      `${results.length - failed.length} passed, ${failed.length} failed (FHIR ${version.toUpperCase()}, ${base})`,
    );
  }
  return failed.length > 0 ? 1 : 0;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(`Not run: ${(error as Error).message}`);
  return 2;
});
