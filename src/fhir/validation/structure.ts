/** A resource's structure against its JSON Schema, with each fault said so that its author can mend it. */
import type { Issue } from "../../terminology/issues/issue.ts";
import {
  codeNotAllowed,
  elementOfOtherVersion,
  emptyElement,
  missingElement,
  otherFault,
  severalTypes,
  unknownElement,
  wrongFormat,
  wrongJsonType,
} from "../../terminology/issues/resource.ts";
import { Turns } from "../../terminology/util/in-turns.ts";
import type { Json } from "../../terminology/util/json-object.ts";
import { elementsOf } from "../elements.ts";
import { stepsOf } from "../json-pointer.ts";
import { extensionUrl } from "../r4/cross-version-extension.ts";
import type { FhirVersion } from "../version.ts";
import { type Fault, structuresOf } from "./schemas.ts";
import { type Slice, slicesOf } from "./slices.ts";

/** Beyond this many objects only the first fault is sought. */
const LARGE = 50_000;

/** Beyond this many objects others have their turn while it is checked. */
const LONG = 5_000;

/** Nobody reads more, and each takes time to word. */
const MOST_ISSUES = 200;

/** Of these one value may break several, such as type and code list; the first says enough. */
const VALUE_RULES = new Set(["type", "enum", "const", "pattern", "minLength", "minimum", "maximum"]);

/** What most types have; of little help to whoever mistypes a name. */
const INHERITED = new Set([
  "id",
  "extension",
  "modifierExtension",
  "meta",
  "implicitRules",
  "language",
  "text",
  "contained",
]);

/** The faults of one resource, without the resources inside it. `size`: objects in it. */
export async function structureIssues(
  { resource, type, path: root }: FoundResource,
  version: FhirVersion,
  size: number,
): Promise<Issue[]> {
  const structures = await structuresOf(version, size <= LARGE);
  const turns = new Turns();
  const issues = new Map<string, Issue>();
  for (const { resource: slice, inWhole } of size > LONG ? slicesOf(resource) : [whole(resource)]) {
    for (const error of await structures.faults(slice, type)) {
      const at = locate(inWhole(error.instancePath), type, version, root);
      const issue = describe(error, at, version);
      const key = VALUE_RULES.has(error.keyword) ? at.path : `${at.path} ${issue.text}`;
      if (!issues.has(key)) issues.set(key, issue);
      if (issues.size === MOST_ISSUES) return [...issues.values()];
    }
    if (size > LARGE && issues.size > 0) break;
    await turns.giveWay();
  }
  return [...issues.values()];
}

/** A resource, or one inside it. */
export interface FoundResource {
  resource: Json;
  type: string;
  /** Its own FHIRPath. */
  path: string;
}

const whole = (resource: Json): Slice => ({ resource, inWhole: (pointer) => pointer });

interface ElementPath {
  /** As FHIRPath: `CodeSystem.concept[0].property[1].value`. */
  path: string;
  /** The FHIR type of what stands there. */
  type: string | undefined;
}

/** A JSON pointer as FHIRPath, with the type that it leads to. */
function locate(pointer: string, type: string, version: FhirVersion, root: string): ElementPath {
  const at: ElementPath = { path: root, type };
  for (const key of stepsOf(pointer)) {
    if (/^\d+$/.test(key)) {
      at.path += `[${key}]`;
      continue;
    }
    const twin = key.startsWith("_");
    const element =
      at.type === undefined ? undefined : elementsOf(version, at.type)?.get(twin ? key.slice(1) : key);
    at.path += `.${element?.name ?? key}`;
    at.type = at.type === "Element" && key === "extension" ? "Extension" : twin ? "Element" : element?.type;
  }
  return at;
}

function describe(fault: Fault, { path, type }: ElementPath, version: FhirVersion): Issue {
  const { keyword, params, data, parentSchema } = fault;
  const fhirType = parentSchema?.fhirType as string | undefined;
  switch (keyword) {
    case "additionalProperties":
      return surplus(path, params.additionalProperty, type, version);
    case "required":
      return missingElement(path, params.missingProperty);
    case "requiredElements":
      return missingElement(path, params.missing);
    case "oneTypeOnly":
      return severalTypes(path, params.name, params.present);
    case "minProperties":
    case "minItems":
      return emptyElement(path);
    case "const":
      return codeNotAllowed(path, data, [params.allowedValue]);
    case "enum":
      return codeNotAllowed(
        path,
        data,
        params.allowedValues.filter((v) => typeof v === "string"),
      );
    case "type":
      return wrongJsonType(path, data, jsonType([params.type].flat(), fhirType));
  }
  return fhirType ? wrongFormat(path, data, fhirType) : otherFault(path, keyword);
}

function surplus(path: string, name: string, type: string | undefined, version: FhirVersion): Issue {
  const other: FhirVersion = version === "r4" ? "r5" : "r4";
  const known = type === undefined ? undefined : elementsOf(version, type);
  const elsewhere = type === undefined ? undefined : elementsOf(other, type)?.get(name.replace(/^_/, ""));
  const [here, there] = [version.toUpperCase(), other.toUpperCase()];
  if (elsewhere && type !== undefined) {
    return elementOfOtherVersion(path, name, here, {
      version: there,
      extension: extensionUrl(other, type, elsewhere.name),
    });
  }
  const ownFirst = [...(known?.keys() ?? [])].filter((n) => !INHERITED.has(n));
  return unknownElement(path, name, [...ownFirst, ...INHERITED], here);
}

function jsonType(types: string[], fhirType: string | undefined): string {
  const [first] = types.filter((t) => t !== "null");
  if (first === "array") return "a list, in [ ]";
  if (first === "object") return "an object, in { }";
  if (first === "boolean") return "true or false, without quotes";
  if (first === "string") return `text in quotes${fhirType ? ` (${fhirType})` : ""}`;
  return `a number without quotes${fhirType ? ` (${fhirType})` : ""}`;
}
