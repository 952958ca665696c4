import { readOperation } from "../../fhir/operations/definition.ts";
import type {
  LookupInput,
  LookupOutput,
  LookupOutputDesignation,
  LookupOutputProperty,
} from "../../fhir/operations/types.ts";
import { type Issue, TerminologyError } from "../../terminology/issues/issue.ts";
import { requiredParameter } from "../../terminology/issues/parameters.ts";
import {
  type LookedUpProperty,
  lookup,
  type LookupOutcome,
  type LookupRequest,
} from "../../terminology/lookup.ts";
import type { CodeSystem, Coding, Designation } from "../../terminology/model.ts";
import { after } from "../../terminology/util/awaitable.ts";
import { checkInstance, checkInstanceVersion, versionOf } from "./instance.ts";
import type { Operation, RequestContext } from "./operation.ts";
import { withBeside } from "./said-twice.ts";
import { versionsAsked } from "./version-parameters.ts";

/** CodeSystem/$lookup, https://hl7.org/fhir/R5/codesystem-operation-lookup.html */
export const lookupOperation: Operation<"lookup"> = {
  data: readOperation("lookup"),

  run: (terminology, input, context) => {
    const request = requestOf(input, context);
    return after(lookup(terminology, request), (outcome) => output(outcome, request.code));
  },
};

function requestOf(
  input: LookupInput,
  { instance, acceptLanguage, work }: RequestContext<"lookup">,
): LookupRequest {
  const { system, code, version } = conceptMeant(input, instance);
  return {
    system,
    code,
    version,
    versions: versionsAsked(input),
    displayLanguage: input.displayLanguage,
    acceptLanguage,
    properties: input.property ?? [],
    useSupplement: input.useSupplement ?? [],
    work,
  };
}

function conceptMeant(
  input: LookupInput,
  instance: CodeSystem | undefined,
): Pick<LookupRequest, "system" | "code" | "version"> {
  const { code, system, version } = input.coding ? codingMeant(input.coding, input) : input;
  checkInstance(instance, system, input.coding ? "coding.system" : "system");
  checkInstanceVersion(instance, version, "version");
  const meant = instance?.url ?? system;
  if (!meant)
    throw new TerminologyError(
      requiredParameter("system", "the code system of the code; a bare code is never guessed"),
    );
  if (!code) throw new TerminologyError(requiredParameter("code", "the code to look up"));
  return { system: meant, code, version: versionOf(instance) ?? version };
}

const codingMeant = (coding: Coding, { system, version }: LookupInput): Coding =>
  withBeside(coding, {
    system: { name: "system", value: system },
    version: { name: "version", value: version },
  });

function output(outcome: LookupOutcome, asked: string): LookupOutput {
  const { codeSystem, concept, display, designations, properties, definition, supplements, notes, remarks } =
    outcome;
  return {
    name: codeSystem.name ?? codeSystem.title ?? codeSystem.url ?? "",
    version: codeSystem.version || undefined,
    display: display ?? concept.code,
    definition,
    designation: designations.map(designationOutput),
    abstract: concept.abstract || undefined,
    property: properties.map(propertyOutput),
    "used-supplement": supplements,
    code: concept.code,
    system: codeSystem.url ?? "",
    "normalized-code": concept.code === asked ? undefined : concept.code,
    message: textOf(notes, remarks),
  };
}

/** Most answers have none. */
const textOf = (notes: readonly Issue[], remarks: readonly Issue[]): string | undefined =>
  notes.length + remarks.length === 0 ? undefined : [...notes, ...remarks].map((note) => note.text).join(" ");

const designationOutput = (d: Designation): LookupOutputDesignation => ({
  language: d.language || undefined,
  use: d.use,
  additionalUse: d.additionalUse,
  value: d.value,
  source: d.source,
});

const propertyOutput = (p: LookedUpProperty): LookupOutputProperty => ({
  code: p.code,
  value: p,
  description: p.description,
  source: p.source,
});
