/** `diagnostics=true`: how an answer came about: what was asked of the content and what of it is known. */
import type * as r5 from "fhir/r5";
import type { OperationData } from "../../fhir/operations/definition.ts";
import type { ExpandOutput } from "../../fhir/operations/types.ts";
import { printCanonical } from "../../terminology/canonical.ts";
import type { Terminology } from "../../terminology/store.ts";
import { after, type Awaitable } from "../../terminology/util/awaitable.ts";

/** Nobody reads more. */
const MOST = 100;

type Named = Parameters<typeof printCanonical>[0];

/** Content that notes what it is asked for. */
export function noting(content: Terminology, notes: Set<string>): Terminology {
  const note = (text: string): void => void (notes.size < MOST && notes.add(text));
  const one = <T>(asked: string, found: Awaitable<T | undefined>, named: (found: T) => Named) =>
    after(found, (known) => {
      note(`${asked}: ${known === undefined ? "not known" : printCanonical(named(known))}`);
      return known;
    });
  const all = <T>(asked: string, found: Awaitable<T[]>, named: (found: T) => Named) =>
    after(found, (known) => {
      note(`${asked}: ${known.map((k) => printCanonical(named(k))).join(", ") || "none"}`);
      return known;
    });
  return {
    layers: content.layers ?? [content],
    get generation() {
      return content.generation;
    },
    codeSystem: (ref) =>
      one(`CodeSystem ${printCanonical(ref)}`, content.codeSystem(ref), (p) => p.codeSystem),
    valueSet: (ref) =>
      one(`ValueSet ${"id" in ref ? ref.id : printCanonical(ref)}`, content.valueSet(ref), (v) => v),
    conceptMaps: (query) => all("ConceptMaps", content.conceptMaps(query), (p) => p.conceptMap),
    supplements: (ref) =>
      all(
        `Supplements ${"url" in ref ? ref.url : `of ${ref.supplements}`}`,
        content.supplements(ref),
        (p) => p.codeSystem,
      ),
    versions: (type, url) => content.versions(type, url),
    similarUrls: (type, url) => content.similarUrls(type, url),
    namingSystems: (value) => content.namingSystems(value),
    urlsWith: (type, identifier) => content.urlsWith(type, identifier),
    codeSystems: () => content.codeSystems(),
  };
}

/** The output with the notes: as a parameter of its own, in an expansion among the expansion's. */
export function withDiagnostics(output: object, data: OperationData, notes: ReadonlySet<string>): object {
  const text = notes.size === 0 ? "No content was asked for" : [...notes].join("; ");
  if (data.output?.some(({ name }) => name === "diagnostics")) {
    const { diagnostics: said } = output as { diagnostics?: string };
    return { ...output, diagnostics: said === undefined ? text : `${said}; ${text}` };
  }
  const { return: valueSet } = output as Partial<ExpandOutput>;
  return valueSet ? { return: inExpansion(valueSet, text) } : output;
}

function inExpansion(valueSet: r5.ValueSet, text: string): r5.ValueSet {
  const { expansion } = valueSet;
  if (!expansion) return valueSet;
  const parameter = [...(expansion.parameter ?? []), { name: "diagnostics", valueString: text }];
  return { ...valueSet, expansion: { ...expansion, parameter } };
}
