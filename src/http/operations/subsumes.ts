import { readOperation } from "../../fhir/operations/definition.ts";
import type { SubsumesInput } from "../../fhir/operations/types.ts";
import type { CodeSystem, Coding } from "../../terminology/model.ts";
import { subsumes } from "../../terminology/subsumes.ts";
import { after } from "../../terminology/util/awaitable.ts";
import { checkInstance, checkInstanceVersion, versionOf } from "./instance.ts";
import type { Operation } from "./operation.ts";
import { type Beside, withBeside } from "./said-twice.ts";
import { versionsAsked } from "./version-parameters.ts";

/** CodeSystem/$subsumes, https://hl7.org/fhir/R5/codesystem-operation-subsumes.html */
export const subsumesOperation: Operation<"subsumes"> = {
  data: readOperation("subsumes"),

  run(terminology, input, { instance, work }) {
    const a = codingOf(input, "A", instance);
    const b = codingOf(input, "B", instance);
    const names = [a.name, b.name] as const;
    const request = { a: a.coding, b: b.coding, names, versions: versionsAsked(input), work };
    return after(subsumes(terminology, request), (outcome) => ({ outcome }));
  },
};

function codingOf(
  input: SubsumesInput,
  side: "A" | "B",
  instance: CodeSystem | undefined,
): { coding: Coding; name: string } {
  const { code, given } =
    side === "A" ? { code: input.codeA, given: input.codingA } : { code: input.codeB, given: input.codingB };
  const name = given ? `coding${side}` : `code${side}`;
  const asked: Coding = given
    ? withBeside(given, besideCoding(input))
    : { code, system: input.system, version: input.version };
  const inCoding = given ? `${name}.` : "";
  checkInstance(instance, asked.system, `${inCoding}system`);
  checkInstanceVersion(instance, asked.version, `${inCoding}version`);
  return {
    coding: instance ? { ...asked, system: instance.url, version: versionOf(instance) } : asked,
    name,
  };
}

const besideCoding = ({ system, version }: SubsumesInput): Beside => ({
  system: { name: "system", value: system },
  version: { name: "version", value: version },
});
