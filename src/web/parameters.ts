/** Parameters resources as the pages read them. */
import type { Coding } from "../terminology/model.ts";

export interface Part {
  name: string;
  part?: Part[];
  resource?: object;
  [value: `value${string}`]: unknown;
}

/** The parameters of an answer; none if it is something else. */
export function partsOf(resource: object | undefined): Part[] {
  return (resource as { parameter?: Part[] } | undefined)?.parameter ?? [];
}

/** The value, whatever its type. */
export function valueOf(part: Part | undefined): unknown {
  for (const key in part) if (key.startsWith("value")) return part[key as `value${string}`];
  return undefined;
}

/** All of that name, in order. */
export const named = (parts: readonly Part[], name: string): Part[] => parts.filter((p) => p.name === name);

/** The first value of that name. */
export const first = (parts: readonly Part[], name: string): unknown =>
  valueOf(parts.find((p) => p.name === name));

/** The first value of that name, as text. */
export function textOf(parts: readonly Part[], name: string): string | undefined {
  const value = first(parts, name);
  return value === undefined ? undefined : String(value);
}

/** The first value of that name, where it is a Coding. */
export const codingOf = (parts: readonly Part[], name: string): Coding | undefined => {
  const value = first(parts, name);
  return typeof value === "object" && value !== null ? value : undefined;
};
