/** The codes that required bindings allow, expanded from HL7's own value sets. */
import type { CodeSystem, CodeSystemConcept, ValueSet, ValueSetComposeInclude } from "fhir/r5";
import { type Definitions, elementsOf } from "./definitions.ts";

/** The value set to which the element at `path` is bound with strength required. */
export function requiredValueSet(definitions: Definitions, path: string): string | undefined {
  const structure = definitions.structures.get(path.split(".")[0]!);
  const element = structure && elementsOf(structure).find((e) => e.path === path);
  return element?.binding?.strength === "required" ? element.binding.valueSet : undefined;
}

/** All codes of a value set; undefined when it isn't a closed list in the package (languages, MIME types, units). */
export function codesOf(definitions: Definitions, canonical: string): string[] | undefined {
  const valueSet = definitions.byUrl.get(canonical.split("|")[0]!) as ValueSet | undefined;
  const codes = new Set<string>();
  for (const include of valueSet?.compose?.include ?? []) {
    const found = included(definitions, include);
    if (!found) return undefined;
    for (const code of found) codes.add(code);
  }
  for (const exclude of valueSet?.compose?.exclude ?? []) {
    for (const code of included(definitions, exclude) ?? []) codes.delete(code);
  }
  return codes.size > 0 ? [...codes] : undefined;
}

function included(definitions: Definitions, include: ValueSetComposeInclude): string[] | undefined {
  if (include.valueSet) {
    const lists = include.valueSet.map((url) => codesOf(definitions, url));
    return lists.some((l) => !l) ? undefined : lists.flatMap((l) => l!);
  }
  if (include.concept) return include.concept.map((c) => c.code);
  const codeSystem = definitions.byUrl.get(include.system!) as CodeSystem | undefined;
  if (!codeSystem?.concept || codeSystem.content !== "complete") return undefined;
  if (include.filter) return filtered(codeSystem, include);
  return flatten(codeSystem.concept).map((c) => c.code);
}

/** The filters that the definitions use: by hierarchy (nesting, or `subsumedBy`) and by `notSelectable`-like properties. */
function filtered(codeSystem: CodeSystem, include: ValueSetComposeInclude): string[] | undefined {
  let concepts = flatten(codeSystem.concept!);
  for (const { op, value, property } of include.filter!) {
    if (op === "is-a" || op === "descendent-of") {
      const below = descendants(concepts, value);
      concepts = concepts.filter((c) => below.has(c.code) && (op === "is-a" || c.code !== value));
    } else if (op === "=") {
      concepts = concepts.filter((c) =>
        c.property?.some((p) => p.code === property && String(p.valueCode ?? p.valueBoolean) === value),
      );
    } else return undefined;
  }
  return concepts.map((c) => c.code);
}

function descendants(concepts: CodeSystemConcept[], root: string): Set<string> {
  const below = new Set([root]);
  for (let size = 0; size !== below.size;) {
    size = below.size;
    for (const concept of concepts) {
      if (!below.has(concept.code)) {
        if (concept.property?.some((p) => p.code === "subsumedBy" && below.has(p.valueCode ?? "")))
          below.add(concept.code);
        continue;
      }
      for (const child of concept.concept ?? []) below.add(child.code);
    }
  }
  return below;
}

const flatten = (concepts: CodeSystemConcept[]): CodeSystemConcept[] =>
  concepts.flatMap((c) => [c, ...flatten(c.concept ?? [])]);
