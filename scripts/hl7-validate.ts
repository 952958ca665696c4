/**
 * HL7's validator over everything that Ossicle serves, with Ossicle as its terminology server: its own resources, and
 * answers to requests of each operation, in R4 and R5.
 *
 * `node scripts/hl7-validate.ts --jar validator_cli.jar [r4] [r5]`: needs Java 17, and `"ssrfProtectionEnabled": false`
 * in `~/.fhir/fhir-settings.json` (docs/validator.md). `--run "COMMAND"` stands for `java -jar JAR`. Ends with the
 * validator's own status: 0 where it finds no error.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startServer } from "../src/server/start.ts";

const VERSIONS = { r4: "4.0.1", r5: "5.0.0" } as const;
type Version = keyof typeof VERSIONS;

const TYPES = ["CodeSystem", "ValueSet", "ConceptMap", "Provenance", "OperationDefinition"];
const BASE = "https://w3id.org/ossicle";
const CONDITION = `system=${BASE}/CodeSystem/genetic-conditions&code=progressive-osseous-heteroplasia`;
const NAMES = `${BASE}/CodeSystem/condition-names`;
const XREFS = `${BASE}/CodeSystem/genetic-conditions-xrefs`;
const CODES = `url=${BASE}/ValueSet/poh-codes`;

/** Requests by what they show: answers of each operation, its refusals too. `$SOURCE` is the version's name of the code. */
const REQUESTS: Record<string, string> = {
  metadata: "metadata",
  terminology: "metadata?mode=terminology",
  versions: "$versions",
  search: "CodeSystem?_count=3",
  "search-summary": "ConceptMap?_summary=true",
  history: "CodeSystem/_history?_count=2",
  lookup: `CodeSystem/$lookup?${CONDITION}`,
  "lookup-supplement": `CodeSystem/$lookup?${CONDITION}&useSupplement=${XREFS}`,
  "lookup-unit": "CodeSystem/$lookup?system=http://unitsofmeasure.org&code=mm%5BHg%5D",
  "lookup-unknown": "CodeSystem/$lookup?system=http://www.omim.org&code=999999",
  expand: `ValueSet/$expand?${CODES}`,
  "expand-all": `ValueSet/$expand?${CODES}&includeDesignations=true&includeDefinition=true&property=xref`,
  "expand-page": `ValueSet/$expand?url=${BASE}/ValueSet/poh-names&filter=cut&count=2&offset=1`,
  "expand-languages": "ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/all-languages&count=5",
  "expand-unknown": "ValueSet/$expand?url=http://example.org/none",
  validate: `ValueSet/$validate-code?${CODES}&system=http://www.omim.org&code=166350`,
  "validate-display": `ValueSet/$validate-code?${CODES}&system=http://www.omim.org&code=166350&display=FOP`,
  "validate-unknown": `ValueSet/$validate-code?${CODES}&system=http://loinc.org&code=1-8`,
  "validate-system": "CodeSystem/$validate-code?url=http://www.omim.org&code=999999",
  "validate-unit": "CodeSystem/$validate-code?url=http://unitsofmeasure.org&code=kgXX",
  subsumes: `CodeSystem/$subsumes?system=${BASE}/CodeSystem/inheritance-patterns&codeA=ad&codeB=ar`,
  translate: `ConceptMap/$translate?${CONDITION.replace("&code", "&$SOURCE")}`,
  "translate-supplement": `ConceptMap/$translate?${CONDITION.replace("&code", "&$SOURCE")}&useSupplement=${XREFS}`,
  "translate-name": `ConceptMap/$translate?system=${NAMES}&$SOURCE=osteoma%20CUTIS`,
  "translate-open": `ConceptMap/$translate?system=${NAMES}&$SOURCE=Myositis%20ossificans%20progressiva`,
  "translate-guard": "ConceptMap/$translate?system=http://hl7.org/fhir/sid/icd-10-cm&$SOURCE=M61.10",
  "translate-doubt": `ConceptMap/$translate?system=${NAMES}&$SOURCE=POH%3F`,
  "translate-no-system": "ConceptMap/$translate?$SOURCE=109",
  match: "$match?text=Progresive%20osseus%20heteroplasia",
  compare: `ValueSet/$compare?thisUrl=${BASE}/ValueSet/poh-codes&otherUrl=${BASE}/ValueSet/genes`,
};

async function resourcesOf(base: string, version: Version): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  const get = async (path: string) => (await fetch(`${base}/${path}`)).json();
  for (const type of TYPES) {
    const { entry = [] } = (await get(`${type}?_count=1000`)) as { entry?: { resource: { id: string } }[] };
    for (const { resource } of entry) found.set(`${type}-${resource.id}`, resource);
  }
  const source = version === "r4" ? "code" : "sourceCode";
  for (const [name, path] of Object.entries(REQUESTS))
    found.set(`answer-${name}`, await get(path.replace("$SOURCE", source)));
  return found;
}

/** @returns the validator's exit status; meanwhile this process answers what it asks */
async function validate(
  command: readonly string[],
  files: readonly string[],
  version: Version,
  tx: string,
): Promise<number> {
  const [program = "java", ...own] = command;
  const args = [...own, ...files, "-version", VERSIONS[version], "-tx", tx, "-assumeValidRestReferences"];
  const [status] = (await once(spawn(program, args, { stdio: "inherit" }), "close")) as [number | null];
  return status ?? 1;
}

const { values, positionals } = parseArgs({
  options: { jar: { type: "string" }, run: { type: "string" } },
  allowPositionals: true,
});
if (!values.jar && !values.run) {
  console.error("usage: node scripts/hl7-validate.ts --jar validator_cli.jar [r4] [r5]");
  process.exit(2);
}
const command = values.run?.split(" ") ?? ["java", "-jar", values.jar!];
const versions = positionals.length > 0 ? (positionals as Version[]) : (["r4", "r5"] as const);
const server = await startServer();
const folder = mkdtempSync(join(tmpdir(), "ossicle-validate-"));
try {
  for (const version of versions) {
    const base = `${server.url}/${version}`;
    const files = Array.from(await resourcesOf(base, version), ([name, resource]) => {
      const file = join(folder, `${version}-${name}.json`);
      writeFileSync(file, JSON.stringify(resource, undefined, 2));
      return file;
    });
    console.log(`${version}: ${files.length} files`);
    process.exitCode = Math.max(
      (process.exitCode as number | undefined) ?? 0,
      await validate(command, files, version, base),
    );
  }
} finally {
  rmSync(folder, { recursive: true });
  await server.stop();
}
