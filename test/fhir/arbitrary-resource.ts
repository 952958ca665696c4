/** Arbitrary resources of a FHIR version, made from its element table: every element and type turns up sooner or later. */
import fc from "fast-check";
import { type Element, elementsOf, isPrimitive } from "../../src/fhir/elements.ts";
import type { FhirVersion } from "../../src/fhir/version.ts";

type Json = Record<string, unknown>;

/** Codes that the conversion looks at; elsewhere any code does. */
type CodesOf = (path: string) => string[] | undefined;

const PRIMITIVES: Record<string, fc.Arbitrary<unknown>> = {
  boolean: fc.boolean(),
  decimal: fc.constantFrom(0.5, 12, -3.25),
  integer: fc.integer({ min: -9, max: 999 }),
  positiveInt: fc.integer({ min: 1, max: 999 }),
  unsignedInt: fc.nat(999),
  integer64: fc.constantFrom("7", "9007199254740993"),
  date: fc.constantFrom("2026", "2026-11-23"),
  dateTime: fc.constantFrom("2026", "2026-11-23T10:00:00Z"),
  instant: fc.constant("2026-11-23T10:00:00.5Z"),
  time: fc.constant("10:11:12"),
  uri: fc.constantFrom("http://example.org/a", "urn:oid:1.2.3"),
  canonical: fc.constantFrom("http://example.org/a", "http://example.org/b|2.0"),
  code: fc.constantFrom("a", "b", "c", "x:a"),
  xhtml: fc.constant('<div xmlns="http://www.w3.org/1999/xhtml">a &amp; <b>b</b></div>'),
  id: fc.constantFrom("x1", "x2"),
};
const TEXT = fc.constantFrom("one", "two & <three>", 'four "five"\nsix', "ünï");

/** A resource of this type, or an element of one (`ConceptMap.group`), with a few of its elements, and a few of theirs, down to a depth. */
export function arbitraryResource(
  version: FhirVersion,
  type: string,
  codesOf: CodesOf,
  depth = 4,
): fc.Arbitrary<Json> {
  const chance = fc.integer({ min: 0, max: 9 });

  function content(owner: string, left: number): fc.Arbitrary<Json> {
    const elements = [...elementsOf(version, owner)!.values()].filter((e) => possible(e, owner, left));
    const byName = Map.groupBy(elements, (e) => e.name);
    const few = Math.min(byName.size, left === depth ? 6 : 3);
    return fc
      .subarray([...byName.values()], { minLength: Math.min(1, few), maxLength: few })
      .chain((chosen) =>
        fc.tuple(...chosen.map((choices) => fc.constantFrom(...choices).chain((e) => field(owner, e, left)))),
      )
      .map((fields) => Object.assign({}, ...fields) as Json);
  }

  function possible(element: Element, owner: string, left: number): boolean {
    if (owner === "Extension" && (element.name === "url" || element.name === "extension")) return false;
    return element.type !== "Resource" && (left > 0 || isPrimitive(element.type));
  }

  function field(owner: string, element: Element, left: number): fc.Arbitrary<Json> {
    const one = single(`${owner}.${element.name}`, element, left - 1);
    if (!element.list)
      return fc.tuple(one, twin(element)).map(([value, extra]) => withTwin(element, value, extra));
    const pairs = fc.array(fc.tuple(one, twin(element)), { minLength: 1, maxLength: 2 });
    return pairs.map((list) => {
      const extras = list.map(([, extra]) => extra ?? null);
      return withTwin(
        element,
        list.map(([value]) => value),
        extras.some(Boolean) ? extras : undefined,
      );
    });
  }

  function twin(element: Element): fc.Arbitrary<Json | undefined> {
    if (!isPrimitive(element.type) || element.attribute || element.name === "id" || element.type === "xhtml")
      return fc.constant(undefined);
    return chance.map((n) =>
      n === 0 ? { extension: [{ url: "http://example.org/note", valueString: "n" }] } : undefined,
    );
  }

  const withTwin = ({ jsonName }: Element, value: unknown, extra: unknown): Json =>
    extra === undefined ? { [jsonName]: value } : { [jsonName]: value, [`_${jsonName}`]: extra };

  function single(path: string, { type: of }: Element, left: number): fc.Arbitrary<unknown> {
    const codes = of === "code" ? codesOf(path) : undefined;
    if (codes) return fc.constantFrom(...codes);
    if (isPrimitive(of)) return PRIMITIVES[of] ?? TEXT;
    const inner = content(of, Math.max(left, 0));
    return of === "Extension" ? inner.map((e) => ({ url: "http://example.org/extension", ...e })) : inner;
  }

  return content(type, depth).map((resource) => ({ resourceType: type, ...resource }));
}
