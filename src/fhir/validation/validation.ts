/** Is a resource valid FHIR? First its structure (ajv), then, if that holds, its invariants (FHIRPath). */
import type { Issue } from "../../terminology/issues/issue.ts";
import { furtherFaults, notAResource, unknownResourceType } from "../../terminology/issues/resource.ts";
import { eachInTurn, inTurns } from "../../terminology/util/in-turns.ts";
import { isObject, type Json, objects } from "../../terminology/util/json-object.ts";
import { checkDepth } from "../depth.ts";
import type { FhirVersion } from "../version.ts";
import { invariantIssues } from "./invariants.ts";
import { narrativeIssues } from "./narrative.ts";
import { KNOWN_TYPES } from "./schemas.ts";
import { type FoundResource, structureIssues } from "./structure.ts";

const MAX_ISSUES = 50;

/**
 * Checks a resource, and the resources inside it whose types we know, against its version's structure and invariants.
 * @returns issues with the FHIRPath of the place; none: valid. Invariants may be warnings.
 * @throws TerminologyError when it nests too deeply to be checked.
 */
export async function validateResource(resource: unknown, version: FhirVersion): Promise<Issue[]> {
  if (!isObject(resource)) return [notAResource(resource)];
  const type = resource.resourceType;
  if (!isKnown(type)) return [unknownResourceType(type, KNOWN_TYPES)];
  const size = checkDepth(resource);
  const issues: Issue[] = [];
  for await (const found of eachInTurn(withNested(resource, type, type))) {
    const structure = await structureIssues(found, version, size);
    issues.push(...(structure.length > 0 ? structure : await invariantIssues(found, version)));
    issues.push(...(await inTurns(narrativeIssues(found.resource, found.path))));
    if (issues.length > MAX_ISSUES) break;
  }
  return issues.length > MAX_ISSUES
    ? [...issues.slice(0, MAX_ISSUES), furtherFaults(issues.length - MAX_ISSUES)]
    : issues;
}

const known: ReadonlySet<unknown> = new Set(KNOWN_TYPES);
const isKnown = (type: unknown): type is string => known.has(type);

/** A resource and those in it: contained, in the entries of a Bundle, in the parameters of a Parameters. */
function* withNested(resource: Json, type: string, path: string): Generator<FoundResource> {
  yield { resource, type, path };
  for (const [inner, at] of nested(resource, type, path)) {
    if (isObject(inner) && isKnown(inner.resourceType)) yield* withNested(inner, inner.resourceType, at);
  }
}

function* nested(resource: Json, type: string, path: string): Generator<[unknown, string]> {
  for (const [i, contained] of objects(resource.contained).entries())
    yield [contained, `${path}.contained[${i}]`];
  if (type === "Parameters") yield* inParameters(resource.parameter, `${path}.parameter`);
  if (type !== "Bundle") return;
  for (const [i, entry] of objects(resource.entry).entries()) {
    yield [entry.resource, `${path}.entry[${i}].resource`];
    if (isObject(entry.response)) yield [entry.response.outcome, `${path}.entry[${i}].response.outcome`];
  }
  yield [resource.issues, `${path}.issues`];
}

function* inParameters(list: unknown, path: string): Generator<[unknown, string]> {
  for (const [i, parameter] of objects(list).entries()) {
    yield [parameter.resource, `${path}[${i}].resource`];
    yield* inParameters(parameter.part, `${path}[${i}].part`);
  }
}
