/** Which version of a code system answers, and which others might. */
import { type Canonical, UNVERSIONED } from "../canonical.ts";
import type { Issue } from "../issues/issue.ts";
import { otherVersionsHave } from "../issues/recognition.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { flow, found } from "../util/flow.ts";
import { acceptingAnyCase } from "./any-case.ts";
import { isStandIn } from "./content.ts";
import { statusAt } from "./status-at.ts";

/**
 * The version asked for. Without one: the latest, but not a stand-in where another version has concepts, whatever it is
 * numbered: packages bring headers of code systems that are not theirs.
 * @param date as of which concepts are retired; absent: today
 */
export function codeSystemVersion(
  store: Terminology,
  ref: Canonical,
  date?: string,
): Awaitable<CodeSystemProvider | undefined> {
  return after(store.codeSystem(ref), (latest) => {
    if (!latest) return undefined;
    const isMeant = ref.version !== undefined || !isStandIn(latest.codeSystem);
    return isMeant ? acceptingAnyCase(statusAt(latest, date)) : withConcepts(store, latest, date);
  });
}

async function withConcepts(
  store: Terminology,
  standIn: CodeSystemProvider,
  date: string | undefined,
): Promise<CodeSystemProvider> {
  const others = await otherVersions(store, standIn);
  const other = others.find(({ codeSystem }) => !isStandIn(codeSystem));
  return acceptingAnyCase(statusAt(other ?? standIn, date));
}

/** A hostile number of versions is not looked through. */
const MAX_VERSIONS = 20;

/** The other stored versions, highest first. */
const otherVersions = flow(function* (store: Terminology, { codeSystem }: CodeSystemProvider) {
  const { url = "", version: own } = codeSystem;
  const versions = yield* found(store.versions("CodeSystem", url));
  const others = versions.slice(-MAX_VERSIONS - 1).filter((version) => version !== own);
  const providers: CodeSystemProvider[] = [];
  for (const version of others.reverse().slice(0, MAX_VERSIONS)) {
    const provider = yield* found(store.codeSystem({ url, version: version ?? UNVERSIONED }));
    if (provider) providers.push(provider);
  }
  return providers;
});

/** The other stored versions that have a code, highest first. */
export const otherVersionsWith = flow(function* (
  store: Terminology,
  provider: CodeSystemProvider,
  code: string,
) {
  const having: CodeSystemProvider[] = [];
  for (const other of yield* found(otherVersions(store, provider))) {
    const accepting = acceptingAnyCase(other);
    const [concept] = yield* found(accepting.locate([code]));
    if (concept) having.push(accepting);
  }
  return having;
});

/** Which of the other versions have the code, in words; empty: none has. @param version the one that answers */
export function elsewhere(
  code: string,
  others: readonly CodeSystemProvider[],
  version: string | undefined,
): Issue[] {
  const versions = others.map(({ codeSystem }) => codeSystem.version);
  return versions.length > 0 ? [otherVersionsHave(code, versions, version)] : [];
}
