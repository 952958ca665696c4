/** Codes that are put together of others, as SNOMED CT's expressions are. None are read here. */
import type { CodeSystem } from "../model.ts";
import { systemTable } from "./known-systems.ts";

/**
 * May what the code system does not list be such a code? Its own word counts (CodeSystem.compositional); where it has
 * none, the table's, which knows them by their form.
 */
export const mayBeComposed = (
  { url = "", compositional }: Pick<CodeSystem, "url" | "compositional">,
  code: string,
): boolean => compositional ?? systemTable.isComposed(url, code);
