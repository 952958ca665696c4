import type * as r5 from "fhir/r5";
import { readOperation } from "../../fhir/operations/definition.ts";
import { requiredParameter, TerminologyError } from "../../terminology/issues/issue.ts";
import { lookup, type LookedUpProperty, type LookupOutcome } from "../../terminology/lookup.ts";
import type { CodeSystem, Coding, Designation } from "../../terminology/model.ts";
import { valueX } from "../../terminology/resources/resources.ts";
import type { Operation } from "./operation.ts";

type Node = r5.ParametersParameter;

/** CodeSystem/$lookup, https://hl7.org/fhir/R5/codesystem-operation-lookup.html */
export const lookupOperation: Operation<LookupOutcome> = {
  data: readOperation("lookup"),

  run(store, input, context) {
    const instance = context.instance as CodeSystem | undefined;
    const coding: Coding = (input.coding as Coding | undefined) ?? {
      code: input.code as string,
      system: input.system as string,
      version: input.version as string,
    };
    const system = instance?.url ?? coding.system;
    if (!system)
      throw new TerminologyError(
        requiredParameter("system", "the code system of the code; a bare code is never guessed"),
      );
    if (!coding.code) throw new TerminologyError(requiredParameter("code", "the code to look up"));
    return lookup(store, {
      system,
      code: coding.code,
      version: instance ? instance.version : coding.version,
      displayLanguage: input.displayLanguage as string | undefined,
      acceptLanguage: context.acceptLanguage,
      properties: (input.property as string[] | undefined) ?? [],
      useSupplement: (input.useSupplement as string[] | undefined) ?? [],
    });
  },

  write({ codeSystem, concept, display, designations, properties, definition, supplements, notes }) {
    const parameter: Node[] = [
      { name: "name", valueString: codeSystem.name ?? codeSystem.title ?? codeSystem.url ?? "" },
    ];
    if (codeSystem.version) parameter.push({ name: "version", valueString: codeSystem.version });
    parameter.push({ name: "display", valueString: display ?? concept.code });
    if (definition !== undefined) parameter.push({ name: "definition", valueString: definition });
    parameter.push(...designations.map(designationNode));
    if (concept.abstract) parameter.push({ name: "abstract", valueBoolean: true });
    parameter.push(...properties.map(propertyNode));
    parameter.push(...supplements.map((s): Node => ({ name: "used-supplement", valueCanonical: s })));
    parameter.push(
      { name: "code", valueCode: concept.code },
      { name: "system", valueUri: codeSystem.url ?? "" },
    );
    if (notes.length > 0) {
      parameter.push(
        { name: "normalized-code", valueCode: concept.code },
        { name: "message", valueString: notes.map((note) => note.text).join(" ") },
      );
    }
    return { resourceType: "Parameters", parameter };
  },
};

function designationNode({ language, use, additionalUse, value, source }: Designation): Node {
  const part: Node[] = [];
  if (language) part.push({ name: "language", valueCode: language });
  if (use) part.push({ name: "use", valueCoding: use });
  for (const more of additionalUse ?? []) part.push({ name: "additionalUse", valueCoding: more });
  part.push({ name: "value", valueString: value });
  if (source) part.push({ name: "source", valueCanonical: source });
  return { name: "designation", part };
}

function propertyNode({ code, type, value, description, source }: LookedUpProperty): Node {
  const part: Node[] = [
    { name: "code", valueCode: code },
    { name: "value", ...valueX(type, value) },
  ];
  if (description !== undefined) part.push({ name: "description", valueString: description });
  if (source) part.push({ name: "source", valueCanonical: source });
  return { name: "property", part };
}
