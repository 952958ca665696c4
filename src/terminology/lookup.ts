/** CodeSystem/$lookup: what a code means (FHIR R5 CodeSystem, operation lookup). */
import {
  checkDisplayLanguage,
  chooseName,
  languageFits,
  parseLanguages,
  PREFERRED_FOR_LANGUAGE,
} from "./designations.ts";
import { findCodeSystem } from "./find-code-system.ts";
import { findConcept, whyUnknown } from "./find-concept.ts";
import { TerminologyError, unknownCode, type Issue } from "./issues.ts";
import type { CodeSystem, Concept, Designation, Property } from "./model.ts";
import type { CodeSystemProvider, TerminologyStore } from "./store.ts";

export interface LookupRequest {
  system: string;
  code: string;
  version?: string | undefined;
  /** BCP-47 tags with optional quality, as in Accept-Language. */
  displayLanguage?: string | undefined;
  /** The header of that name: heard where displayLanguage is silent, and never an error. */
  acceptLanguage?: string | undefined;
  /** Which properties; empty: all. `*` also means all, `lang.de` the designations in a language. */
  properties: readonly string[];
  useSupplement: readonly string[];
}

/** A property, with what its value is called. */
export interface LookedUpProperty extends Property {
  description?: string | undefined;
}

export interface LookupOutcome {
  codeSystem: CodeSystem;
  concept: Concept;
  display: string | undefined;
  /** The concept's own display among them, as the name it has in the code system's language. */
  designations: Designation[];
  /** parent, child, inactive and the concept's own, as far as they were asked for. */
  properties: LookedUpProperty[];
  definition: string | undefined;
  /** `url|version` of the supplements used. */
  supplements: string[];
  /** How the system and the code were read, where they came in another form. */
  notes: Issue[];
}

type Wants = (name: string) => boolean;

/**
 * Looks one code up.
 * @throws TerminologyError not-found: the code system, version, supplement or code is not known;
 *   processing: displayLanguage can't be read.
 */
export async function lookup(store: TerminologyStore, request: LookupRequest): Promise<LookupOutcome> {
  checkDisplayLanguage(request.displayLanguage);
  const { provider, supplements, notes } = await findCodeSystem(store, request);
  const { codeSystem } = provider;
  const found = await findConcept(provider, request.code);
  if (!found) {
    const unknown = unknownCode(request.code, request.system, codeSystem.version);
    throw new TerminologyError(unknown, ...notes, ...(await whyUnknown(provider, request.code)));
  }
  const { concept, note } = found;
  const all = request.properties.length === 0 || request.properties.includes("*");
  const wants: Wants = (name) => all || request.properties.includes(name);
  const languages = parseLanguages(request.displayLanguage ?? request.acceptLanguage);
  return {
    codeSystem,
    concept,
    display: chooseName(concept, codeSystem.language, languages).display,
    designations: wantedDesignations(codeSystem, concept, wants, request.properties),
    properties: [...(await hierarchy(provider, concept, wants)), ...own(concept, wants)],
    definition: wants("definition") ? concept.definition : undefined,
    supplements,
    notes: note ? [...notes, note] : notes,
  };
}

function wantedDesignations(
  { language }: CodeSystem,
  concept: Concept,
  wants: Wants,
  names: readonly string[],
): Designation[] {
  const { display, designations } = concept;
  const said = designations.some((d) => d.value === display && d.language === language);
  const native: Designation[] =
    display === undefined || language === undefined || said
      ? []
      : [{ language, use: PREFERRED_FOR_LANGUAGE, value: display }];
  const all = [...native, ...designations];
  if (all.length === 0 || wants("designation")) return all;
  const tags = names.filter((n) => n.startsWith("lang.")).map((n) => n.slice("lang.".length));
  return all.filter((d) => tags.some((tag) => languageFits(d.language, tag)));
}

async function hierarchy(
  provider: CodeSystemProvider,
  concept: Concept,
  wants: Wants,
): Promise<LookedUpProperty[]> {
  const parents = concept.parents.length > 0 && wants("parent") ? await provider.locate(concept.parents) : [];
  const children = wants("child")
    ? (await provider.select({ condition: { kind: "childOf", code: concept.code } })).items
    : [];
  return [
    ...parents.map((parent, i) => related("parent", concept.parents[i]!, parent)),
    ...children.map((child) => related("child", child.code, child)),
  ];
}

const related = (name: string, code: string, concept: Concept | undefined): LookedUpProperty => ({
  code: name,
  type: "code",
  value: code,
  description: concept?.display,
});

/** `inactive` is always said: a reader must not miss it. */
function own(concept: Concept, wants: Wants): LookedUpProperty[] {
  const declared = concept.properties.filter((p) => p.code !== "inactive" && wants(p.code));
  return [
    { code: "inactive", type: "boolean", value: concept.inactive },
    ...declared.map((p) => ({
      ...p,
      description: typeof p.value === "object" ? p.value.display : undefined,
    })),
  ];
}
