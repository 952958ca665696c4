/** Runs the cases against a FHIR endpoint, whoever serves it. */
import { type FhirVersion, readCases, type SuiteCase } from "./case.ts";
import { check } from "./check.ts";
import { requestFor } from "./request.ts";
import { inVersion, resourcesFor, suiteResources } from "./resources.ts";

export type Setup = "tx-resource" | "put" | "none";

export interface RunOptions {
  /** Base URL of a FHIR endpoint. */
  base: string;
  version: FhirVersion;
  /** How the resources of the cases get there: with each request, by PUT before, or they are there. */
  setup: Setup;
  /** Only cases whose name has this text. */
  only?: string | undefined;
  /** The condition that comes with Ossicle is there already. */
  conditionStored?: boolean;
}

export interface CaseResult {
  name: string;
  tests: string;
  faults: string[];
}

/** Runs all cases that apply to the version, one after the other. */
export async function runSuite(options: RunOptions): Promise<CaseResult[]> {
  const { version, only, setup } = options;
  if (setup === "put") await putAll(options);
  const results: CaseResult[] = [];
  for (const suiteCase of readCases()) {
    if (!(suiteCase.versions?.includes(version) ?? true) || (only && !suiteCase.name.includes(only)))
      continue;
    if (setup === "tx-resource" && suiteCase.ask?.instance) continue;
    results.push({ name: suiteCase.name, tests: suiteCase.tests, faults: await runCase(suiteCase, options) });
  }
  return results;
}

async function runCase(
  suiteCase: SuiteCase,
  { base, version, setup, conditionStored }: RunOptions,
): Promise<string[]> {
  const uses = (suiteCase.uses ?? []).filter((name) => !(conditionStored && name === "condition"));
  const { method, path, headers, body } = requestFor(
    { ...suiteCase, uses },
    version,
    setup === "tx-resource",
  );
  try {
    const response = await fetch(`${base}/${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return check(
      suiteCase.expect,
      { status: response.status, contentType: response.headers.get("content-type") ?? "", text },
      version,
    );
  } catch (error) {
    return [`no answer: ${(error as Error).message}`];
  }
}

async function putAll({ base, version, conditionStored }: RunOptions): Promise<void> {
  const resources = [...suiteResources(), ...(conditionStored ? [] : resourcesFor(["condition"]))];
  for (const resource of resources) {
    const url = `${base}/${resource.resourceType}/${resource.id}`;
    const headers = { "Content-Type": "application/fhir+json", ...authorization() };
    const response = await fetch(url, {
      method: "PUT",
      headers,
      body: JSON.stringify(inVersion(resource, version)),
    });
    if (!response.ok)
      throw new Error(`PUT ${url}: ${response.status} ${(await response.text()).slice(0, 300)}`);
  }
}

const authorization = (): Record<string, string> =>
  process.env.AUTHORIZATION ? { Authorization: process.env.AUTHORIZATION } : {};
