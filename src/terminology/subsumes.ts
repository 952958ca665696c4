/** CodeSystem/$subsumes: how two codes relate in the hierarchy (FHIR R5 CodeSystem, operation subsumes). */
import { after, type Awaitable } from "./util/awaitable.ts";
import { findCodeSystem } from "./resolve/find-code-system.ts";
import { hierarchyIsNoSubsumption, systemsDiffer, versionsDiffer } from "./issues/subsumption.ts";
import { requiredParameter, TerminologyError, unknownCode } from "./issues/issue.ts";
import type { CodeSystem, Coding, Concept } from "./model.ts";
import type { CodeSystemProvider, Terminology } from "./store.ts";

export type Subsumption = "equivalent" | "subsumes" | "subsumed-by" | "not-subsumed";

/** Codes of one code system, each with its system. */
export interface SubsumesRequest {
  a: Coding;
  b: Coding;
  /** What the codes are called in the request, for messages. */
  names: readonly [string, string];
}

/**
 * @throws TerminologyError not-found: the code system, its version or a code is not known; invalid: the codes are of
 *   two systems or versions; not-supported: the hierarchy means something else.
 */
export function subsumes(store: Terminology, request: SubsumesRequest): Awaitable<Subsumption> {
  const missing = [request.a, request.b].findIndex((coding) => coding.code === undefined);
  if (missing >= 0)
    throw new TerminologyError(requiredParameter(request.names[missing]!, "both codes are needed"));
  const { system, version } = commonSystem(request);
  return after(findCodeSystem(store, { system, version }), ({ provider }) =>
    after(provider.locate([request.a.code ?? "", request.b.code ?? ""]), (found) => {
      const [a, b] = found.map((concept, i) => concept ?? notFound(request, i, provider));
      return relate(provider, system, a!, b!);
    }),
  );
}

function relate(
  provider: CodeSystemProvider,
  system: string,
  a: Concept,
  b: Concept,
): Awaitable<Subsumption> {
  if (a.code === b.code) return "equivalent";
  const { hierarchyMeaning } = provider.codeSystem;
  if (hierarchyMeaning !== undefined && hierarchyMeaning !== "is-a")
    throw new TerminologyError(hierarchyIsNoSubsumption(system, hierarchyMeaning));
  return after(isBelow(provider, b, a), (above) =>
    above ? "subsumes" : after(isBelow(provider, a, b), (below) => (below ? "subsumed-by" : "not-subsumed")),
  );
}

function commonSystem({ a, b, names }: SubsumesRequest): { system: string; version: string | undefined } {
  const [systemA, systemB] = [a.system, b.system];
  if (systemA === undefined || systemB === undefined) {
    const missing = systemA === undefined ? names[0] : names[1];
    const name = missing.startsWith("coding") ? `${missing}.system` : "system";
    throw new TerminologyError(
      requiredParameter(name, "the code system of the codes; a bare code is never guessed"),
    );
  }
  if (systemA !== systemB) throw new TerminologyError(systemsDiffer(systemA, systemB));
  if (a.version !== undefined && b.version !== undefined && a.version !== b.version)
    throw new TerminologyError(versionsDiffer(a.version, b.version));
  return { system: systemA, version: a.version ?? b.version };
}

function notFound({ a, b, names }: SubsumesRequest, i: number, { codeSystem }: CodeSystemProvider): never {
  const issue = unknownCode([a, b][i]!.code ?? "", url(codeSystem), codeSystem.version);
  throw new TerminologyError({ ...issue, expression: [names[i]!] });
}

const url = (codeSystem: CodeSystem): string => codeSystem.url ?? "";

function isBelow(provider: CodeSystemProvider, lower: Concept, upper: Concept): Awaitable<boolean> {
  const condition = { kind: "descendantOf", code: upper.code, self: false } as const;
  return after(provider.select({ condition, codes: [lower.code], count: 1 }), ({ total }) => total > 0);
}
