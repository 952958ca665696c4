/** A question of the benchmark, asked by GET with a query string or by POST with a `Parameters`. */

export interface BenchRequest {
  method: "GET" | "POST";
  /** From the base of the FHIR version on: `/CodeSystem/$lookup?...` */
  path: string;
  body?: string;
  /** Texts that a right answer holds. */
  holds: string[];
}

export interface Question {
  /** `/CodeSystem/$lookup` */
  path: string;
  parameters: Record<string, string | number>;
  holds: string[];
}

/** FHIR's type of a parameter, where it isn't a string. */
const TYPES: Record<string, string> = {
  url: "Uri",
  system: "Uri",
  code: "Code",
  codeA: "Code",
  codeB: "Code",
  count: "Integer",
  offset: "Integer",
};

export function asGet({ path, parameters, holds }: Question): BenchRequest {
  const pairs = Object.entries(parameters).map(([name, value]): [string, string] => [name, String(value)]);
  return { method: "GET", path: `${path}?${new URLSearchParams(pairs)}`, holds };
}

/** `system` and `code` go as one Coding, as clients send them that have one. */
export function asPost({ path, parameters, holds }: Question): BenchRequest {
  const { system, code, ...rest } = parameters;
  const given =
    system === undefined || code === undefined
      ? primitives(parameters)
      : [{ name: "coding", valueCoding: { system, code } }, ...primitives(rest)];
  return { method: "POST", path, body: parametersOf(given), holds };
}

/** An expansion of a value set that is sent along. */
export function expandSent(
  include: object,
  parameters: Record<string, string | number>,
  holds: string[],
): BenchRequest {
  const resource = { resourceType: "ValueSet", status: "active", compose: { include: [include] } };
  const body = parametersOf([{ name: "valueSet", resource }, ...primitives(parameters)]);
  return { method: "POST", path: "/ValueSet/$expand", body, holds };
}

function primitives(parameters: Record<string, string | number>): object[] {
  return Object.entries(parameters).map(([name, value]) => ({
    name,
    [`value${TYPES[name] ?? "String"}`]: value,
  }));
}

const parametersOf = (parameter: object[]): string =>
  JSON.stringify({ resourceType: "Parameters", parameter });
