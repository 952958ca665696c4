/** FHIR Parameters, written from plain values and read back. */
import type { Parameters, ParametersParameter } from "fhir/r5";

/** A value with the type under which Parameters hold it: `["valueUri", "http://..."]`; `part` holds others. */
export type Typed = readonly [`value${string}` | "part", unknown];

export type Value = Typed | readonly Typed[] | undefined;

export type Given = Readonly<Record<string, Value>>;

/** Name and value of each, repeats in order; what is undefined is left out. */
function entries(given: Given): [name: string, type: string, value: unknown][] {
  return Object.entries(given).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const all = (typeof value[0] === "string" ? [value] : value) as readonly (readonly [string, unknown])[];
    return all
      .filter(([, v]) => v !== undefined)
      .map(([type, v]): [string, string, unknown] => [name, type, v]);
  });
}

/** Parameters by their names, as the parts of one or those of a resource. */
export const toParts = (given: Given): ParametersParameter[] =>
  entries(given).map(([name, type, value]) => ({ name, [type]: value }));

/** As the body of a POST. */
export const toParameters = (given: Given): Parameters => ({
  resourceType: "Parameters",
  parameter: toParts(given),
});

/** undefined: a value that an address cannot hold, such as a CodeableConcept. */
export function toQuery(given: Given): string | undefined {
  const query = new URLSearchParams();
  for (const [name, , value] of entries(given)) {
    if (typeof value === "object") return undefined;
    query.append(name, String(value));
  }
  return query.toString();
}

/** A Parameters resource that was answered, read by name. */
export class Answer {
  private readonly parameter: readonly ParametersParameter[];

  constructor(parameter: readonly ParametersParameter[] | undefined) {
    this.parameter = parameter ?? [];
  }

  /** The first value of a name, whatever its type. */
  value<T>(name: string): T | undefined {
    const one = this.parameter.find((p) => p.name === name);
    return one && (valueOf(one) as T | undefined);
  }

  values<T>(name: string): T[] {
    return this.parameter.filter((p) => p.name === name).map((p) => valueOf(p) as T);
  }

  resource<T>(name: string): T | undefined {
    return this.parameter.find((p) => p.name === name)?.resource as T | undefined;
  }

  parts(name: string): Answer[] {
    return this.parameter.filter((p) => p.name === name).map((p) => new Answer(p.part));
  }
}

const valueOf = (parameter: ParametersParameter): unknown =>
  Object.entries(parameter).find(([key]) => key.startsWith("value"))?.[1];
