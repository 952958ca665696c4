/** A typed client for any FHIR terminology server, R4 or R5; on `fetch` alone. */
import type { CodeableConcept, Coding, OperationOutcome, Parameters, ValueSet } from "fhir/r5";
import { messageOf, outcomeIn, type Failure } from "./failure.ts";
import { Answer, toParameters, toQuery, type Given, type Value } from "./parameters.ts";
import { createTransport, type ClientOptions, type Reply } from "./transport.ts";
import type * as t from "./types.ts";

/** Longer addresses are refused by proxies on the way: what does not fit is sent as a body. */
const LONGEST_ADDRESS = 2_000;
const UNCLOSED = "http://hl7.org/fhir/StructureDefinition/valueset-unclosed";

export interface TerminologyClient {
  /** CodeSystem/$lookup: what a code means. */
  lookup(request: t.LookupRequest, options?: t.Options): Promise<t.LookupOutcome>;
  /** ValueSet/$validate-code, or CodeSystem/$validate-code where no value set is given. */
  validateCode(request: t.ValidateCodeRequest, options?: t.Options): Promise<t.ValidateCodeOutcome>;
  /** CodeSystem/$subsumes: how A stands to B. */
  subsumes(request: t.SubsumesRequest, options?: t.Options): Promise<t.SubsumesOutcome>;
  /** ValueSet/$expand: one page, or all where `count` is not given. */
  expand(request: t.ExpandRequest, options?: t.Options): Promise<t.ExpandOutcome>;
  /** Page after page, `count` codes each (default 500); a failure is the last thing it gives. */
  pages(request: t.ExpandRequest, options?: t.Options): AsyncGenerator<t.ExpandOutcome, void>;
  /** ConceptMap/$translate. */
  translate(request: t.TranslateRequest, options?: t.Options): Promise<t.TranslateOutcome>;
  /** $match, an operation of Ossicle's own: ranked candidates for a text; other servers do not have it. */
  match(request: t.MatchRequest, options?: t.Options): Promise<t.MatchOutcome>;
  /** Several questions in one batch: paths below the base, as GET; answers in their order. */
  batch(paths: readonly string[], options?: t.Options): Promise<(Reply | Failure)[] | Failure>;
}

const uri = (value: string | undefined): Value => (value === undefined ? undefined : ["valueUri", value]);
const code = (value: string | undefined): Value => (value === undefined ? undefined : ["valueCode", value]);
const text = (value: string | undefined): Value => (value === undefined ? undefined : ["valueString", value]);
const flag = (value: boolean | undefined): Value =>
  value === undefined ? undefined : ["valueBoolean", value];
const integer = (value: number | undefined): Value =>
  value === undefined ? undefined : ["valueInteger", value];
const concept = (value: CodeableConcept | undefined): Value =>
  value === undefined ? undefined : ["valueCodeableConcept", value];

export function createClient(options: ClientOptions): TerminologyClient {
  const send = createTransport(options);
  const { version } = options;

  async function ask(operation: string, given: Given, how: t.Options | undefined): Promise<Answer | Failure> {
    const reply = await reading(operation, given, how);
    return reply.kind === "answered" ? new Answer((reply.body as Parameters).parameter) : reply;
  }

  function reading(operation: string, given: Given, how: t.Options | undefined): Promise<Reply> {
    const query = toQuery(given);
    const path = query === undefined || query === "" ? operation : `${operation}?${query}`;
    return query === undefined || path.length + options.baseUrl.length > LONGEST_ADDRESS
      ? send(operation, toParameters(given), how)
      : send(path, undefined, how);
  }

  async function expand(request: t.ExpandRequest, how?: t.Options): Promise<t.ExpandOutcome> {
    const reply = await reading(
      "ValueSet/$expand",
      {
        url: uri(request.url),
        valueSetVersion: text(request.valueSetVersion),
        filter: text(request.filter),
        count: integer(request.count),
        offset: integer(request.offset),
        displayLanguage: code(request.displayLanguage),
        activeOnly: flag(request.activeOnly),
        includeDesignations: flag(request.includeDesignations),
      },
      how,
    );
    if (reply.kind !== "answered")
      return isTooCostly(reply) ? { kind: "too-costly", message: reply.message } : reply;
    const { expansion } = reply.body as ValueSet;
    return {
      kind: "expanded",
      contains: expansion?.contains ?? [],
      ...(expansion?.total === undefined ? {} : { total: expansion.total }),
      offset: expansion?.offset ?? 0,
      unclosed: (expansion?.extension ?? []).some((e) => e.url === UNCLOSED && e.valueBoolean === true),
    };
  }

  return {
    async lookup(request, how) {
      const answer = await ask("CodeSystem/$lookup", lookupInput(request), how);
      return answer instanceof Answer ? lookedUp(answer) : (unknownCode(answer) ?? answer);
    },

    async validateCode(request, how) {
      const of = request.valueSet === undefined ? "CodeSystem" : "ValueSet";
      const answer = await ask(`${of}/$validate-code`, validateInput(request), how);
      return answer instanceof Answer ? validated(answer) : answer;
    },

    async subsumes({ system, codeA, codeB, version: of }, how) {
      const given = { system: uri(system), codeA: code(codeA), codeB: code(codeB), version: text(of) };
      const answer = await ask("CodeSystem/$subsumes", given, how);
      if (!(answer instanceof Answer)) return answer;
      const kind = answer.value<"equivalent" | "subsumes" | "subsumed-by" | "not-subsumed">("outcome");
      return kind ? { kind } : { kind: "not-fhir", message: "the answer has no outcome" };
    },

    expand,

    async *pages(request, how) {
      const count = request.count ?? 500;
      for (let offset = request.offset ?? 0; ; offset += count) {
        const page = await expand({ ...request, count, offset }, how);
        yield page;
        if (page.kind !== "expanded" || page.contains.length < count) return;
      }
    },

    async translate(request, how) {
      const answer = await ask("ConceptMap/$translate", translateInput(request, version), how);
      return answer instanceof Answer ? translated(answer) : answer;
    },

    async match({ text: of, system = [], count, activeOnly }, how) {
      const input = {
        text: text(of),
        system: system.map((one) => ["valueUri", one] as const),
        count: integer(count),
        activeOnly: flag(activeOnly),
      };
      const answer = await ask("CodeSystem/$match", input, how);
      return answer instanceof Answer ? candidates(answer) : answer;
    },

    async batch(paths, how) {
      const entry = paths.map((url) => ({ request: { method: "GET", url } }));
      const reply = await send("", { resourceType: "Bundle", type: "batch", entry }, how);
      if (reply.kind !== "answered") return reply;
      const { entry: answers = [] } = reply.body as { entry?: BatchEntry[] };
      return answers.map(entryReply);
    },
  };
}

interface BatchEntry {
  resource?: unknown;
  response?: { status?: string; outcome?: OperationOutcome };
}

function entryReply({ resource, response }: BatchEntry): Reply {
  const status = Number.parseInt(response?.status ?? "", 10);
  const outcome = response?.outcome ?? (status >= 400 ? outcomeIn(resource) : undefined);
  if (status < 400) return { kind: "answered", body: resource };
  const kind = status === 404 ? "unknown-resource" : status >= 500 ? "busy" : "rejected";
  return { kind, message: messageOf(outcome) ?? `HTTP ${status}`, status, ...(outcome ? { outcome } : {}) };
}

const lookupInput = ({
  system,
  code: of,
  version,
  displayLanguage,
  property = [],
}: t.LookupRequest): Given => ({
  system: uri(system),
  code: code(of),
  version: text(version),
  displayLanguage: code(displayLanguage),
  property: property.map((name) => ["valueCode", name] as const),
});

function lookedUp(answer: Answer): t.LookupOutcome {
  return {
    kind: "found",
    ...given("name", answer.value<string>("name")),
    ...given("version", answer.value<string>("version")),
    ...given("display", answer.value<string>("display")),
    ...given("definition", answer.value<string>("definition")),
    designations: answer.parts("designation").map((d) => ({
      ...given("language", d.value<string>("language")),
      ...given("use", d.value<Coding>("use")),
      value: d.value<string>("value") ?? "",
    })),
    properties: answer
      .parts("property")
      .map((p) => ({ code: p.value<string>("code") ?? "", value: p.value("value") })),
  };
}

/** HL7's servers say with the same 404 that they lack the code and that they lack its system: the issue tells which. */
function unknownCode(failure: Failure): t.LookupOutcome | undefined {
  if (failure.kind !== "unknown-resource") return undefined;
  const issues = failure.outcome?.issue ?? [];
  const types = issues.flatMap((i) => (i.details?.coding ?? []).map((c) => c.code));
  const isAboutCode =
    types.includes("invalid-code") || /^(unable to find code|unknown code)\b/i.test(failure.message);
  return isAboutCode ? { kind: "unknown-code", message: failure.message } : undefined;
}

function validateInput(request: t.ValidateCodeRequest): Given {
  const { valueSet, system } = request;
  return {
    url: uri(valueSet ?? (request.codeableConcept ? undefined : system)),
    ...(valueSet === undefined
      ? {}
      : { valueSetVersion: text(request.valueSetVersion), system: uri(system) }),
    code: code(request.code),
    [valueSet === undefined ? "version" : "systemVersion"]: text(request.version),
    display: text(request.display),
    codeableConcept: concept(request.codeableConcept),
    displayLanguage: code(request.displayLanguage),
    inferSystem: flag(request.inferSystem),
  };
}

function validated(answer: Answer): t.ValidateCodeOutcome {
  const result = answer.value<boolean>("result");
  const message = answer.value<string>("message");
  const issues = answer.resource<OperationOutcome>("issues")?.issue ?? [];
  if (result === undefined) return { kind: "not-fhir", message: "the answer has no result" };
  if (result) {
    return {
      kind: "valid",
      ...given("code", answer.value<string>("code")),
      ...given("system", answer.value<string>("system")),
      ...given("display", answer.value<string>("display")),
      ...given("message", message),
      issues,
    };
  }
  const unknown = answer.value<string>("x-caused-by-unknown-system");
  const said = message ?? messageOf({ resourceType: "OperationOutcome", issue: issues }) ?? "";
  return unknown === undefined
    ? { kind: "invalid", message: said, issues }
    : { kind: "unknown-system", system: unknown, message: said, issues };
}

function translateInput(request: t.TranslateRequest, version: "r4" | "r5"): Given {
  const {
    system,
    code: of,
    codeableConcept,
    targetSystem,
    reverse = false,
    url,
    conceptMapVersion,
  } = request;
  const common = { url: uri(url), conceptMapVersion: text(conceptMapVersion), system: uri(system) };
  if (version === "r4") {
    return {
      ...common,
      code: code(of),
      codeableConcept: concept(codeableConcept),
      targetsystem: uri(targetSystem),
      reverse: reverse ? flag(true) : undefined,
    };
  }
  const side = reverse ? "target" : "source";
  return {
    ...common,
    [`${side}Code`]: code(of),
    [`${side}CodeableConcept`]: concept(codeableConcept),
    [reverse ? "sourceSystem" : "targetSystem"]: uri(targetSystem),
  };
}

function translated(answer: Answer): t.TranslateOutcome {
  const result = answer.value<boolean>("result");
  if (result === undefined) return { kind: "not-fhir", message: "the answer has no result" };
  const matches = answer.parts("match").map(matchOf);
  return {
    kind: result ? "matched" : "unmatched",
    matches,
    ...given("message", answer.value<string>("message")),
  };
}

function matchOf(part: Answer): t.Match {
  const relation = part.value<string>("relationship") ?? part.value<string>("equivalence") ?? "";
  const dependsOn = part.parts("dependsOn");
  return {
    ...given("concept", part.value<Coding>("concept")),
    relation,
    mayBeApplied: (relation === "equivalent" || relation === "equal") && dependsOn.length === 0,
    ...given("originMap", part.value<string>("originMap") ?? part.value<string>("source")),
    comments: part.values<string>("comment"),
    dependsOn,
  };
}

function candidates(answer: Answer): t.MatchOutcome {
  return {
    kind: "candidates",
    candidates: answer.parts("candidate").map((part) => ({
      concept: part.value<Coding>("concept") ?? {},
      score: part.value<number>("score") ?? 0,
      matchKind: part.value<string>("kind") ?? "",
      matched: part.value<string>("matched") ?? "",
      tied: part.value<boolean>("tied") ?? false,
      weak: part.value<boolean>("weak") ?? false,
    })),
    ...given("message", answer.value<string>("message")),
  };
}

const isTooCostly = ({ outcome }: Failure): boolean =>
  outcome?.issue.some((i) => i.code === "too-costly") ?? false;

const given = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
