import { readOperation } from "../../fhir/operations/definition.ts";
import type { Input } from "../../fhir/operations/parameters.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { otherThanInstance } from "../../terminology/issues/subsumption.ts";
import type { CodeSystem, Coding } from "../../terminology/model.ts";
import { subsumes, type Subsumption } from "../../terminology/subsumes.ts";
import type { Operation } from "./operation.ts";

/** CodeSystem/$subsumes, https://hl7.org/fhir/R5/codesystem-operation-subsumes.html */
export const subsumesOperation: Operation<Subsumption> = {
  data: readOperation("subsumes"),

  run(store, input, context) {
    const instance = context.instance as CodeSystem | undefined;
    const a = codingOf(input, "A", instance);
    const b = codingOf(input, "B", instance);
    return subsumes(store, { a: a.coding, b: b.coding, names: [a.name, b.name] });
  },

  write: (outcome) => ({
    resourceType: "Parameters",
    parameter: [{ name: "outcome", valueCode: outcome }],
  }),
};

function codingOf(
  input: Input,
  side: "A" | "B",
  instance: CodeSystem | undefined,
): { coding: Coding; name: string } {
  const given = input[`coding${side}`] as Coding | undefined;
  const name = given ? `coding${side}` : `code${side}`;
  const system = given ? given.system : (input.system as string | undefined);
  if (instance && system !== undefined && system !== instance.url)
    throw new TerminologyError(
      otherThanInstance(system, instance.url ?? "", given ? `${name}.system` : "system"),
    );
  const coding: Coding = { code: given ? given.code! : (input[name] as string) };
  const here = system ?? instance?.url;
  if (here !== undefined) coding.system = here;
  const version = given?.version ?? (input.version as string | undefined) ?? instance?.version;
  if (version !== undefined) coding.version = version;
  return { coding, name };
}
