/** A second try for a coding that nothing has: its system by another address, its code in another form. */
import { UNVERSIONED } from "../canonical.ts";
import type { Issue } from "../issues/issue.ts";
import { isStandIn } from "../resolve/content.ts";
import { findProvider } from "../resolve/find-code-system.ts";
import { canonicalCoding } from "../resolve/find-concept.ts";
import { oddForm, suggestions, whatItIs } from "../resolve/unknown-code.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import type { Finding } from "./finding.ts";
import type { AskedCoding } from "./request.ts";

/**
 * Validates the coding as it is and, where that leads nowhere, in its canonical form. What was read into it is
 * noted; a code that stays unknown is told what it is instead, with what may have been meant among the diagnostics.
 */
export const recognising = <Asked extends AskedCoding>(
  asked: Asked,
  validate: (asked: Asked) => Awaitable<Finding>,
): Awaitable<Finding> =>
  after(validate(asked), (asSent) =>
    asSent.unrecognised ? inCanonicalForm(asked, asSent, validate) : asSent,
  );

async function inCanonicalForm<Asked extends AskedCoding>(
  asked: Asked,
  asSent: Finding,
  validate: (asked: Asked) => Awaitable<Finding>,
): Promise<Finding> {
  const { store, coding, path } = asked;
  const { version } = coding;
  const { coding: canonical, notes } = await canonicalCoding(store, {
    ...coding,
    version: versionLookedIn(asSent, version),
  });
  if (notes.length === 0) return explained(asked, asSent);
  const read = await validate({ ...asked, coding: { ...canonical, version } });
  // The value set lists it just as it was sent.
  if (asSent.member && !read.member) return explained(asked, asSent);
  const result = read.unrecognised ? await explained(asked, read) : read;
  const normalizedCode = canonical.code === coding.code ? result.normalizedCode : canonical.code;
  return {
    ...result,
    coding: { ...coding, ...(canonical.system === undefined ? {} : { system: canonical.system }) },
    normalizedCode,
    issues: [...result.issues, ...at(path.whole, notes)],
  };
}

async function explained({ store, path }: AskedCoding, found: Finding): Promise<Finding> {
  const { codeSystem } = found;
  const { system = "", version, code = "" } = found.coding;
  const provided = codeSystem && (await findProvider(store, system, versionLookedIn(found, version)));
  if (!provided) return found;
  const hints = await suggestions(provided.provider, code);
  const texts = hints.map((h) => h.text);
  const explain = ({ diagnostics, ...issue }: Issue): Issue => {
    const all = diagnostics === undefined ? texts : [diagnostics, ...texts];
    return all.length > 0 ? { ...issue, diagnostics: all.join(" ") } : issue;
  };
  const issues = found.issues.map((i) => (i.txType === "invalid-code" ? explain(i) : i));
  const is = await whatItIs(provided.provider, code);
  const notes = is.length > 0 || hints.length > 0 ? is : oddForm(provided.provider, code);
  return { ...found, issues: [...issues, ...at(path.at("code"), notes)] };
}

/** The one that answers, which need not be the one that the coding names. A stand-in may be all that an expansion tells. */
function versionLookedIn({ codeSystem }: Finding, named: string | undefined): string | undefined {
  if (!codeSystem) return named;
  return codeSystem.version ?? (isStandIn(codeSystem) ? named : UNVERSIONED);
}

const at = (expression: string[] | undefined, notes: readonly Issue[]): Issue[] =>
  notes.map((n) => ({ ...n, txType: n.txType ?? "processing-note", ...(expression ? { expression } : {}) }));
