/** CodeSystem/$lookup: what a code means (FHIR R5 CodeSystem, operation lookup). */
import { chooseDisplay } from "./designations.ts";
import { findCodeSystem } from "./find-code-system.ts";
import { TerminologyError, unknownCode } from "./issues.ts";
import type { CodeSystem, Concept, Property } from "./model.ts";
import type { CodeSystemProvider, TerminologyStore } from "./store.ts";

export interface LookupRequest {
  system: string;
  code: string;
  version?: string | undefined;
  /** BCP-47 tags with optional quality, as in Accept-Language. */
  displayLanguage?: string | undefined;
  /** Which properties; empty: all. `*` also means all. */
  properties: readonly string[];
  useSupplement: readonly string[];
}

export interface LookupOutcome {
  codeSystem: CodeSystem;
  concept: Concept;
  display: string | undefined;
  /** parent, child, inactive and the concept's own, as far as they were asked for. */
  properties: Property[];
  /** Which parts besides name, version and display were asked for. */
  wants: (name: string) => boolean;
  /** `url|version` of the supplements used. */
  supplements: string[];
}

/**
 * Looks one code up.
 * @throws TerminologyError not-found: the code system, version, supplement or code is not known.
 */
export async function lookup(store: TerminologyStore, request: LookupRequest): Promise<LookupOutcome> {
  const { provider, supplements } = await findCodeSystem(store, request);
  const [concept] = await provider.locate([request.code]);
  if (!concept) {
    throw new TerminologyError(unknownCode(request.code, request.system, provider.codeSystem.version));
  }
  const wants = (name: string) =>
    request.properties.length === 0 || request.properties.includes("*") || request.properties.includes(name);
  const properties = [...(await hierarchy(provider, concept, wants)), ...own(concept, wants)];
  return {
    codeSystem: provider.codeSystem,
    concept,
    display: chooseDisplay(provider.codeSystem, concept, request.displayLanguage),
    properties,
    wants,
    supplements,
  };
}

async function hierarchy(
  provider: CodeSystemProvider,
  concept: Concept,
  wants: (name: string) => boolean,
): Promise<Property[]> {
  const parents = wants("parent") ? concept.parents : [];
  const children = wants("child")
    ? (await provider.select({ condition: { kind: "childOf", code: concept.code } })).items
    : [];
  return [
    ...parents.map((code): Property => ({ code: "parent", type: "code", value: code })),
    ...children.map(({ code }): Property => ({ code: "child", type: "code", value: code })),
  ];
}

/** `inactive` is always said: a reader must not miss it. */
function own(concept: Concept, wants: (name: string) => boolean): Property[] {
  const declared = concept.properties.filter((p) => p.code !== "inactive" && wants(p.code));
  return [{ code: "inactive", type: "boolean", value: concept.inactive }, ...declared];
}
