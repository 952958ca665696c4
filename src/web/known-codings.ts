/** What the server knows of the codings that a page names: how their code systems are called, and which are not here. */
import type { Coding } from "../terminology/model.ts";
import { systemTable } from "../terminology/resolve/known-systems.ts";
import type { Context } from "./context.ts";
import { expandInline } from "./expansions.ts";
import { findResources } from "./find-resources.ts";
import { issuesOf } from "./pages/outcome.ts";

/** More codes of one code system on a page are linked without having been looked up. */
const MOST = 500;

/** `context` with what is known of `codings`; the codes themselves are looked up where `linked`. */
export async function knowing(
  context: Context,
  codings: readonly Partial<Coding>[],
  { linked = true }: { linked?: boolean } = {},
): Promise<Context> {
  const bySystem = Map.groupBy(
    codings.filter(({ system }) => system !== undefined),
    ({ system }) => system!,
  );
  const [titles, absent] = await Promise.all([
    titlesOf(context, [...bySystem.keys()]),
    Promise.all([...(linked ? bySystem : [])].map(([system, all]) => absentOf(context, system, all))),
  ]);
  const missing = new Set(absent.flat());
  return { ...context, known: { titles, missing: (coding) => missing.has(keyOf(coding)) } };
}

const keyOf = ({ system, code }: Partial<Coding>): string => JSON.stringify([system, code]);

/** Titles of those that have no short name. */
async function titlesOf(context: Context, urls: readonly string[]): Promise<Map<string, string>> {
  const wanted = urls.filter((url) => systemTable.entry(url)?.name === undefined);
  if (wanted.length === 0) return new Map();
  const { resources } = await findResources<{ url?: string; title?: string; name?: string }>(
    context,
    "CodeSystem",
    { url: wanted },
    { _elements: "url,title,name", _count: wanted.length * 10 },
  );
  return new Map(
    resources.flatMap(({ url, title, name }) => {
      const called = title ?? name;
      return url === undefined || called === undefined ? [] : [[url, called] as const];
    }),
  );
}

/** Keys of the codes of one code system that are not here: all of them, where the code system itself is not. */
async function absentOf(context: Context, system: string, codings: readonly Partial<Coding>[]) {
  const codes = [...new Set(codings.flatMap(({ code }) => code ?? []))].slice(0, MOST);
  const concept = codes.map((code) => ({ code }));
  const found = await expandInline(context, { system, concept }, { count: MOST });
  const unknown = codes.map((code) => keyOf({ system, code }));
  if (found.failure) return isNotFound(found.failure) ? unknown : [];
  const here = new Set(found.concepts.map(keyOf));
  return unknown.filter((key) => !here.has(key));
}

const isNotFound = (failure: object): boolean => issuesOf(failure).some(({ code }) => code === "not-found");
