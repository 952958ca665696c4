/**
 * Writes resources/elements/{r4,r5}.json: each type's elements in order, with their types.
 * It is what XML is read and written by, and what tells R4 and R5 apart. Run: node scripts/generate-elements.ts
 */
import { writeFileSync } from "node:fs";
import { KNOWN_TYPES } from "../src/fhir/validation/schemas.ts";
import type { FhirVersion } from "../src/fhir/version.ts";
import { type Definitions, elementsOf, readDefinitions, splitPath, typesOf } from "./definitions.ts";
import { codesOf, requiredValueSet } from "./value-sets.ts";

type ElementTable = Record<string, Record<string, string>>;

/** Type -> element -> types joined by `|`, `*` when it repeats, `@` when it is an XML attribute. */
function elementTable({ structures }: Definitions): { table: ElementTable; open: string } {
  const table: ElementTable = {};
  const open = valueTypes(structures.get("Extension")!).join("|");
  const wanted = [...KNOWN_TYPES, "Element", ...open.split("|")] as string[];
  for (let type = wanted.shift(); type !== undefined; type = wanted.shift()) {
    const structure = structures.get(type);
    if (type in table || !structure || structure.kind === "primitive-type" || type === "Resource") continue;
    table[type] = {};
    for (const element of elementsOf(structure)) {
      const { owner, name } = splitPath(element.path);
      if (element.max === "0") continue;
      const types = typesOf(element);
      wanted.push(...types.filter((t) => /^[A-Z]/.test(t) && !t.includes(".")));
      const attribute = element.representation?.includes("xmlAttr") ? "@" : "";
      (table[owner] ??= {})[name] = attribute + types.join("|") + (element.max === "1" ? "" : "*");
    }
  }
  for (const elements of Object.values(table)) {
    if (elements["value[x]"] === open) elements["value[x]"] = "$open";
  }
  return { table, open };
}

function valueTypes(extension: Parameters<typeof elementsOf>[0]): string[] {
  return typesOf(elementsOf(extension).find((e) => e.path === "Extension.value[x]")!);
}

/** One type per line: changes stay readable. */
function print(table: ElementTable | Record<string, unknown>): string {
  const lines = Object.entries(table).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{\n${lines.join(",\n")}\n}\n`;
}

/** Codes that a required binding allows in one version only: `Type.element` -> version -> codes. */
function codeDifferences(
  tables: Record<FhirVersion, ElementTable>,
  definitions: Record<FhirVersion, Definitions>,
) {
  const differences: Record<string, Record<FhirVersion, string[]>> = {};
  for (const [type, elements] of Object.entries(tables.r5)) {
    for (const name of Object.keys(elements)) {
      if (!tables.r4[type]?.[name]) continue;
      const [r4, r5] = (["r4", "r5"] as const).map((version) => {
        const valueSet = requiredValueSet(definitions[version], `${type}.${name}`);
        return valueSet === undefined ? undefined : codesOf(definitions[version], valueSet);
      });
      if (!r4 || !r5) continue;
      const only = { r4: r4.filter((c) => !r5.includes(c)), r5: r5.filter((c) => !r4.includes(c)) };
      if (only.r4.length + only.r5.length > 0) differences[`${type}.${name}`] = only;
    }
  }
  return differences;
}

const definitions = { r4: readDefinitions("r4"), r5: readDefinitions("r5") };
const tables = {} as Record<FhirVersion, ElementTable>;
const folder = new URL("../resources/elements/", import.meta.url);
for (const version of ["r4", "r5"] as const) {
  const { table, open } = elementTable(definitions[version]);
  tables[version] = table;
  writeFileSync(new URL(`${version}.json`, folder), print({ $open: open, ...table }));
}
writeFileSync(new URL("code-differences.json", folder), print(codeDifferences(tables, definitions)));
