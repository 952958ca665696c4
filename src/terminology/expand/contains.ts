/** A concept as an element of ValueSet.expansion.contains. */
import type * as r5 from "fhir/r5";
import type { CompiledInclude, CompiledValueSet } from "../compose/compiled.ts";
import { statedConcept } from "../compose/stated-concept.ts";
import { chooseName, type Named, parseLanguages } from "../concepts/designations.ts";
import type { Designation, Extension } from "../model.ts";
import { refuseModifiedConcept } from "../resolve/modified.ts";
import type { Awaitable } from "../util/awaitable.ts";
import { onceFor } from "../util/once-for.ts";
import { wantedDesignations } from "./designations.ts";
import { isKnownExtension } from "./known-extension.ts";
import type { Member } from "./member.ts";
import { isProperty, PropertyWriter } from "./properties.ts";
import type { EffectiveRequest } from "./request.ts";

type Contains = r5.ValueSetExpansionContains;
type IncludedConcept = r5.ValueSetComposeIncludeConcept;

/** Extensions of concepts that say something to those who show them. */
const SHOWN_EXTENSIONS = new Set(
  [
    "rendering-style",
    "rendering-xhtml",
    "valueset-concept-definition",
    "valueset-deprecated",
    "coding-sctdescid",
    "codesystem-alternate",
  ].map((name) => `http://hl7.org/fhir/StructureDefinition/${name}`),
);

/** Units to write a designation or a property, in whichever form. */
const PART = 10;

export interface ContainsWriter {
  /** Loads what `write` of these members needs that is not in the concepts themselves. */
  prepare(members: readonly Member[]): Awaitable<void>;
  write(member: Member): Contains;
  /** The declarations of the properties that the members written so far have. */
  properties(): r5.ValueSetExpansionProperty[];
}

export function containsWriter(compiled: CompiledValueSet, request: EffectiveRequest): ContainsWriter {
  const { work } = request;
  const languages = parseLanguages(request.language);
  const withVersion = systemsInSeveralVersions(compiled);
  const properties = new PropertyWriter(request.property ?? [], work, request.versions.versionDate);
  const write = ({ concept, include }: Member): Contains => {
    if (include.provider) refuseModifiedConcept(include.provider.codeSystem, concept);
    const stated = statedConcept(include, concept.code);
    const language = nativeLanguage(compiled, include, stated);
    const named = namedAs(concept, stated, language, include.provider?.codeSystem.language);
    const chosen = chooseName(ownNamesFirst(named, stated), language, languages);
    const designation = wantedDesignations(named, language, chosen, request);
    const extension = shownExtensions(stated?.extension, concept.extension);
    const property = properties.write(concept, stated, include);
    work.concepts(PART * (designation.length + property.length));
    const { system, version } = include;
    // Step by step: this is done for every member, and objects put together from parts are slow.
    const contains: Contains = extension.length > 0 ? { extension: [...extension], system } : { system };
    if (concept.abstract) contains.abstract = true;
    if (concept.inactive) contains.inactive = true;
    if (version !== undefined && withVersion.has(system)) contains.version = version;
    contains.code = concept.code;
    if (chosen.display !== undefined) contains.display = chosen.display;
    if (designation.length > 0) contains.designation = designation;
    if (property.length > 0) contains.property = property;
    return contains;
  };
  const prepare = (members: readonly Member[]): Awaitable<void> => {
    work.concepts((request.designation?.length ?? 0) * members.length);
    return properties.prepare(members);
  };
  return { prepare, write, properties: () => properties.declared() };
}

/** The names of the concept, with those that the value set gives it. */
function namedAs(
  concept: Named,
  stated: IncludedConcept | undefined,
  language: string | undefined,
  defined: string | undefined,
): Named {
  if (!stated || (stated.display === undefined && !stated.designation)) return concept;
  const { display, displayExtension } = concept;
  const designations: Designation[] = [...concept.designations, ...(stated.designation ?? [])];
  if (stated.display === undefined) return { display, displayExtension, designations };
  // Where the value set speaks another language, the code system's display is a name in its own.
  if (display !== undefined && defined !== undefined && defined !== language)
    designations.unshift({ language: defined, value: display });
  return { display: stated.display, displayExtension: stated._display?.extension, designations };
}

/** Of names that suit as well, the value set's is shown; they are written behind the code system's. */
function ownNamesFirst(named: Named, stated: IncludedConcept | undefined): Named {
  if (!stated?.designation) return named;
  return { ...named, designations: [...stated.designation, ...named.designations] };
}

/** A display that the value set gives is in the value set's language, if it says so. */
function nativeLanguage(
  { valueSet }: CompiledValueSet,
  { provider }: CompiledInclude,
  stated: IncludedConcept | undefined,
): string | undefined {
  const own = stated?.display === undefined ? undefined : valueSet.language;
  return own ?? provider?.codeSystem.language;
}

const NO_EXTENSIONS: readonly Extension[] = [];

/**
 * What the value set says of its member stays the member's, but for what is a property in an expansion. Of the code
 * system's extensions those are shown that say how, and the value set's own win.
 */
function shownExtensions(
  own: readonly Extension[] = NO_EXTENSIONS,
  defined: readonly Extension[] = NO_EXTENSIONS,
): readonly Extension[] {
  if (own.length === 0 && defined.length === 0) return NO_EXTENSIONS;
  const said = own.filter((extension) => isKnownExtension(extension) && !isProperty(extension.url));
  const others = defined.filter(
    ({ url }) => SHOWN_EXTENSIONS.has(url) && !said.some((extension) => extension.url === url),
  );
  return [...said, ...others];
}

/** Where a definition speaks of two versions of a system, a code alone does not say which is meant. */
const systemsInSeveralVersions = onceFor(({ includes, excludes }: CompiledValueSet): ReadonlySet<string> => {
  const used = new Map<string, Set<string | undefined>>();
  const named = new Map<string, Set<string>>();
  for (const { system, version, statedVersion } of [...includes, ...excludes]) {
    used.set(system, (used.get(system) ?? new Set()).add(version));
    if (statedVersion !== undefined) named.set(system, (named.get(system) ?? new Set()).add(statedVersion));
  }
  return new Set([...used.keys()].filter((s) => used.get(s)!.size > 1 || (named.get(s)?.size ?? 0) > 1));
});
