/** The writes of the crash test, of which each is of several rows in several tables: half of one would show. */
import type { Resource } from "../../src/terminology/model.ts";
import { recordsOf } from "../../src/terminology/resources/resources.ts";
import type { ImportRecord, Store, Write } from "../../src/terminology/store.ts";
import { codeSystem } from "./fixtures.ts";

/** Some are so long that their rows are written ahead, in several transactions. */
const countIn = (n: number): number => (n % 7 === 0 ? 5_200 : 25);
const url = (n: number): string => `http://example.org/crash-${n}`;
const codes = (n: number): string[] => Array.from({ length: countIn(n) }, (_, i) => `w${n}c${i}`);

const system = (n: number): Resource => codeSystem(url(n), "1", codes(n), { id: `crash-${n}` });
/** The number of the last write, written by each. */
const counter = (n: number): Resource => ({
  resourceType: "ValueSet",
  id: "counter",
  url: "http://example.org/counter",
  status: "active",
  name: `N${n}`,
});

export function crashRecords(n: number): ImportRecord[] {
  return [...recordsOf(system(n)), ...recordsOf(counter(n))];
}

export function crashWrites(n: number): Write[] {
  return [system(n), counter(n)].map((resource) => ({
    method: "update",
    type: resource.resourceType as "CodeSystem",
    id: resource.id!,
    resource,
  }));
}

export async function lastWrite(store: Store): Promise<number> {
  const found = await store.valueSet({ url: "http://example.org/counter" });
  return Number(found?.name?.slice(1) ?? 0);
}

/** How many of a write's concepts are found by code and by text, and how many its resource has: all the same, or it is half. */
export async function countsOf(store: Store, n: number): Promise<number[]> {
  const provider = await store.codeSystem({ url: url(n) });
  const located = provider ? (await provider.locate(codes(n))).filter(Boolean).length : 0;
  const byText = provider
    ? (await provider.select({ condition: { kind: "text", text: `w${n}c` } })).total
    : 0;
  const stored = await store.read("CodeSystem", `crash-${n}`);
  const whole = (stored?.resource as { concept?: unknown[] } | undefined)?.concept?.length ?? 0;
  return [located, byText, whole];
}

export const whole = (n: number): number[] => [countIn(n), countIn(n), countIn(n)];
export const ABSENT = [0, 0, 0];
