/** $expand, as lists on pages read it. */
import type * as r5 from "fhir/r5";
import { saidBesides } from "../terminology/expand/said-besides.ts";
import { withoutUndefined } from "../terminology/util/without-undefined.ts";
import type { Params } from "./ask.ts";
import type { Context } from "./context.ts";

export interface Listed {
  system?: string;
  version?: string;
  code?: string;
  display?: string;
  inactive?: boolean;
  abstract?: boolean;
}

export interface Expansion {
  concepts: Listed[];
  total: number;
  /** There is more than is known here. */
  unclosed: boolean;
  /** What it says of itself besides. */
  notes: readonly string[];
  /** Why there is none. */
  failure?: object | undefined;
}

interface Contained extends Listed {
  contains?: Contained[];
}

interface Expanded {
  expansion?: {
    total?: number;
    contains?: Contained[];
  };
}

interface Include {
  system: string;
  version?: string | undefined;
  concept?: { code: string }[];
  filter?: { property: string; op: string; value: string }[];
}

/** What a value set with this one part would hold. */
export async function expandInline(context: Context, include: Include, params: Params): Promise<Expansion> {
  const compose = { include: [withoutUndefined(include)] };
  const valueSet = { resourceType: "ValueSet", status: "active", compose };
  const body = { resourceType: "Parameters", parameter: [{ name: "valueSet", resource: valueSet }] };
  const { status, resource } = await context.ask("r5", "ValueSet/$expand", params, body);
  return status === 200
    ? readExpansion(resource)
    : { concepts: [], total: 0, unclosed: false, notes: [], failure: resource };
}

/** `resource`: an expanded ValueSet; nested concepts come as one list. */
export function readExpansion(resource: object | undefined): Expansion {
  const { expansion } = (resource ?? {}) as Expanded;
  const concepts = flat(expansion?.contains ?? []);
  const { isPart, sentences } = saidBesides((expansion ?? {}) as r5.ValueSetExpansion);
  return { concepts, total: expansion?.total ?? concepts.length, unclosed: isPart, notes: sentences };
}

/** Nested concepts one after the other. */
const flat = (contained: readonly Contained[]): Listed[] =>
  contained.flatMap(({ contains, ...concept }) => [concept, ...flat(contains ?? [])]);
