/**
 * Writes resources/schemas/{r4,r5}/: a JSON Schema per resource type, one of the data types they share, and the FHIRPath
 * invariants. Made from the StructureDefinitions, not from HL7's own JSON Schema, which offers every error once per
 * resource type, doesn't know which elements are required, and in R5 has lost the code lists.
 * Run: node scripts/generate-schemas.ts
 */
import { mkdirSync, writeFileSync } from "node:fs";
import type { ElementDefinition } from "fhir/r5";
import { isPrimitive } from "../src/fhir/elements.ts";
import { KNOWN_TYPES } from "../src/fhir/validation/schemas.ts";
import { capitalised } from "../src/terminology/util/capitalised.ts";
import { type Definitions, elementsOf, readDefinitions, splitPath, typesOf } from "./definitions.ts";
import { PRIMITIVE_SCHEMAS } from "./primitive-schemas.ts";
import { codesOf } from "./value-sets.ts";

type Schema = Record<string, unknown>;

/** Definitions of everything defined in one StructureDefinition: itself and its backbone elements, by path. */
function schemasOf(definitions: Definitions, type: string): Record<string, Schema> {
  const structure = definitions.structures.get(type)!;
  const schemas: Record<string, Schema> = {};
  const schemaOf = (path: string) =>
    (schemas[path] ??= { type: "object", minProperties: 1, additionalProperties: false, properties: {} });
  const root = schemaOf(type);
  if (structure.kind === "resource") {
    Object.assign(root.properties as Schema, { resourceType: { const: type } });
    root.required = ["resourceType"];
  }
  for (const element of elementsOf(structure)) {
    if (element.max === "0") continue;
    const { owner, name } = splitPath(element.path);
    addElement(definitions, schemaOf(owner), type, name, element);
  }
  return schemas;
}

function addElement(
  definitions: Definitions,
  schema: Schema,
  root: string,
  name: string,
  element: ElementDefinition,
): void {
  const properties = schema.properties as Record<string, Schema>;
  const types = typesOf(element);
  const stem = name.replace("[x]", "");
  const names = name === stem ? [name] : types.map((type) => stem + capitalised(type));
  const list = element.max !== "1";
  types.forEach((type, i) => {
    const one = valueSchema(definitions, root, type, element, list);
    properties[names[i]!] = list ? { type: "array", minItems: 1, items: one } : one;
    // Attributes in XML, such as ids, have no `_name`.
    if (!isPrimitive(type) || type === "xhtml" || element.representation) return;
    const twin = list ? "ElementList" : "Element";
    if (stem !== "id") properties[`_${names[i]!}`] = { $ref: `datatypes.json#/definitions/${twin}` };
  });
  if (root === "Extension" && name === "url") schema.required = ["url"];
  else if (element.min! > 0)
    schema.requiredElements = { ...(schema.requiredElements as object), [name]: names };
  if (element.path === "Extension.value[x]") schema.requiredElements = { [name]: [...names, "extension"] };
  if (names.length > 1) schema.oneTypeOnly = { ...(schema.oneTypeOnly as object), [name]: names };
}

/** Primitives stand where they are used: errors then name the type, and a list of them may have gaps (null beside a `_name`). */
function valueSchema(
  definitions: Definitions,
  root: string,
  type: string,
  element: ElementDefinition,
  list: boolean,
): Schema {
  if (type === "Resource") return { $ref: "datatypes.json#/definitions/Resource" };
  if (!isPrimitive(type)) {
    const shared = type.split(".")[0] !== root && root in KNOWN;
    return { $ref: `${shared ? "datatypes.json" : ""}#/definitions/${type}` };
  }
  const primitive = PRIMITIVE_SCHEMAS[type];
  if (!primitive) throw new Error(`No schema for the primitive type ${type} of ${element.path}`);
  const schema: Schema = { ...primitive, fhirType: type };
  if (list) schema.type = [primitive.type, "null"];
  const binding =
    type === "code" && element.binding?.strength === "required" ? element.binding.valueSet : undefined;
  const codes = binding && codesOf(definitions, binding);
  if (!codes) return schema;
  delete schema.pattern;
  return { ...schema, enum: list ? [...codes, null] : codes };
}

const KNOWN = Object.fromEntries(KNOWN_TYPES.map((type) => [type, true]));

/** All data types that the resources refer to, and those refer to in turn. */
function dataTypes(definitions: Definitions, resources: Record<string, Schema>[]): Record<string, Schema> {
  const schemas: Record<string, Schema> = {
    Resource: {
      type: "object",
      required: ["resourceType"],
      properties: { resourceType: { type: "string" } },
    },
    Element: { type: "object", minProperties: 1, additionalProperties: false, properties: ELEMENT },
    ElementList: {
      type: "array",
      items: { type: ["object", "null"], minProperties: 1, additionalProperties: false, properties: ELEMENT },
    },
  };
  const wanted = resources.flatMap(references);
  for (let type = wanted.pop(); type !== undefined; type = wanted.pop()) {
    const name = type.split(".")[0]!;
    if (name in schemas || name in KNOWN) continue;
    const added = schemasOf(definitions, name);
    Object.assign(schemas, added);
    wanted.push(...references(added));
  }
  return schemas;
}

const ELEMENT = {
  id: { type: "string", minLength: 1, fhirType: "string" },
  extension: { type: "array", minItems: 1, items: { $ref: "#/definitions/Extension" } },
};

const references = (schema: unknown): string[] =>
  [...JSON.stringify(schema).matchAll(/#\/definitions\/([\w.]+)/g)].map((match) => match[1]!);

/* ---- invariants ---- */

/** Left out: what the schemas already check, advice, and what asks for other resources or walks everything. */
const LEFT_OUT = new Set(["ele-1", "ext-1", "dom-3", "dom-6"]);
const UNANSWERABLE = /resolve\(\)|memberOf\(/;

function invariantsOf(definitions: Definitions, type: string): object[] {
  return definitions.structures.get(type)!.snapshot!.element.flatMap((element) =>
    (element.constraint ?? [])
      .filter(({ key, expression }) => expression && !LEFT_OUT.has(key) && !UNANSWERABLE.test(expression))
      .map(({ key, severity, human, expression }) => ({
        path: element.path,
        key,
        severity,
        human,
        expression,
      })),
  );
}

/* ---- writing ---- */

/** One definition per line: compact, and changes stay readable. */
function print(value: Schema): string {
  const { definitions, ...head } = value as { definitions?: Record<string, Schema> };
  const lines = Object.entries(definitions ?? {}).map(
    ([name, schema]) => `  ${JSON.stringify(name)}: ${JSON.stringify(schema)}`,
  );
  return `${JSON.stringify(head).slice(0, -1)},\n"definitions": {\n${lines.join(",\n")}\n}}\n`;
}

const DRAFT = "http://json-schema.org/draft-07/schema#";

for (const version of ["r4", "r5"] as const) {
  const definitions = readDefinitions(version);
  const folder = new URL(`../resources/schemas/${version}/`, import.meta.url);
  mkdirSync(folder, { recursive: true });
  const resources = KNOWN_TYPES.map((type) => schemasOf(definitions, type));
  KNOWN_TYPES.forEach((type, i) => {
    const schema = {
      $schema: DRAFT,
      $id: `${type}.json`,
      title: `${type} (FHIR ${version.toUpperCase()})`,
      $ref: `#/definitions/${type}`,
    };
    writeFileSync(new URL(`${type}.json`, folder), print({ ...schema, definitions: resources[i] }));
  });
  const shared = { $schema: DRAFT, $id: "datatypes.json", definitions: dataTypes(definitions, resources) };
  writeFileSync(new URL("datatypes.json", folder), print(shared));
  const lines = KNOWN_TYPES.map(
    (type) =>
      `${JSON.stringify(type)}: [\n${invariantsOf(definitions, type)
        .map((i) => `  ${JSON.stringify(i)}`)
        .join(",\n")}\n]`,
  );
  writeFileSync(new URL("invariants.json", folder), `{\n${lines.join(",\n")}\n}\n`);
}
