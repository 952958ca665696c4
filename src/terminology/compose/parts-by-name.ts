/**
 * Parts of LOINC that a filter names: `SCALE_TYP = Doc`. HL7's value sets do so, and FHIR takes a text there
 * (https://hl7.org/fhir/R4/loinc.html); LOINC's own values are Codings of the parts.
 */
import { allOf } from "../concepts/algebra.ts";
import type { ConceptCondition } from "../concepts/concept-condition.ts";
import { nameKey } from "../concepts/text-match.ts";
import type { CodeSystemProvider } from "../store.ts";
import type { WorkBudget } from "../util/work-budget.ts";

/** How often, and of how many concepts at a time, the values of a property are read to find those called so. */
const READS = 8;
const CONCEPTS = 200;

/** The property of the code system, and what the request may cost. */
export interface PartsAsked {
  provider: CodeSystemProvider;
  property: string;
  work: WorkBudget;
}

/**
 * The codes of the values that are called so, capitals and small letters alike.
 * @returns undefined: it is no name, but the code of a value; "not-known": too many values are there to look at each
 */
export async function partsNamed(
  asked: PartsAsked,
  name: string,
): Promise<readonly string[] | "not-known" | undefined> {
  const { provider, property, work } = asked;
  const isValue = async (code: string): Promise<boolean> => {
    const condition = hasOneOf(property, [code]);
    return (await provider.select({ condition, count: 1, codesAlone: true, work })).items.length > 0;
  };
  if (await isValue(name)) return undefined;
  const codes: string[] = [];
  for (const code of await conceptsNamed(asked, name)) if (await isValue(code)) codes.push(code);
  return codes.length > 0 ? codes : valuesNamed(asked, name);
}

/** Parts may be concepts themselves. */
async function conceptsNamed({ provider, work }: PartsAsked, name: string): Promise<string[]> {
  const condition = { kind: "name", keys: [nameKey(name)] } as const;
  const { items } = await provider.select({ condition, count: CONCEPTS, work });
  return items.filter(({ display }) => isCalled(display, name)).map(({ code }) => code);
}

/** By the displays of the values: of a property with very many values not all are read. */
async function valuesNamed(
  { provider, property, work }: PartsAsked,
  name: string,
): Promise<readonly string[] | "not-known"> {
  const displays = new Map<string, string | undefined>();
  const has = { kind: "property", property, test: { op: "exists" } } as const;
  const called = (): string[] =>
    [...displays].flatMap(([code, display]) => (isCalled(display, name) ? [code] : []));
  for (let read = 0; read < READS; read++) {
    const condition = allOf([has, { kind: "not", of: hasOneOf(property, [...displays.keys()]) }]);
    const { items } = await provider.select({ condition, count: CONCEPTS, work });
    for (const { code, value } of items.flatMap(({ properties }) => properties))
      if (code === property && typeof value === "object" && value.code !== undefined)
        displays.set(value.code, value.display);
    if (items.length < CONCEPTS) return called();
  }
  const codes = called();
  return codes.length > 0 ? codes : "not-known";
}

const isCalled = (display: string | undefined, name: string): boolean =>
  display?.toLowerCase() === name.toLowerCase();

/** Has the concept one of these as a value of the property? Of a Coding its code counts. */
export const hasOneOf = (property: string, values: readonly string[]): ConceptCondition => ({
  kind: "property",
  property,
  test: { op: "in", values },
});
