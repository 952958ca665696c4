/** Asks the engine what the server would be asked, and reads its Parameters. */
import type * as r5 from "fhir/r5";
import { quantityText } from "../terminology/concepts/quantity.ts";
import { type Issue, TerminologyError } from "../terminology/issues/issue.ts";
import type { Quantity } from "../terminology/model.ts";
import type { Store } from "../terminology/store.ts";

export type Node = r5.ParametersParameter;

interface Answered {
  /** Parameters or ValueSet, as R5 has it. */
  resource: r5.FhirResource;
  parameters: readonly Node[];
}

/**
 * Asks an operation with a query; parameters without value are left out. Those with parts are sent as a body.
 * @throws TerminologyError where the server would answer with an error.
 */
export async function ask(
  store: Store,
  operation: string,
  query: readonly (readonly [string, string | number | boolean | undefined])[],
  { withParts = [], ...settings }: { expansionLimit?: number; withParts?: readonly Node[] } = {},
): Promise<Answered> {
  const text = new URLSearchParams();
  for (const [name, value] of query) if (value !== undefined) text.append(name, String(value));
  const { createEngine } = await import("../engine.ts");
  const method = withParts.length > 0 ? "POST" : "GET";
  const answer = await createEngine(store, settings).ask("r5", method, `${operation}?${text}`, {
    resource: { resourceType: "Parameters", parameter: withParts },
  });
  const resource = answer.resource as r5.FhirResource;
  if (answer.status >= 400 || resource.resourceType === "OperationOutcome")
    throw failure(resource as r5.OperationOutcome);
  return { resource, parameters: resource.resourceType === "Parameters" ? (resource.parameter ?? []) : [] };
}

function failure(outcome: r5.OperationOutcome): TerminologyError {
  const [first, ...others] = outcome.issue.map((issue): Issue => ({
    severity: issue.severity as Issue["severity"],
    code: issue.code as Issue["code"],
    text: issue.details?.text ?? issue.diagnostics ?? issue.code,
  }));
  return new TerminologyError(first!, ...others);
}

/** The nodes of this name, in order. */
export const named = (nodes: readonly Node[] | undefined, name: string): Node[] =>
  (nodes ?? []).filter((node) => node.name === name);

/** The value of the first node of this name, as text; codings as `system|code display`. */
export function valueOf(nodes: readonly Node[] | undefined, name: string): string | undefined {
  const [node] = named(nodes, name);
  return node && printValue(node);
}

/** The `value[x]` of a node as text. */
export function printValue(node: object): string {
  const entry = Object.entries(node).find(([key]) => key.startsWith("value"));
  return entry === undefined ? "" : print(entry[1]);
}

function print(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  if ("value" in value) return quantityText(value as Quantity);
  const { system, code, display } = value as r5.Coding;
  const id = [system, code].filter((part) => part !== undefined).join("|");
  return [id, display].filter((part) => part !== undefined && part !== "").join("  ");
}
