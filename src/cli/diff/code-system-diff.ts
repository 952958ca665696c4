/** Two versions of a code system -> what changed, as data. */
import type { Concept, Property } from "../../terminology/model.ts";

export interface Change {
  kind: "added" | "removed" | "changed";
  code: string;
  display?: string | undefined;
  /** Of what changed: what is different. */
  details: Detail[];
}

export interface Detail {
  what: string;
  from?: string | undefined;
  to?: string | undefined;
}

/** What was added, then what was removed, then what is said otherwise, each in the order of its list. */
export function diffConcepts(before: Iterable<Concept>, after: Iterable<Concept>): Change[] {
  const old = new Map<string, Concept>();
  for (const concept of before) old.set(concept.code, concept);
  const changes: Change[] = [];
  for (const concept of after) {
    const { code, display } = concept;
    const was = old.get(code);
    old.delete(code);
    const details = was ? differences(was, concept) : [];
    if (!was) changes.push({ kind: "added", code, display, details });
    else if (details.length > 0) changes.push({ kind: "changed", code, display, details });
  }
  const removed = [...old.values()].map(({ code, display }): Change => ({
    kind: "removed",
    code,
    display,
    details: [],
  }));
  const of = (kind: Change["kind"]) => changes.filter((change) => change.kind === kind);
  return [...of("added"), ...removed, ...of("changed")];
}

function differences(was: Concept, is: Concept): Detail[] {
  const details: Detail[] = [];
  for (const what of ["display", "definition"] as const) {
    if (was[what] !== is[what]) details.push({ what, from: was[what], to: is[what] });
  }
  for (const what of ["inactive", "abstract"] as const) {
    if (was[what] !== is[what]) details.push({ what, from: String(was[what]), to: String(is[what]) });
  }
  details.push(...lists("parent", was.parents, is.parents));
  details.push(...lists("name", names(was), names(is)));
  const codes = new Set([...was.properties, ...is.properties].map((p) => p.code));
  for (const code of codes) {
    if (code === "inactive") continue;
    const of = (properties: readonly Property[]) => properties.filter((p) => p.code === code).map(print);
    details.push(...lists(`property ${code}`, of(was.properties), of(is.properties)));
  }
  return details;
}

const names = ({ designations }: Concept): string[] =>
  designations.map(({ value, use, language }) => {
    const marks = `${use?.code ? ` (${use.code})` : ""}${language ? ` [${language}]` : ""}`;
    return `${value}${marks}`;
  });

/** A property's value as text. */
export function print({ value }: Property): string {
  return typeof value === "object"
    ? `${value.system ?? ""}|${value.code ?? value.display ?? ""}`
    : String(value);
}

/** What only one side has; one gone and one come is a change. */
function lists(what: string, before: readonly string[], after: readonly string[]): Detail[] {
  const gone = without(before, after);
  const come = without(after, before);
  return Array.from({ length: Math.max(gone.length, come.length) }, (_, i) => ({
    what,
    from: gone[i],
    to: come[i],
  }));
}

function without(items: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return items.filter((item) => {
    const at = left.indexOf(item);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
