/** What was answered, read into the client's outcomes. What is not there is not made up. */
import type { Coding, OperationOutcome, ValueSet } from "fhir/r5";
import { type Failure, kindOf, messageOf, outcomeIn } from "./failure.ts";
import type { Answer } from "./parameters.ts";
import type { Reply } from "./transport.ts";
import type * as t from "./types.ts";

const UNCLOSED = "http://hl7.org/fhir/StructureDefinition/valueset-unclosed";

/** Reads what CodeSystem/$lookup answered. */
export function lookedUp(answer: Answer): t.LookupOutcome {
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
export function unknownCode(failure: Failure): t.LookupOutcome | undefined {
  if (failure.kind !== "unknown-resource") return undefined;
  const issues = failure.outcome?.issue ?? [];
  const types = issues.flatMap((i) => (i.details?.coding ?? []).map((c) => c.code));
  const isAboutCode =
    types.includes("invalid-code") || /^(unable to find code|unknown code)\b/i.test(failure.message);
  return isAboutCode ? { kind: "unknown-code", message: failure.message } : undefined;
}

/** Reads what $validate-code answered; without a result it is no FHIR. */
export function validated(answer: Answer): t.ValidateCodeOutcome {
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
  if (unknown !== undefined) return { kind: "unknown-system", system: unknown, message: said, issues };
  return { kind: isLeftOpen(issues) ? "not-known" : "invalid", message: said, issues };
}

/** Nothing is said against the code, but that something is not there which would decide. */
function isLeftOpen(issues: OperationOutcome["issue"]): boolean {
  const errors = issues.filter(({ severity }) => severity === "error");
  return errors.length > 0 && errors.every(({ code }) => code === "not-found");
}

/** Reads what ConceptMap/$translate answered, R4's `equivalence` and R5's `relationship` alike. */
export function translated(answer: Answer): t.TranslateOutcome {
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

/** Reads what $match answered. */
export function candidates(answer: Answer): t.MatchOutcome {
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

interface BatchEntry {
  resource?: unknown;
  response?: { status?: string; outcome?: OperationOutcome };
}

/** Answers stand in the order of the questions: where one is missing, nobody knows which is whose. */
export function batched(body: unknown, asked: number): Reply[] | Failure {
  const { entry = [] } = body as { entry?: BatchEntry[] };
  if (entry.length === asked) return entry.map(entryReply);
  return { kind: "not-fhir", message: `the answer has ${entry.length} entries for ${asked} questions` };
}

function entryReply({ resource, response }: BatchEntry): Reply {
  const status = Number.parseInt(response?.status ?? "", 10);
  if (Number.isNaN(status)) return { kind: "not-fhir", message: "an entry of the answer has no status" };
  if (status < 400) return { kind: "answered", body: resource };
  const outcome = response?.outcome ?? outcomeIn(resource);
  const message = messageOf(outcome) ?? `HTTP ${status}`;
  return { kind: kindOf(status, outcome), message, status, ...given("outcome", outcome) };
}

/** An expansion that is refused for its size; undefined where the failure is another. */
export function tooCostly({ outcome, message }: Failure): t.ExpandOutcome | undefined {
  const isSaid = outcome?.issue.some((i) => i.code === "too-costly") ?? false;
  return isSaid ? { kind: "too-costly", message } : undefined;
}

/** Reads the ValueSet that ValueSet/$expand answered. */
export function expanded(body: unknown): t.ExpandOutcome {
  const { expansion } = body as ValueSet;
  if (!expansion) return { kind: "not-fhir", message: "the answer has no expansion" };
  return {
    kind: "expanded",
    contains: expansion.contains ?? [],
    ...given("total", expansion.total),
    offset: expansion.offset ?? 0,
    unclosed: (expansion.extension ?? []).some((e) => e.url === UNCLOSED && e.valueBoolean === true),
  };
}

/** Reads what CodeSystem/$subsumes answered. */
export function subsumed(answer: Answer): t.SubsumesOutcome {
  const kind = answer.value<"equivalent" | "subsumes" | "subsumed-by" | "not-subsumed">("outcome");
  return kind ? { kind } : { kind: "not-fhir", message: "the answer has no outcome" };
}

const given = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
