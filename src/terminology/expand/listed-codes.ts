/** Codes that a value set lists in another form than their code system writes them: they are left out, and it is told. */
import { printCanonical } from "../canonical.ts";
import type { CompiledInclude, CompiledValueSet } from "../compose/compiled.ts";
import { listedCodeUnknown } from "../issues/value-sets.ts";
import { codeMeant } from "../resolve/find-concept.ts";
import { isStandIn } from "../resolve/content.ts";
import { mapAll, type Awaitable } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { onceFor } from "../util/once-for.ts";

/** Most codes of an include that are looked at, and most that are told. */
const MOST_LISTED = 1_000;
const MOST_TOLD = 20;

const keptOf = onceFor((_: CompiledValueSet): { texts?: readonly string[] } => ({}));

/** @returns a sentence for each such code of which it is known what may be meant */
export const misspeltCodes = flow(function* (compiled: CompiledValueSet): Steps<readonly string[]> {
  const kept = keptOf(compiled);
  if (kept.texts) return kept.texts;
  const lists = compiled.includes.filter(isOwnList);
  const texts = yield* found(mapAll(lists, misspeltOf));
  return (kept.texts = texts.flat());
});

/** Codes of an import are told where that is expanded. */
const isOwnList = ({ enumerated, stored, imports, provider, concepts }: CompiledInclude): boolean =>
  enumerated &&
  !stored &&
  !imports &&
  provider !== undefined &&
  !isStandIn(provider.codeSystem) &&
  concepts.size <= MOST_LISTED;

const misspeltOf = flow(function* ({ provider, concepts, path }: CompiledInclude): Steps<string[]> {
  const codes = [...concepts.keys()];
  const located = yield* found(provider!.locate(codes));
  const unknown = codes.filter((_, i) => located[i] === undefined).slice(0, MOST_TOLD);
  const meant: Awaitable<(string | undefined)[]> = mapAll(unknown, (code) => codeMeant(provider!, code));
  const known = yield* found(meant);
  const system = printCanonical(provider!.codeSystem);
  return unknown.flatMap((code, i) =>
    known[i] === undefined ? [] : [listedCodeUnknown(system, code, known[i], path)],
  );
});
