/**
 * Codes that a value set lists and that are left out: what an issue says of those that their code system writes in
 * another form, has in another version, or may have in a part that is not here.
 */
import { printCanonical } from "../canonical.ts";
import type { CompiledInclude, CompiledValueSet } from "../compose/compiled.ts";
import { listedCodeElsewhere, listedCodeUnconfirmed, listedCodeUnknown } from "../issues/value-sets.ts";
import { elsewhere, otherVersionsWith } from "../resolve/code-system-version.ts";
import { absence, isStandIn } from "../resolve/content.ts";
import { codeMeant } from "../resolve/unknown-code.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import { type Awaitable, mapAll } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { onceFor } from "../util/once-for.ts";

/** Most codes of a definition that are looked at, and most that are named. */
const MOST_LISTED = 1_000;
const MOST_TOLD = 20;

const keptOf = onceFor((_: CompiledValueSet): { texts?: readonly string[] } => ({}));

/** @returns a sentence for each such code of which it is known what may be meant, or where it is or may be */
export const leftOutCodes = (store: Terminology, compiled: CompiledValueSet): Awaitable<readonly string[]> =>
  keptOf(compiled).texts ?? findLeftOut(store, compiled);

const findLeftOut = flow(function* (
  store: Terminology,
  compiled: CompiledValueSet,
): Steps<readonly string[]> {
  const texts: string[] = [];
  for (const [provider, listed] of Map.groupBy(listedIn(compiled), (one) => one.provider)) {
    const left = MOST_TOLD - texts.length;
    if (left > 0) texts.push(...(yield* found(leftOutOf(store, provider, listed, left))));
  }
  return (keptOf(compiled).texts = texts);
});

interface Listed {
  provider: CodeSystemProvider;
  code: string;
  path: string;
  /** Nobody named a version: another one could have been used. */
  isOfLatest: boolean;
}

/** Whole lists, as many of the first ones as may be looked at. */
function listedIn({ includes }: CompiledValueSet): Listed[] {
  const listed: Listed[] = [];
  for (const include of includes) {
    if (listed.length >= MOST_LISTED) break;
    if (!isOwnList(include) || listed.length + include.concepts.size > MOST_LISTED) continue;
    const { concepts, path, provider, wantedVersion } = include;
    const isOfLatest = wantedVersion === undefined;
    for (const code of concepts.keys()) listed.push({ provider, code, path, isOfLatest });
  }
  return listed;
}

/** Codes of an import are named where that is expanded. */
function isOwnList(include: CompiledInclude): include is CompiledInclude & { provider: CodeSystemProvider } {
  const { enumerated, imports, provider } = include;
  return enumerated && !imports && provider !== undefined && !isStandIn(provider.codeSystem);
}

const leftOutOf = flow(function* (
  store: Terminology,
  provider: CodeSystemProvider,
  listed: readonly Listed[],
  most: number,
): Steps<string[]> {
  const located = yield* found(provider.locate(listed.map(({ code }) => code)));
  const unknown = listed.filter((_, i) => located[i] === undefined).slice(0, most);
  const known = yield* found(mapAll(unknown, ({ code }) => codeMeant(provider, code)));
  const system = printCanonical(provider.codeSystem);
  const isPart = absence(provider.codeSystem) === "unconfirmed";
  const texts: string[] = [];
  for (const [i, { code, path, isOfLatest }] of unknown.entries()) {
    if (known[i] !== undefined) {
      texts.push(listedCodeUnknown(system, code, known[i], path));
      continue;
    }
    const others = isOfLatest ? yield* found(otherVersionsWith(store, provider, code)) : [];
    if (others.length > 0)
      texts.push(...elsewhere(code, others, provider.codeSystem.version).map(listedCodeElsewhere(path)));
    else if (isPart) texts.push(listedCodeUnconfirmed(system, code, path));
  }
  return texts;
});
