import { readOperation } from "../../fhir/operations/definition.ts";
import { after } from "../../terminology/util/awaitable.ts";
import { sharedValueSet } from "../../terminology/compose/shared-value-set.ts";
import { expand } from "../../terminology/expand/expand.ts";
import { findValueSet } from "../../terminology/resolve/find-value-set.ts";
import type { ValueSet } from "../../terminology/model.ts";
import { versionRules } from "../../terminology/resolve/version-rules.ts";
import type { Operation } from "./operation.ts";

/** ValueSet/$expand, https://hl7.org/fhir/R5/valueset-operation-expand.html */
export const expandOperation: Operation<ValueSet> = {
  data: readOperation("expand"),

  run(store, input, context) {
    const flag = (name: string) => input[name] as boolean | undefined;
    const list = (name: string) => input[name] as string[] | undefined;
    const text = (name: string) => input[name] as string | undefined;
    const versions = versionRules({
      systemVersion: list("system-version"),
      checkSystemVersion: list("check-system-version"),
      forceSystemVersion: list("force-system-version"),
      defaultValueSetVersion: list("default-valueset-version"),
      date: text("date"),
    });
    const here = (context.instance ?? input.valueSet) as ValueSet | undefined;
    const finding = here
      ? sharedValueSet(here)
      : findValueSet(store, text("url")!, text("valueSetVersion"), versions.versionDate);
    const request = {
      filter: text("filter"),
      offset: input.offset as number | undefined,
      count: input.count as number | undefined,
      includeDesignations: flag("includeDesignations"),
      designation: list("designation"),
      includeDefinition: flag("includeDefinition"),
      activeOnly: flag("activeOnly"),
      excludeNested: flag("excludeNested"),
      excludeNotForUI: flag("excludeNotForUI"),
      excludePostCoordinated: flag("excludePostCoordinated"),
      displayLanguage: text("displayLanguage"),
      acceptLanguage: context.acceptLanguage,
      property: list("property"),
      excludeSystem: list("exclude-system"),
      useSupplement: list("useSupplement"),
      versions,
      limit: context.expansionLimit,
    };
    return after(finding, (valueSet) => expand(store, { valueSet, ...request }));
  },

  write: (valueSet) => valueSet,
};
