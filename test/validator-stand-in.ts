/**
 * Stands for HL7's validator where there is no network to fetch it: it takes the same arguments, and sends to the server
 * of `-tx` what the validator sends for the codes of a resource. `java -jar JAR FILE -version VERSION -tx ADDRESS`
 */
import { readFileSync } from "node:fs";

interface Answer {
  resourceType: string;
  parameter?: { name: string; valueBoolean?: boolean; valueString?: string }[];
}

const [, , , , file = "", ...options] = process.argv;
const tx = options[options.indexOf("-tx") + 1]!;
const headers = { Accept: "application/fhir+json", "Content-Type": "application/fhir+json" };

async function ask(path: string, body?: object): Promise<Answer> {
  const sent = body ? { method: "POST", body: JSON.stringify(body) } : {};
  const response = await fetch(`${tx}/${path}`, { headers, ...sent });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** Everything with codings in it, however deep. */
function conceptsIn(value: unknown): object[] {
  if (typeof value !== "object" || value === null) return [];
  return "coding" in value ? [value] : Object.values(value).flatMap(conceptsIn);
}

for (const [path, type] of [
  ["metadata", "CapabilityStatement"],
  ["metadata?mode=terminology", "TerminologyCapabilities"],
] as const)
  if ((await ask(path)).resourceType !== type) throw new Error(`${path} is no ${type}`);

const concepts = conceptsIn(JSON.parse(readFileSync(file, "utf8")));
if (concepts.length === 0) throw new Error(`${file} has no codes`);
let errors = 0;
for (const valueCodeableConcept of concepts) {
  const parameter = [
    { name: "codeableConcept", valueCodeableConcept },
    { name: "default-to-latest-version", valueBoolean: true },
    { name: "displayLanguage", valueString: "en-US" },
  ];
  const answer = await ask("CodeSystem/$validate-code", { resourceType: "Parameters", parameter });
  const value = (name: string) => answer.parameter?.find((p) => p.name === name);
  if (value("result")?.valueBoolean === true) continue;
  errors++;
  console.log(`Error: ${value("message")?.valueString}`);
}
console.log(`${errors === 0 ? "Success" : "*FAILURE*"}: ${errors} errors`);
process.exitCode = errors === 0 ? 0 : 1;
