/** ValueSet.expansion.parameter: what was asked, what was used, and what to know about it. */
import type * as r5 from "fhir/r5";
import { printCanonical } from "../canonical.ts";
import type { CompiledValueSet } from "../compose/compiled.ts";
import { cautionAbout } from "../resolve/standards-status.ts";
import { onceFor } from "../util/once-for.ts";
import { commonOnly } from "./common-codes.ts";
import type { EffectiveRequest } from "./request.ts";

type Parameter = r5.ValueSetExpansionParameter;

/** @param compiled without what the caller does not want of it */
export function echoedParameters(compiled: CompiledValueSet, request: EffectiveRequest): Parameter[] {
  const parameters = asked(compiled, request);
  for (const parameter of toldAlways(compiled)) parameters.push(parameter);
  return parameters;
}

/** Whatever is asked of it. */
const toldAlways = onceFor((compiled: CompiledValueSet): readonly Parameter[] => [
  ...usedParameters(compiled),
  ...warnings(compiled),
]);

/** Only what was given, and what the value set itself asks for; no defaults. */
function asked(compiled: CompiledValueSet, request: EffectiveRequest): Parameter[] {
  const parameters: Parameter[] = [];
  const flags = [
    "includeDesignations",
    "includeDefinition",
    "activeOnly",
    "excludeNested",
    "excludeNotForUI",
    "excludePostCoordinated",
  ] as const;
  for (const name of flags) {
    const value = request[name];
    if (value !== undefined) parameters.push({ name, valueBoolean: value });
  }
  for (const name of ["count", "offset"] as const) {
    const value = request[name];
    if (value !== undefined) parameters.push({ name, valueInteger: value });
  }
  if (request.filter !== undefined) parameters.push({ name: "filter", valueString: request.filter });
  if (request.language !== undefined)
    parameters.push({ name: "displayLanguage", valueCode: request.language });
  for (const value of request.designation ?? []) parameters.push({ name: "designation", valueString: value });
  for (const value of request.excludeSystem ?? [])
    parameters.push({ name: "exclude-system", valueUri: value });
  const { versions, chosenBy } = request;
  if (versions.versionDate !== undefined)
    parameters.push({ name: "date", valueDateTime: versions.versionDate });
  for (const { name, value } of versionParameters(compiled, chosenBy))
    parameters.push({ name, valueUri: value });
  if (compiled.versionsMatch) parameters.push({ name: "versionsMatch", valueBoolean: true });
  return parameters;
}

/** Those that decided a version, each once. */
function versionParameters(
  { used }: CompiledValueSet,
  chosenBy: EffectiveRequest["chosenBy"],
): CompiledValueSet["used"]["versionParameters"] {
  const own = used.versionParameters;
  if (!chosenBy) return own;
  const others = own.filter(({ name, value }) => name !== chosenBy.name || value !== chosenBy.value);
  return [chosenBy, ...others];
}

function usedParameters({ used }: CompiledValueSet): Parameter[] {
  const uri = (name: string, value: string): Parameter => ({ name, valueUri: value });
  return [
    ...used.codeSystems.map((c) => uri("used-codesystem", printCanonical(c))),
    ...used.valueSets.map((v) => uri("used-valueset", printCanonical(v))),
    ...used.supplements.map((s) => uri("used-supplement", s)),
    ...used.fragments.map((c) => uri("used-fragment", printCanonical(c))),
  ];
}

/** Content to be careful with: drafts and experiments only where the value set is not one itself. */
function warnings(compiled: CompiledValueSet): Parameter[] {
  const { valueSet, used } = compiled;
  const parameters: Parameter[] = [];
  const common = commonOnly(compiled).map((c) => c.common);
  for (const resource of [valueSet, ...used.valueSets, ...common, ...used.codeSystems]) {
    const kind = cautionAbout(resource, valueSet);
    if (kind) parameters.push({ name: `warning-${kind}`, valueUri: printCanonical(resource) });
  }
  return parameters;
}
