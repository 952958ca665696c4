/** What a concept's properties say about its use: is it inactive, is it selectable? */
import type { CodeSystem, Property } from "../model.ts";
import { onceFor } from "../util/once-for.ts";

const BASE = "http://hl7.org/fhir/concept-properties#";

/** The codes under which a code system declares a property of FHIR's concept-properties; by uri, or by the bare code if undeclared. */
export function propertyCodes(codeSystem: CodeSystem, name: string): Set<string> {
  const declared = codeSystem.property ?? [];
  const byUri = declared.filter((p) => p.uri === BASE + name).map((p) => p.code);
  return new Set([...byUri, name]);
}

/** `propertyCodes` of the property status, which is asked for with every concept. */
export const statusCodes = onceFor((codeSystem: CodeSystem) => propertyCodes(codeSystem, "status"));

/** Makes the test for one code system; done once, used for each concept. */
export function statusReader(
  codeSystem: CodeSystem,
): (properties: readonly Property[]) => { inactive: boolean; abstract: boolean } {
  const inactiveCodes = propertyCodes(codeSystem, "inactive");
  const statusCodes = propertyCodes(codeSystem, "status");
  const notSelectable = propertyCodes(codeSystem, "notSelectable");
  return (properties) => {
    let inactive = false;
    let abstract = false;
    for (const { code, value } of properties) {
      if (inactiveCodes.has(code) && isTrue(value)) inactive = true;
      else if (statusCodes.has(code) && (value === "retired" || value === "inactive")) inactive = true;
      else if (notSelectable.has(code) && isTrue(value)) abstract = true;
    }
    return { inactive, abstract };
  };
}

function isTrue(value: Property["value"]): boolean {
  return value === true || value === "true";
}
