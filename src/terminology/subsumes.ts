/** CodeSystem/$subsumes: how two codes relate in the hierarchy (FHIR R5 CodeSystem, operation subsumes). */
import { hasCode } from "./concepts/code-key.ts";
import { TerminologyError } from "./issues/issue.ts";
import { unknownCode } from "./issues/not-found.ts";
import { requiredParameter } from "./issues/parameters.ts";
import { perhapsCode } from "./issues/recognition.ts";
import {
  eachBelowTheOther,
  hierarchyIsNoSubsumption,
  subsumptionUnknown,
  systemsDiffer,
  versionsDiffer,
} from "./issues/subsumption.ts";
import { codeSystemWithoutConcepts } from "./issues/validation.ts";
import type { CodeSystem, Coding, Concept } from "./model.ts";
import { elsewhere, otherVersionsWith } from "./resolve/code-system-version.ts";
import { absence, isStandIn } from "./resolve/content.ts";
import { findCodeSystem, findProvider } from "./resolve/find-code-system.ts";
import { findConcept } from "./resolve/find-concept.ts";
import { refuseModifiedConcept } from "./resolve/modified.ts";
import { whyUnknown } from "./resolve/unknown-code.ts";
import { checkVersionUsed, versionMeant } from "./resolve/version-meant.ts";
import { NO_VERSION_RULES, type VersionRules } from "./resolve/version-rules.ts";
import type { CodeSystemProvider, Terminology } from "./store.ts";
import { after, type Awaitable, mapAll } from "./util/awaitable.ts";
import { flow, found, type Steps } from "./util/flow.ts";
import type { WorkBudget } from "./util/work-budget.ts";

type Subsumption = "equivalent" | "subsumes" | "subsumed-by" | "not-subsumed";

/** Codes of one code system, each with its system. */
export interface SubsumesRequest {
  a: Coding;
  b: Coding;
  /** What the codes are called in the request, for messages. */
  names: readonly [string, string];
  /** What the request says of versions besides. */
  versions?: VersionRules | undefined;
  /** What the request may cost. */
  work?: WorkBudget | undefined;
}

/**
 * @throws TerminologyError not-found: the code system, its version or a code is not known; invalid: the codes are of
 *   two systems or versions, or one is modified in an unknown way; not-supported: the hierarchy means something else;
 *   business-rule: it goes in a circle, or only a part of the code system is here, and it does not tell.
 */
export const subsumes = flow(function* (store: Terminology, request: SubsumesRequest): Steps<Subsumption> {
  checkCodes(request);
  const { versions = NO_VERSION_RULES, names } = request;
  const { system, version: stated, other } = commonSystem(request);
  if (other !== system) yield* found(checkSameSystem(store, system, other));
  const version = yield* found(versionMeant(store, versions, system, stated));
  const latest = (yield* found(findCodeSystem(store, { system, version, work: request.work }))).provider;
  const isNamed = version !== undefined || versions.versionDate !== undefined;
  const { provider, concepts } = yield* found(located(store, request, latest, isNamed));
  checkVersionUsed(versions, provider.codeSystem);
  const [a, b] = concepts;
  if (!a || !b) return yield* found(notFound(store, provider, givenAs(request, a ? "b" : "a"), isNamed));
  refuseModifiedConcept(provider.codeSystem, a);
  refuseModifiedConcept(provider.codeSystem, b);
  if (hasCode([a.code], b.code, provider.codeSystem)) return "equivalent";
  checkHierarchy(system, provider.codeSystem);
  if (yield* found(isBelow(provider, b, a))) {
    if (yield* found(isBelow(provider, a, b)))
      throw new TerminologyError(eachBelowTheOther(a.code, b.code, system, names));
    return "subsumes";
  }
  if (yield* found(isBelow(provider, a, b))) return "subsumed-by";
  if (absence(provider.codeSystem) === "invalid") return "not-subsumed";
  throw new TerminologyError(subsumptionUnknown(a.code, b.code, provider.codeSystem, names));
});

interface Located {
  provider: CodeSystemProvider;
  concepts: readonly (Concept | undefined)[];
}

/** Both concepts; where of the latest version no more than a part is here, another version may have them. */
function located(
  store: Terminology,
  { a, b }: SubsumesRequest,
  latest: CodeSystemProvider,
  isNamed: boolean,
): Awaitable<Located> {
  const codes = [a.code ?? "", b.code ?? ""];
  return after(latest.locate(codes), (concepts) => {
    const here = { provider: latest, concepts };
    const missing = codes[concepts.indexOf(undefined)];
    if (missing === undefined || isNamed || absence(latest.codeSystem) === "invalid") return here;
    return inOtherVersion(store, here, codes, missing);
  });
}

const inOtherVersion = flow(function* (
  store: Terminology,
  here: Located,
  codes: readonly string[],
  missing: string,
): Steps<Located> {
  for (const provider of yield* found(otherVersionsWith(store, here.provider, missing))) {
    const concepts = yield* found(provider.locate(codes));
    if (!concepts.includes(undefined)) return { provider, concepts };
  }
  return here;
});

function checkCodes({ a, b, names }: SubsumesRequest): void {
  const missing = names.find((_, i) => (i === 0 ? a : b).code === undefined);
  if (missing === undefined) return;
  throw new TerminologyError(requiredParameter(partOf(missing, "code"), "both codes are needed"));
}

function checkHierarchy(system: string, { hierarchyMeaning }: CodeSystem): void {
  if (hierarchyMeaning !== undefined && hierarchyMeaning !== "is-a")
    throw new TerminologyError(hierarchyIsNoSubsumption(system, hierarchyMeaning));
}

/** Where a code, or its system, is to be given: in a coding, or as a parameter of its own. */
const partOf = (name: string, part: "code" | "system"): string => {
  if (name.startsWith("coding")) return `${name}.${part}`;
  return part === "code" ? name : part;
};

interface CommonSystem {
  system: string;
  version: string | undefined;
  /** What the second code calls it. */
  other: string;
}

function commonSystem({ a, b, names }: SubsumesRequest): CommonSystem {
  const [systemA, systemB] = [a.system, b.system];
  if (systemA === undefined || systemB === undefined) {
    const missing = systemA === undefined ? names[0] : names[1];
    throw new TerminologyError(
      requiredParameter(
        partOf(missing, "system"),
        "the code system of the codes; a bare code is never guessed",
      ),
    );
  }
  if (a.version !== undefined && b.version !== undefined && a.version !== b.version)
    throw new TerminologyError(versionsDiffer(a.version, b.version));
  return { system: systemA, version: a.version ?? b.version, other: systemB };
}

/** @throws TerminologyError invalid: they are not two addresses of one code system */
async function checkSameSystem(store: Terminology, system: string, other: string): Promise<void> {
  const [one, two] = await mapAll([system, other], (address) => findProvider(store, address));
  if (!one || one.provider.codeSystem.url !== two?.provider.codeSystem.url)
    throw new TerminologyError(systemsDiffer(system, other));
}

/** One of the codes, and the parameter that gives it. */
const givenAs = (request: SubsumesRequest, side: "a" | "b"): { code: string; name: string } => ({
  code: request[side].code ?? "",
  name: request.names[side === "a" ? 0 : 1],
});

async function notFound(
  store: Terminology,
  provider: CodeSystemProvider,
  { code, name }: { code: string; name: string },
  isNamed: boolean,
): Promise<never> {
  const { codeSystem } = provider;
  if (isStandIn(codeSystem))
    throw new TerminologyError(codeSystemWithoutConcepts(codeSystem, "error", [name]));
  const issue = unknownCode(code, url(codeSystem), codeSystem.version);
  const others = isNamed ? [] : await otherVersionsWith(store, provider, code);
  const meant = await findConcept(provider, code);
  const hints = meant
    ? [perhapsCode(meant.concept.code, "$subsumes takes codes as their code system writes them.")]
    : await whyUnknown(provider, code);
  throw new TerminologyError(
    { ...issue, expression: [name] },
    ...elsewhere(code, others, codeSystem.version),
    ...hints,
  );
}

const url = (codeSystem: CodeSystem): string => codeSystem.url ?? "";

function isBelow(provider: CodeSystemProvider, lower: Concept, upper: Concept): Awaitable<boolean> {
  if (lower.parents.length === 0) return false;
  if (lower.parents.includes(upper.code)) return true;
  const condition = { kind: "descendantOf", code: upper.code, self: false } as const;
  return after(provider.select({ condition, codes: [lower.code], count: 1 }), ({ total }) => total > 0);
}
