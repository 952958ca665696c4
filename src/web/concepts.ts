/** What is known of one concept, put together from $lookup, $translate in both directions, and $expand. */
import type { Coding } from "../terminology/model.ts";
import { inverseOf } from "../terminology/translate/relationships.ts";
import { own } from "../terminology/util/own.ts";
import type { Context } from "./context.ts";
import { codingOf, first, named, type Part, partsOf, textOf, valueOf } from "./parameters.ts";
import { readTranslation, type Statement } from "./translations.ts";

export interface Name {
  value: string;
  language?: string | undefined;
  /** A key of `t.scope`. */
  scope: string;
  source?: string | undefined;
}

export interface ConceptProperty {
  code: string;
  value: unknown;
  description?: string | undefined;
  source?: string | undefined;
}

export interface ConceptFacts {
  /** The id of its code system, where it was asked by it. */
  codeSystem?: string | undefined;
  system: string;
  code: string;
  version?: string | undefined;
  display?: string | undefined;
  definition?: string | undefined;
  names: Name[];
  properties: ConceptProperty[];
  inactive: boolean;
  abstract: boolean;
  message?: string | undefined;
}

/** Properties of the hierarchy have a place of their own on the page. */
const HIERARCHY = new Set(["parent", "child", "inactive"]);

/** `answer`: what $lookup answered in R5's shape. */
export function readLookup(answer: object | undefined): ConceptFacts {
  const parts = partsOf(answer);
  const properties = named(parts, "property").map(({ part = [] }) => readProperty(part));
  return {
    system: textOf(parts, "system") ?? "",
    code: textOf(parts, "code") ?? "",
    version: textOf(parts, "version"),
    display: textOf(parts, "display"),
    definition: textOf(parts, "definition"),
    names: named(parts, "designation").map(({ part = [] }) => readName(part)),
    properties: properties.filter(({ code }) => !HIERARCHY.has(code)),
    inactive: properties.some(({ code, value }) => code === "inactive" && value === true),
    abstract: first(parts, "abstract") === true,
    message: textOf(parts, "message"),
  };
}

const readProperty = (part: readonly Part[]): ConceptProperty => ({
  code: textOf(part, "code") ?? "",
  value: valueOf(part.find((p) => p.name === "value")),
  description: textOf(part, "description"),
  source: textOf(part, "source"),
});

/** Uses of designations by their codes; the first that is known decides. */
const SCOPES: Record<string, string> = {
  exact: "exact",
  broader: "broader",
  narrower: "narrower",
  related: "related",
  "other-disease": "other-disease",
  preferredForLanguage: "preferred",
  acronym: "acronym",
  "900000000000013009": "synonym",
};

function readName(part: readonly Part[]): Name {
  const uses = [codingOf(part, "use"), ...named(part, "additionalUse").map((p) => valueOf(p) as Coding)];
  const codes = uses.flatMap((use) => (use?.code === undefined ? [] : [use.code]));
  // "Acronym" says more than "synonym".
  const known = codes.map((code) => own(SCOPES, code)).filter((scope) => scope !== undefined);
  return {
    value: textOf(part, "value") ?? "",
    language: textOf(part, "language"),
    scope: known.find((scope) => scope !== "synonym") ?? known[0] ?? "other",
    source: textOf(part, "source"),
  };
}

/** Another coding, and how it stands to the concept: `relationship` is that of `other` to the concept. */
export interface Reference extends Statement {
  other: Coding;
}

/** What maps say about the concept, from either side; a statement that both sides make is one. */
export async function referencesOf(
  context: Context,
  { system, code, version }: ConceptFacts,
): Promise<Reference[]> {
  const coding = { system, code, ...(version === undefined ? {} : { version }) };
  const [forward, reverse] = await Promise.all([
    context.ask("r5", "ConceptMap/$translate", { system, sourceCode: code }),
    context.ask("r5", "ConceptMap/$translate", {}, parameters("targetCoding", coding)),
  ]);
  const fromHere = readTranslation(forward.resource).statements.map((s) => ({
    ...s,
    other: s.target,
    relationship: inverseOf(s.relationship),
  }));
  const toHere = readTranslation(reverse.resource).statements.flatMap((s) =>
    s.source ? [{ ...s, other: s.source }] : [],
  );
  return merged([...toHere, ...fromHere]);
}

const parameters = (name: string, valueCoding: Coding): object => ({
  resourceType: "Parameters",
  parameter: [{ name, valueCoding }],
});

function merged(references: readonly Reference[]): Reference[] {
  const seen = new Map<string, Reference>();
  for (const reference of references) {
    const { other, relationship } = reference;
    const key = JSON.stringify([other.system, other.code, relationship]);
    const known = seen.get(key);
    if (!known) seen.set(key, reference);
    // Nothing that one side warns of is lost.
    else known.warnings.push(...reference.warnings.filter((w) => !known.warnings.includes(w)));
  }
  return [...seen.values()];
}
