/** ValueSet/$expand: the codes of a value set (FHIR R5 ValueSet, operation expand). */
import { randomUUID } from "node:crypto";
import type * as r5 from "fhir/r5";
import { valueSetName } from "../canonical.ts";
import type { CompiledValueSet } from "../compose/compiled.ts";
import { compileValueSet } from "../compose/compose.ts";
import { codeSystemWithoutContent, composeIssue, exclusionNotKnown } from "../issues/expansion.ts";
import { type Issue, TerminologyError } from "../issues/issue.ts";
import type { ValueSet } from "../model.ts";
import { isStandIn } from "../resolve/content.ts";
import type { Terminology } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { byThousands } from "../util/by-thousands.ts";
import { flow, found } from "../util/flow.ts";
import { onceFor } from "../util/once-for.ts";
import { commonOnly } from "./common-codes.ts";
import { type ContainsWriter, containsWriter } from "./contains.ts";
import { echoedParameters } from "./echo.ts";
import { unknownStarts } from "./filter-starts.ts";
import { isNested, nested } from "./hierarchy.ts";
import { drawnUpon, leftOut } from "./left-out.ts";
import { leftOutCodes } from "./listed-codes.ts";
import type { Member } from "./member.ts";
import { withoutEffect } from "./no-effect.ts";
import { composedEnds, openEnds } from "./open-ends.ts";
import { readMembers } from "./read-members.ts";
import { effective, type EffectiveRequest, type ExpandRequest } from "./request.ts";
import { noteOf } from "./said-besides.ts";
import { sourcesOf } from "./sources.ts";

/**
 * Expands one value set.
 * @returns the value set, R5-shaped, with its expansion and, if asked for, its definition
 * @throws TerminologyError what the definition needs is not known; it is wrong or circular; it has too many codes.
 */
export const expand = flow(function* (store: Terminology, given: ExpandRequest) {
  const request = effective(given);
  const { valueSet, useSupplement, versions, work } = request;
  const compiled = yield* found(compileValueSet(store, valueSet, versions, { useSupplement, work }));
  const { issue } = whyNot(compiled, request);
  if (issue) throw new TerminologyError(issue);
  const inHierarchy = isNested(compiled, request);
  const sources = yield* found(sourcesOf(compiled, request, inHierarchy));
  const writer = containsWriter(compiled, request);
  const { contains, total } = yield* found((inHierarchy ? asTree : asList)(sources, request, writer));
  const starts = yield* found(unknownStarts(compiled, work));
  const unknown = [...starts, ...(yield* found(leftOutCodes(store, compiled)))];
  return answer(compiled, request, total, { contains, property: writer.properties(), unknown });
});

type Sources = Parameters<typeof readMembers>[0];
type Contains = r5.ValueSetExpansionContains;

/** What is written holds less memory than what it is written from, which goes as soon as that is done. */
function asList(sources: Sources, request: EffectiveRequest, writer: ContainsWriter) {
  const contains: Contains[] = [];
  const written = (members: readonly Member[]) =>
    byThousands(members, request.work, (part) => part.map(writer.write));
  // No flow of its own: to make a generator function for each request costs as much as a short expansion.
  const take = (members: readonly Member[]): Awaitable<void> =>
    after(
      after(writer.prepare(members), () => written(members)),
      (all) => {
        for (const one of all) contains.push(one);
      },
    );
  return after(readMembers(sources, request, take), (total) => ({ contains, total }));
}

const asTree = flow(function* (sources: Sources, request: EffectiveRequest, writer: ContainsWriter) {
  const members: Member[] = [];
  const total = yield* found(
    readMembers(sources, request, (more) => {
      for (const member of more) members.push(member);
    }),
  );
  yield* found(writer.prepare(members));
  return { contains: yield* found(nested(members, writer.write, request.work)), total };
});

/** The first thing that keeps the codes from being known; systems that the caller leaves out keep nothing. */
const whyNot = (
  compiled: CompiledValueSet,
  { excludeSystem }: ExpandRequest,
): { issue: Issue | undefined } =>
  excludeSystem === undefined ? whyNotAtAll(compiled) : { issue: obstacle(compiled, leftOut(excludeSystem)) };

const whyNotAtAll = onceFor((compiled: CompiledValueSet) => ({ issue: obstacle(compiled, () => false) }));

function obstacle(
  { valueSet, problems, includes, openness }: CompiledValueSet,
  isLeftOut: ReturnType<typeof leftOut>,
): Issue | undefined {
  const problem = problems.find((p) => !("system" in p && isLeftOut(p)));
  if (problem) return composeIssue(problem);
  const [excluded] = openness.fewer;
  if (excluded) return exclusionNotKnown(valueSetName(valueSet), valueSetName(excluded));
  const standIn = includes.find(
    (i) => !i.enumerated && i.provider && isStandIn(i.provider.codeSystem) && !isLeftOut(i),
  )?.provider;
  return standIn && codeSystemWithoutContent(standIn.codeSystem);
}

interface Content {
  contains: Contains[];
  property: r5.ValueSetExpansionProperty[];
  /** Sentences about codes that the definition starts from and that are not there. */
  unknown: readonly string[];
}

function answer(
  compiled: CompiledValueSet,
  request: EffectiveRequest,
  total: number,
  { contains, property, unknown }: Content,
): ValueSet {
  const { valueSet } = compiled;
  const timestamp = new Date().toISOString();
  const expansion: r5.ValueSetExpansion = { identifier: `urn:uuid:${randomUUID()}`, timestamp };
  const drawn = drawnUpon(compiled, request);
  // Of what has no end nobody knows how much there is.
  if (commonOnly(drawn).length === 0) expansion.total = total;
  const composed = request.excludePostCoordinated === true ? [] : composedEnds(drawn);
  const written = property.map(({ code }) => code);
  const notes = [
    ...drawn.used.aliases.map(noteOf("system-alias")),
    ...[...drawn.used.unfitValues, ...unknown].map(noteOf("unknown-code")),
    ...withoutEffect(compiled, request, written).map(noteOf("no-effect")),
  ];
  const extension = [...openEnds(drawn), ...composed, ...notes];
  if (extension.length > 0) expansion.extension = extension;
  if (request.offset !== undefined) expansion.offset = request.offset;
  const parameter = echoedParameters(drawn, request);
  if (parameter.length > 0) expansion.parameter = parameter;
  if (property.length > 0) expansion.property = property;
  if (contains.length > 0) expansion.contains = contains;
  const expanded = header(valueSet, request);
  expanded.expansion = expansion;
  return expanded;
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
  return { ...identityOf(valueSet) };
}

const identityOf = onceFor((valueSet: ValueSet): ValueSet => {
  const given = IDENTITY.filter((key) => valueSet[key] !== undefined).map(
    (key) => [key, valueSet[key]] as const,
  );
  return { resourceType: "ValueSet", status: "unknown", ...Object.fromEntries(given) };
});
