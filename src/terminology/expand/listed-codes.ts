/** Codes that a value set lists in another form than their code system writes them: they are left out, and an issue says so. */
import { printCanonical } from "../canonical.ts";
import type { CompiledInclude, CompiledValueSet } from "../compose/compiled.ts";
import { listedCodeUnknown } from "../issues/value-sets.ts";
import { codeMeant } from "../resolve/find-concept.ts";
import { isStandIn } from "../resolve/content.ts";
import type { CodeSystemProvider } from "../store.ts";
import { mapAll, type Awaitable } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { onceFor } from "../util/once-for.ts";

/** Most codes of a definition that are looked at, and most that are named. */
const MOST_LISTED = 1_000;
const MOST_TOLD = 20;

const keptOf = onceFor((_: CompiledValueSet): { texts?: readonly string[] } => ({}));

/** @returns a sentence for each such code of which it is known what may be meant */
export const misspeltCodes = (compiled: CompiledValueSet): Awaitable<readonly string[]> =>
  keptOf(compiled).texts ?? findMisspelt(compiled);

const findMisspelt = flow(function* (compiled: CompiledValueSet): Steps<readonly string[]> {
  const texts: string[] = [];
  for (const [provider, listed] of Map.groupBy(listedIn(compiled), (one) => one.provider)) {
    const left = MOST_TOLD - texts.length;
    if (left > 0) texts.push(...(yield* found(misspeltOf(provider, listed, left))));
  }
  return (keptOf(compiled).texts = texts);
});

interface Listed {
  provider: CodeSystemProvider;
  code: string;
  path: string;
}

/** Whole lists, as many of the first ones as may be looked at. */
function listedIn({ includes }: CompiledValueSet): Listed[] {
  const listed: Listed[] = [];
  for (const include of includes) {
    if (listed.length >= MOST_LISTED) break;
    if (!isOwnList(include) || listed.length + include.concepts.size > MOST_LISTED) continue;
    const { concepts, path } = include;
    for (const code of concepts.keys()) listed.push({ provider: include.provider, code, path });
  }
  return listed;
}

/** Codes of an import are named where that is expanded. */
function isOwnList(include: CompiledInclude): include is CompiledInclude & { provider: CodeSystemProvider } {
  const { enumerated, stored, imports, provider } = include;
  return enumerated && !stored && !imports && provider !== undefined && !isStandIn(provider.codeSystem);
}

const misspeltOf = flow(function* (
  provider: CodeSystemProvider,
  listed: readonly Listed[],
  most: number,
): Steps<string[]> {
  const located = yield* found(provider.locate(listed.map(({ code }) => code)));
  const unknown = listed.filter((_, i) => located[i] === undefined).slice(0, most);
  const known = yield* found(mapAll(unknown, ({ code }) => codeMeant(provider, code)));
  const system = printCanonical(provider.codeSystem);
  return unknown.flatMap(({ code, path }, i) =>
    known[i] === undefined ? [] : [listedCodeUnknown(system, code, known[i], path)],
  );
});
