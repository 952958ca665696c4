import { readOperation } from "../../fhir/operation-definition.ts";
import { expand } from "../../terminology/expand.ts";
import { findValueSet } from "../../terminology/find-value-set.ts";
import type { ValueSet } from "../../terminology/model.ts";
import type { TerminologyStore } from "../../terminology/store.ts";
import { versionRules } from "../../terminology/version-rules.ts";
import type { Input } from "../../fhir/parameters.ts";
import type { Operation, RequestContext } from "./operation.ts";

/** ValueSet/$expand, https://hl7.org/fhir/R5/valueset-operation-expand.html */
export const expandOperation: Operation<ValueSet> = {
  data: readOperation("expand"),

  async run(store, input, context) {
    const valueSet = await valueSetOf(store, input, context);
    const flag = (name: string) => input[name] as boolean | undefined;
    const list = (name: string) => input[name] as string[] | undefined;
    return expand(store, {
      valueSet,
      filter: input.filter as string | undefined,
      offset: input.offset as number | undefined,
      count: input.count as number | undefined,
      includeDesignations: flag("includeDesignations"),
      designation: list("designation"),
      includeDefinition: flag("includeDefinition"),
      activeOnly: flag("activeOnly"),
      excludeNested: flag("excludeNested"),
      excludeNotForUI: flag("excludeNotForUI"),
      excludePostCoordinated: flag("excludePostCoordinated"),
      displayLanguage: input.displayLanguage as string | undefined,
      acceptLanguage: context.acceptLanguage,
      property: list("property"),
      excludeSystem: list("exclude-system"),
      useSupplement: list("useSupplement"),
      versions: versionRules({
        systemVersion: list("system-version"),
        checkSystemVersion: list("check-system-version"),
        forceSystemVersion: list("force-system-version"),
        defaultValueSetVersion: list("default-valueset-version"),
      }),
      limit: context.expansionLimit,
    });
  },

  write: (valueSet) => valueSet,
};

function valueSetOf(store: TerminologyStore, input: Input, context: RequestContext): Promise<ValueSet> {
  const inline = (context.instance ?? input.valueSet) as ValueSet | undefined;
  if (inline) return Promise.resolve(inline);
  return findValueSet(store, input.url as string, input.valueSetVersion as string | undefined);
}
