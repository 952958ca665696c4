/** FHIR's `{code, valueX}` <-> a property with its type. */
import type { Extension, Property, PropertyType } from "../model.ts";
import { capitalised } from "../util/capitalised.ts";
import { elementsBesides } from "./as-written.ts";

/** Reads a FHIR `{code, valueX}`; undefined when it has no value. */
export function readProperty(property: object & { code: string }): Property | undefined {
  for (const [key, value] of Object.entries(property)) {
    if (!/^value[A-Z]/.test(key) || value === undefined || value === null) continue;
    const type = key.slice("value".length);
    const read: Property = {
      code: property.code,
      type: (type === "Coding" ? type : type.charAt(0).toLowerCase() + type.slice(1)) as PropertyType,
      value: value,
    };
    const extension = (property as { extension?: Extension[] }).extension;
    if (extension) read.extension = extension;
    const written = elementsBesides(property, new Set(["code", "extension", key]));
    if (written) read.written = written;
    return read;
  }
  return undefined;
}

/** The few names that there are: one made anew each time would be looked up among all names of properties. */
const names = new Map<string, string>();

function nameOf(type: string): string {
  let name = names.get(type);
  if (name === undefined) {
    name = `value${capitalised(type)}`;
    if (names.size < 100) names.set(type, name);
  }
  return name;
}

/** The inverse: `{valueX: value}`. */
export function valueX(type: string, value: unknown): Record<string, unknown> {
  return { [nameOf(type)]: value };
}

/** The whole element again. */
export function propertyElement({ code, type, value, extension, written }: Property): { code: string } {
  return { ...written, ...(extension ? { extension } : {}), code, ...valueX(type, value) };
}
