/** A code that the version that answers does not have, where nobody named a version: other stored versions may have it. */
import { answeredFromVersion, otherVersionsHave } from "../issues/recognition.ts";
import { otherVersionsWith } from "../resolve/code-system-version.ts";
import { absence } from "../resolve/content.ts";
import type { CodeSystemProvider } from "../store.ts";
import type { Awaitable } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import type { Finding } from "./finding.ts";
import type { AskedCoding } from "./request.ts";

/**
 * Of a version that is here as a whole, it is said which others have the code; of one of which only a part is here, the
 * highest other one that has the code answers instead.
 */
export const inOtherVersions = flow(function* (
  { store, path }: AskedCoding,
  provider: CodeSystemProvider,
  asFound: Finding,
  again: (other: CodeSystemProvider) => Awaitable<Finding>,
): Steps<Finding> {
  const { code = "" } = asFound.coding;
  const { codeSystem } = provider;
  const others = yield* found(otherVersionsWith(store, provider, code));
  const versions = others.map((other) => other.codeSystem.version);
  const [other] = others;
  if (!other) return asFound;
  if (absence(codeSystem) === "invalid") {
    const { text } = otherVersionsHave(code, versions, codeSystem.version);
    const issues = asFound.issues.map((i) => (i.txType === "invalid-code" ? { ...i, diagnostics: text } : i));
    return { ...asFound, issues };
  }
  const result = yield* found(again(other));
  const note = answeredFromVersion(versions[0], codeSystem.version);
  return {
    ...result,
    issues: [...result.issues, { ...note, txType: "processing-note", expression: path.at("code") }],
  };
});
