/** Is a part of an OBO Graph what its readers take it for? Somebody else's program may have written anything. */
import { isNode } from "../../terminology/util/json-object.ts";

/** `text`, or a list of what stands in the brackets, or an object with these members; none of them has to be there. */
type Shape = "text" | "flag" | readonly [Shape] | { readonly [member: string]: Shape };

/** What fits a shape. */
export type Fitting<S> = S extends "text"
  ? string
  : S extends "flag"
    ? boolean
    : S extends readonly [infer Item]
      ? Fitting<Item>[]
      : { [Member in keyof S]?: Fitting<S[Member]> };

const VALUE = { pred: "text", val: "text", xrefs: ["text"], synonymType: "text" } as const;

const META = {
  definition: VALUE,
  comments: ["text"],
  subsets: ["text"],
  synonyms: [VALUE],
  xrefs: [VALUE],
  basicPropertyValues: [VALUE],
  deprecated: "flag",
  version: "text",
} as const;

export const NODE = { id: "text", lbl: "text", type: "text", meta: META } as const;
export const EDGE = { sub: "text", pred: "text", obj: "text" } as const;
/** What is left of it without the nodes and edges that are objects. */
export const DOCUMENT = {
  graphs: [{ id: "text", lbl: "text", meta: META, nodes: [NODE], edges: [EDGE] }],
} as const;

interface Misfit {
  /** As `meta.synonyms[0].val`; "" for the whole. */
  path: string;
  expected: string;
}

/** The first thing that is of another kind. */
export function misfit(value: unknown, shape: Shape, path = ""): Misfit | undefined {
  if (value === undefined) return undefined;
  if (shape === "text") return typeof value === "string" ? undefined : { path, expected: "text in quotes" };
  if (shape === "flag") return typeof value === "boolean" ? undefined : { path, expected: "true or false" };
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) return { path, expected: "a list" };
    return firstOf(value.map((item, i) => () => misfit(item, shape[0] as Shape, `${path}[${i}]`)));
  }
  if (!isNode(value)) return { path, expected: "an object" };
  const members = Object.entries(shape);
  return firstOf(
    members.map(([name, inner]) => () => {
      const own = Object.hasOwn(value, name) ? value[name] : undefined;
      return misfit(own, inner, path === "" ? name : `${path}.${name}`);
    }),
  );
}

function firstOf(tests: readonly (() => Misfit | undefined)[]): Misfit | undefined {
  for (const test of tests) {
    const found = test();
    if (found) return found;
  }
  return undefined;
}
