/** ValueSet/$expand: the codes of a value set (FHIR R5 ValueSet, operation expand). */
import { randomUUID } from "node:crypto";
import type * as r5 from "fhir/r5";
import { after, type Awaitable } from "../util/awaitable.ts";
import { compileValueSet, type CompiledValueSet } from "../compose/compose.ts";
import { expansionParameter } from "../compose/expansion-parameters.ts";
import { checkDisplayLanguage, parseLanguages } from "../concepts/designations.ts";
import { echoedParameters } from "./echo.ts";
import { allConcepts, type Row } from "./fetch.ts";
import { isNested, nested } from "./hierarchy.ts";
import { rowWriter } from "./rows.ts";
import { leftOut, sourcesOf } from "./sources.ts";
import { codeSystemWithoutContent, composeIssue } from "../issues/expansion.ts";
import { TerminologyError, type Issue } from "../issues/issue.ts";
import type { Extension, ValueSet } from "../model.ts";
import type { Terminology } from "../store.ts";
import type { VersionRules } from "../resolve/version-rules.ts";

export interface ExpandRequest {
  valueSet: ValueSet;
  /** Words that start words of a code, a name, or a code in another system. */
  filter?: string | undefined;
  offset?: number | undefined;
  count?: number | undefined;
  includeDesignations?: boolean | undefined;
  /** `system|code` of uses, `urn:ietf:bcp:47|tag` of languages, or the bare code of either. */
  designation?: readonly string[] | undefined;
  /** With the value set's definition beside its codes. */
  includeDefinition?: boolean | undefined;
  activeOnly?: boolean | undefined;
  excludeNested?: boolean | undefined;
  excludeNotForUI?: boolean | undefined;
  excludePostCoordinated?: boolean | undefined;
  displayLanguage?: string | undefined;
  acceptLanguage?: string | undefined;
  /** Properties of the concepts to return; `*`: all. */
  property?: readonly string[] | undefined;
  /** Code systems, `url` or `url|version`, whose codes are left out. */
  excludeSystem?: readonly string[] | undefined;
  useSupplement?: readonly string[] | undefined;
  versions: VersionRules;
  /** Most concepts in an expansion that is not paged; a page may hold ten times as many. */
  limit: number;
}

/** The request with what the value set itself asks for filled in. */
export interface EffectiveRequest extends ExpandRequest {
  /** Languages for displays, from wherever they were asked for. */
  language: string | undefined;
}

/**
 * Expands one value set.
 * @returns the value set, R5-shaped, with its expansion and, if asked for, its definition
 * @throws TerminologyError what the definition needs is not known; it is wrong or circular; it has too many codes.
 */
export function expand(store: Terminology, given: ExpandRequest): Awaitable<ValueSet> {
  const request = effective(given);
  const { valueSet, useSupplement, versions } = request;
  return after(compileValueSet(store, valueSet, versions, { useSupplement }), (compiled) => {
    const issue = whyNot(compiled, request);
    if (issue) throw new TerminologyError(issue);
    return after(sourcesOf(compiled, request), (sources) =>
      after(allConcepts(sources, request), ({ rows, total }) =>
        after(contentOf(compiled, request, rows), (content) => answer(compiled, request, total, content)),
      ),
    );
  });
}

function contentOf(
  compiled: CompiledValueSet,
  request: EffectiveRequest,
  rows: readonly Row[],
): Awaitable<Content> {
  return after(rowWriter(compiled, request, rows), ({ write, properties }) =>
    after(isNested(compiled, request) ? nested(rows, write) : rows.map(write), (contains) => ({
      contains,
      property: properties(),
    })),
  );
}

/** @throws TerminologyError displayLanguage can't be read. */
function effective(request: ExpandRequest): EffectiveRequest {
  checkDisplayLanguage(request.displayLanguage);
  const header = request.acceptLanguage?.trim();
  const language =
    request.displayLanguage ??
    expansionParameter(request.valueSet, "displayLanguage")[0] ??
    (header === "" || header === "*" ? undefined : header) ??
    request.valueSet.language;
  return { ...request, language: parseLanguages(language).length > 0 ? language : undefined };
}

/** The first thing that keeps the codes from being known; systems that the caller leaves out keep nothing. */
function whyNot({ problems, includes }: CompiledValueSet, request: ExpandRequest): Issue | undefined {
  const isLeftOut = leftOut(request.excludeSystem);
  const problem = problems.find((p) => !("system" in p && isLeftOut(p)));
  if (problem) return composeIssue(problem);
  const unlisted = includes.find(
    (i) => !i.enumerated && i.provider?.codeSystem.content === "not-present" && !isLeftOut(i),
  );
  return unlisted && codeSystemWithoutContent(unlisted.system);
}

interface Content {
  contains: r5.ValueSetExpansionContains[];
  property: r5.ValueSetExpansionProperty[];
}

function answer(
  compiled: CompiledValueSet,
  request: EffectiveRequest,
  total: number,
  { contains, property }: Content,
): ValueSet {
  const { valueSet, used } = compiled;
  const timestamp = new Date().toISOString();
  const expansion: r5.ValueSetExpansion = { identifier: `urn:uuid:${randomUUID()}`, timestamp, total };
  if (used.fragments.length > 0)
    expansion.extension = used.fragments.flatMap((f) => unclosedBecauseOf(f.url ?? ""));
  if (request.offset !== undefined) expansion.offset = request.offset;
  const parameter = echoedParameters(compiled, request);
  if (parameter.length > 0) expansion.parameter = parameter;
  if (property.length > 0) expansion.property = property;
  if (contains.length > 0) expansion.contains = contains;
  const written = header(valueSet, request);
  written.expansion = expansion;
  return written;
}

/** What names the value set; an expansion stands for itself, so the rest comes with the definition. */
const IDENTITY = [
  "resourceType",
  "id",
  "language",
  "url",
  "identifier",
  "version",
  "name",
  "title",
  "status",
  "experimental",
  "date",
  "publisher",
  "copyright",
] as const satisfies (keyof ValueSet)[];

function header(valueSet: ValueSet, { includeDefinition }: ExpandRequest): ValueSet {
  if (includeDefinition) {
    const { expansion: _expansion, text: _text, ...definition } = valueSet;
    return definition;
  }
  const identity: Record<string, unknown> = { resourceType: "ValueSet", status: "unknown" };
  for (const key of IDENTITY) if (valueSet[key] !== undefined) identity[key] = valueSet[key];
  return identity as unknown as ValueSet;
}

const UNCLOSED = "http://hl7.org/fhir/StructureDefinition/valueset-unclosed";

function unclosedBecauseOf(system: string): Extension[] {
  const reason = `This extension is based on a fragment of the code system ${system}`;
  return [
    { url: UNCLOSED, valueBoolean: true },
    { url: `${UNCLOSED}-reason`, valueString: reason },
  ];
}
