/** The JSON Schemas of resources/schemas as ajv functions: compiled once per resource type and version, at first use. */
import { readFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import type { Ajv, ErrorObject, ValidateFunction } from "ajv";
import type { FhirVersion } from "../version.ts";

/** Resource types that have a schema. */
export const KNOWN_TYPES = [
  "CodeSystem",
  "ValueSet",
  "ConceptMap",
  "NamingSystem",
  "Provenance",
  "OperationDefinition",
  "Parameters",
  "Bundle",
  "OperationOutcome",
  "CapabilityStatement",
  "TerminologyCapabilities",
] as const;

const readSchema = (version: FhirVersion, name: string): object =>
  JSON.parse(
    readFileSync(new URL(`../../../resources/schemas/${version}/${name}.json`, import.meta.url), "utf8"),
  ) as object;

const engines = new Map<string, Promise<Ajv>>();

async function makeEngine(version: FhirVersion, allErrors: boolean): Promise<Ajv> {
  const { Ajv } = await import("ajv");
  // Our own schemas need no check, and code that runs a few times no second look: that was half of the time to compile them.
  const quickly = { validateSchema: false, code: { optimize: false } } as const;
  const ajv = new Ajv({ allErrors, verbose: true, allowUnionTypes: true, inlineRefs: false, ...quickly });
  ajv.addKeyword("fhirType");
  addElementKeyword(ajv, "requiredElements", (name, present) =>
    present.length === 0 ? { missing: name } : undefined,
  );
  addElementKeyword(ajv, "oneTypeOnly", (name, present) =>
    present.length > 1 ? { name, present } : undefined,
  );
  ajv.addSchema(readSchema(version, "datatypes"));
  return ajv;
}

type Fault = Record<string, unknown> | undefined;

/** A keyword over elements and the JSON names they may have; an extension on `_name` counts as present. */
function addElementKeyword(
  ajv: Ajv,
  keyword: string,
  test: (name: string, present: string[]) => Fault,
): void {
  ajv.addKeyword({
    keyword,
    type: "object",
    schemaType: "object",
    errors: true,
    compile(elements: Record<string, string[]>) {
      const entries = Object.entries(elements);
      const validate: { (data: object): boolean; errors?: Partial<ErrorObject>[] } = (data) => {
        const errors: Partial<ErrorObject>[] = [];
        for (const [name, names] of entries) {
          const params = test(
            name,
            names.filter((n) => n in data || `_${n}` in data),
          );
          if (params) errors.push({ keyword, params });
        }
        validate.errors = errors;
        return errors.length === 0;
      };
      return validate;
    },
  });
}

/**
 * The check of a resource's structure.
 * @param allErrors all faults, or only the first: a large broken resource could have millions.
 */
export async function schemaOf(
  version: FhirVersion,
  type: string,
  allErrors: boolean,
): Promise<ValidateFunction> {
  const key = `${version} ${allErrors}`;
  let engine = engines.get(key);
  if (!engine) engines.set(key, (engine = makeEngine(version, allErrors)));
  const ajv = await engine;
  const id = `${type}.json`;
  if (!ajv.schemas[id]) {
    ajv.addSchema(readSchema(version, type));
    // To load ajv took a while, and to compile takes one: between them others have their turn.
    await setImmediate();
  }
  return ajv.getSchema(id)!;
}
