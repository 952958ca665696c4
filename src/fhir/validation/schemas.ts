/**
 * The JSON Schemas of resources/schemas as ajv functions. A type's is compiled when the first element of the type is met,
 * once per version: all that a resource may hold takes ajv 100 ms in one piece, and most resources hold little of it.
 */
import { readFileSync } from "node:fs";
import type { Ajv, DefinedError, ErrorObject, ValidateFunction } from "ajv";
import { Turns, yieldToOthers } from "../../terminology/util/in-turns.ts";
import type { Json } from "../../terminology/util/json-object.ts";
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

/** Finds what is wrong with the structure of resources of one version. */
class Structures {
  private readonly ajv: Ajv;
  private readonly version: FhirVersion;
  private readonly checks = new Map<string, ValidateFunction>();

  private constructor(ajv: Ajv, version: FhirVersion) {
    this.ajv = ajv;
    this.version = version;
    ajv.addKeyword("fhirType");
    addElementKeyword(ajv, "requiredElements", (name, present) =>
      present.length === 0 ? { missing: name } : undefined,
    );
    addElementKeyword(ajv, "oneTypeOnly", (name, present) =>
      present.length > 1 ? { name, present } : undefined,
    );
    addElementOf(ajv, this.checks);
    ajv.addSchema(readSchema(version, "datatypes"));
  }

  /** `allErrors`: all faults, or only the first: a large broken resource could have millions. */
  static async make(version: FhirVersion, allErrors: boolean): Promise<Structures> {
    // To load this file took a while, and so does that one.
    await yieldToOthers();
    const { Ajv } = await import("ajv");
    await yieldToOthers();
    // Our own schemas need no check, and code that runs a few times no second look: that was half of the time to compile them.
    const quickly = { validateSchema: false, code: { optimize: false } } as const;
    const ajv = new Ajv({ allErrors, verbose: true, allowUnionTypes: true, inlineRefs: false, ...quickly });
    const structures = new Structures(ajv, version);
    await yieldToOthers();
    return structures;
  }

  /** The faults of one resource of a known type, or of a slice of one. Others have their turn while types are compiled. */
  async faults(resource: Json, type: string): Promise<readonly Fault[]> {
    const turns = new Turns();
    const check = this.check(`${type}.json`);
    for (;;) {
      await turns.giveWay();
      try {
        return check(resource) ? [] : withInner((check.errors ?? []) as KeywordFault[]);
      } catch (thrown) {
        if (!(thrown instanceof NotCompiled)) throw thrown;
        this.check(thrown.ref);
      }
    }
  }

  private check(ref: string): ValidateFunction {
    let check = this.checks.get(ref);
    if (!check) {
      const file = ref.replace(/#.*/, "");
      if (!this.ajv.schemas[file]) this.ajv.addSchema(readSchema(this.version, file.replace(".json", "")));
      this.checks.set(ref, (check = this.ajv.getSchema(ref)!));
    }
    return check;
  }
}

/** What ajv's keywords find, and our own. */
export type Fault =
  | DefinedError
  | ErrorObject<"requiredElements", { missing: string }>
  | ErrorObject<"oneTypeOnly", { name: string; present: string[] }>;
type KeywordFault = Fault | ErrorObject<"elementOf", { inner: KeywordFault[] }>;

const made = new Map<string, Promise<Structures>>();

/** The schemas of a version, read once. Without `allErrors` a check ends with the first fault. */
export function structuresOf(version: FhirVersion, allErrors: boolean): Promise<Structures> {
  const key = `${version} ${allErrors}`;
  let structures = made.get(key);
  if (!structures) made.set(key, (structures = Structures.make(version, allErrors)));
  return structures;
}

/** `$ref` would compile what it names together with what names it. */
function readSchema(version: FhirVersion, name: string): object {
  const file = new URL(`../../../resources/schemas/${version}/${name}.json`, import.meta.url);
  const text = readFileSync(file, "utf8");
  return JSON.parse(
    text.replaceAll('"$ref":"#', `"elementOf":"${name}.json#`).replaceAll('"$ref":', '"elementOf":'),
  ) as object;
}

/** What a check throws that needs another one. */
class NotCompiled extends Error {
  readonly ref: string;

  constructor(ref: string) {
    super(`${ref} is not compiled yet`);
    this.ref = ref;
  }
}

type Params = Record<string, unknown>;
type Check = {
  (data: object, context?: Parameters<ValidateFunction>[1]): boolean;
  errors?: Partial<ErrorObject>[];
};

/** The value is to be as the definition says that the keyword names; its faults are in the keyword's own. */
function addElementOf(ajv: Ajv, checks: ReadonlyMap<string, ValidateFunction>): void {
  ajv.addKeyword({
    keyword: "elementOf",
    schemaType: "string",
    errors: true,
    compile(ref: string) {
      let check: ValidateFunction | undefined;
      const validate: Check = (data, context) => {
        check ??= checks.get(ref);
        if (!check) throw new NotCompiled(ref);
        if (check(data, context)) return true;
        validate.errors = [{ keyword: "elementOf", params: { inner: check.errors } }];
        return false;
      };
      return validate;
    },
  });
}

const withInner = (faults: readonly KeywordFault[]): Fault[] =>
  faults.flatMap((fault) => (fault.keyword === "elementOf" ? withInner(fault.params.inner) : [fault]));

/** A keyword over elements and the JSON names they may have; an extension on `_name` counts as present. */
function addElementKeyword(
  ajv: Ajv,
  keyword: string,
  test: (name: string, present: string[]) => Params | undefined,
): void {
  ajv.addKeyword({
    keyword,
    type: "object",
    schemaType: "object",
    errors: true,
    compile(elements: Record<string, string[]>) {
      const entries = Object.entries(elements);
      const jsonNames = new Map(
        entries.flatMap(([, names]) => names.flatMap((n) => [[n, n] as const, [`_${n}`, n] as const])),
      );
      const validate: Check = (data) => {
        const errors: Partial<ErrorObject>[] = [];
        // There are few names in an object, and many that may be.
        const there = new Set<string>();
        for (const key in data) {
          const name = jsonNames.get(key);
          if (name !== undefined) there.add(name);
        }
        for (const [name, names] of entries) {
          const present = there.size === 0 ? [] : names.filter((n) => there.has(n));
          const params = test(name, present);
          if (params) errors.push({ keyword, params });
        }
        validate.errors = errors;
        return errors.length === 0;
      };
      return validate;
    },
  });
}
