/** Does an answer hold what its case expects? Knows nothing of how any server works. */
import type { Expectation, ExpectedMatch, FhirVersion, Relation } from "./case.ts";

export interface Answer {
  status: number;
  contentType: string;
  text: string;
}

interface Part {
  name: string;
  part?: Part[];
  [value: string]: unknown;
}

interface ActualMatch {
  concept: string | null;
  display: string | undefined;
  relation: unknown;
  maps: string[];
  source: string | undefined;
  conditional: boolean;
  parts: Part[];
  text: string;
}

const EQUIVALENCE: Record<Relation, string> = {
  "related-to": "relatedto",
  equivalent: "equivalent",
  "source-is-narrower-than-target": "wider",
  "source-is-broader-than-target": "narrower",
  "not-related-to": "disjoint",
};

/** What is wrong, one line each; nothing: the case passes. */
export function check(expected: Expectation, answer: Answer, version: FhirVersion): string[] {
  const faults: string[] = [];
  const status = expected.status ?? 200;
  const fits = status === 400 ? answer.status >= 400 && answer.status < 500 : answer.status === status;
  if (!fits) return [`status ${answer.status}, expected ${status}: ${answer.text.slice(0, 200)}`];
  for (const text of expected.bodyLacks ?? [])
    if (answer.text.includes(text)) faults.push(`the answer holds ${JSON.stringify(text.slice(0, 40))}`);
  if (expected.mayBePage && answer.contentType.startsWith("text/html")) return faults;
  if (!answer.contentType.includes("json"))
    return [...faults, `Content-Type ${answer.contentType}, expected JSON`];
  const resource = JSON.parse(answer.text) as { resourceType: string; parameter?: Part[]; issue?: unknown[] };
  if (status !== 200) {
    if (resource.resourceType !== "OperationOutcome") return [...faults, "a refusal is no OperationOutcome"];
    return [...faults, ...checkTexts(expected, answer.text)];
  }
  const parameters = resource.parameter ?? [];
  const message = String(value(parameters.find((p) => p.name === "message")) ?? "");
  const result = value(parameters.find((p) => p.name === "result"));
  if (expected.result !== undefined && result !== expected.result)
    faults.push(`result ${String(result)}, expected ${String(expected.result)}`);
  if (expected.silent && message !== "") faults.push(`a message where there is nothing to say: ${message}`);
  const normalized = parameters.filter((p) => p.name === "normalized-code").map(value);
  if (expected.normalizedCode !== undefined && !normalized.includes(expected.normalizedCode))
    faults.push(`normalized-code ${String(normalized[0])}, expected ${expected.normalizedCode}`);
  const matches = parameters.filter((p) => p.name === "match").map((p) => read(p, version));
  return [
    ...faults,
    ...checkTexts(expected, message),
    ...checkMatches(expected, matches, version),
    ...vocabulary(parameters, version),
  ];
}

function checkTexts({ says = [], saysNot = [] }: Expectation, text: string): string[] {
  const lower = text.toLowerCase();
  return [
    ...says
      .filter((t) => !lower.includes(t.toLowerCase()))
      .map((t) => `the message does not say "${t}": ${text.slice(0, 300)}`),
    ...saysNot.filter((t) => lower.includes(t.toLowerCase())).map((t) => `the message says "${t}"`),
  ];
}

function checkMatches(
  { matches, inOrder, never = [] }: Expectation,
  actual: ActualMatch[],
  version: FhirVersion,
): string[] {
  const faults = never
    .filter((c) => actual.some((m) => m.concept === c))
    .map((c) => `${c} must not be a match`);
  if (!matches) return faults;
  const expected = matches.filter((m) => m.versions?.includes(version) ?? true);
  const rest = [...actual];
  for (const [at, one] of expected.entries()) {
    const reasons = rest.map((m) => mismatch(one, m, version));
    const found = reasons.findIndex((r) => r === undefined);
    if (found < 0) {
      const near = rest.findIndex((m) => m.concept === one.concept);
      faults.push(
        `no match ${one.concept ?? "(none)"} ${one.relation ?? ""}${near >= 0 ? `: ${reasons[near]}` : ""}`,
      );
    } else {
      if (inOrder && found !== 0) faults.push(`${one.concept ?? "(none)"} is not match ${at + 1}`);
      rest.splice(found, 1);
    }
  }
  return [...faults, ...rest.map((m) => `unexpected match ${m.concept ?? "(none)"} ${String(m.relation)}`)];
}

/** Why this match is not the expected one; undefined: it is. */
function mismatch(expected: ExpectedMatch, actual: ActualMatch, version: FhirVersion): string | undefined {
  if (actual.concept !== expected.concept) return `it is ${actual.concept}`;
  const usual = expected.relation && (version === "r4" ? EQUIVALENCE[expected.relation] : expected.relation);
  const relation = version === "r4" ? (expected.equivalence ?? usual) : usual;
  const isDoubted = expected.mayBeRelated === true && /^related-?to$/.test(String(actual.relation));
  if (relation !== undefined && actual.relation !== relation && !isDoubted)
    return `it is ${String(actual.relation)}, expected ${relation}`;
  if (expected.display !== undefined && actual.display !== expected.display)
    return `its display is ${String(actual.display)}`;
  if (
    expected.map !== undefined &&
    !actual.maps.some((m) => m === expected.map || m.split("|")[0] === expected.map)
  )
    return `its map is ${actual.maps.join(", ") || "not said"}`;
  if (expected.source !== undefined && actual.source !== expected.source)
    return `its source is ${String(actual.source)}`;
  if (expected.conditional !== undefined && actual.conditional !== expected.conditional)
    return expected.conditional ? "it comes as unconditional" : "it comes as conditional";
  if (expected.comment !== undefined && !actual.text.includes(expected.comment))
    return `its comment lacks "${expected.comment}"`;
  if (expected.basis !== undefined && !actual.text.includes(expected.basis))
    return `how it was recognised is not said: ${expected.basis}`;
  return expected.product && !hasProduct(expected.product, actual) ? "its product is missing" : undefined;
}

const hasProduct = (
  { attribute, code }: NonNullable<ExpectedMatch["product"]>,
  { parts }: ActualMatch,
): boolean =>
  parts.some(
    (p) =>
      p.name === "product" &&
      JSON.stringify(p).includes(JSON.stringify(attribute)) &&
      JSON.stringify(p).includes(JSON.stringify(code)),
  );

/** "The answer keeps to the parts of its own version": R4's equivalence or R5's relationship. */
function vocabulary(parameters: readonly Part[], version: FhirVersion): string[] {
  const foreign = version === "r4" ? "relationship" : "equivalence";
  const has = parameters.some((p) => p.part?.some((q) => q.name === foreign));
  return has ? [`an ${version.toUpperCase()} answer has the part ${foreign}`] : [];
}

function read({ part: parts = [] }: Part, version: FhirVersion): ActualMatch {
  const one = (name: string): unknown => value(parts.find((p) => p.name === name));
  const coding = one("concept") as { system?: string; code?: string; display?: string } | undefined;
  const source = one("source");
  const maps = [one("originMap"), typeof source === "string" ? source : undefined].filter(
    (m) => m !== undefined,
  );
  return {
    concept: coding ? token(coding) : null,
    display: coding?.display,
    relation: one(version === "r4" ? "equivalence" : "relationship"),
    maps: maps.map(String),
    source: typeof source === "object" && source !== null ? token(source) : undefined,
    conditional: parts.some((p) => p.name === "dependsOn"),
    parts,
    text: JSON.stringify(parts),
  };
}

const token = ({ system, code }: { system?: string; code?: string }): string =>
  `${system ?? ""}|${code ?? ""}`;

const value = (parameter: Part | undefined): unknown =>
  parameter && Object.entries(parameter).find(([key]) => key.startsWith("value"))?.[1];
