/** A value set may list a concept in another form of its code, or under another address of its code system. */
import type { CompiledValueSet } from "../compose/compiled.ts";
import type { Issue } from "../issues/issue.ts";
import { includesSystemWithVersion, listedInOtherForm } from "../issues/membership.ts";
import type { CodeForm } from "../resolve/code-forms.ts";
import { findProvider } from "../resolve/find-code-system.ts";
import { fits } from "../resolve/find-concept.ts";
import { systemTable } from "../resolve/known-systems.ts";
import type { Terminology } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { onceFor } from "../util/once-for.ts";
import type { AskedInValueSet } from "./asked-in-value-set.ts";
import type { Finding } from "./finding.ts";

/** A code as the value set lists it, and how it has to be read to be the canonical one. */
interface Listed {
  system: string;
  code: string;
  form?: CodeForm | undefined;
}

/** Tells of a code that is no member that the value set lists its concept otherwise; it is never taken for a member. */
export function hintAtListed(
  { store, compiled, path }: AskedInValueSet,
  { coding: { system, code }, normalizedCode = code }: Finding,
): Awaitable<Issue | undefined> {
  if (system === undefined || normalizedCode === undefined) return undefined;
  const versioned = compiled.includes.find((include) => include.system.startsWith(`${system}|`));
  if (versioned) return includesSystemWithVersion(versioned.system, path.at("system"));
  const listed = listedForms(compiled).get(keyOf(system, normalizedCode));
  if (!listed || (listed.system === system && listed.code === normalizedCode)) return undefined;
  const hint = listedInOtherForm(listed, normalizedCode, path.at("code"));
  if (!listed.form) return hint;
  return after(fitsForm(store, { system, code: normalizedCode }, listed.form), (isListed) =>
    isListed ? hint : undefined,
  );
}

/** `#` says of an OMIM number that it is no gene: what the form demands must be so. */
async function fitsForm(store: Terminology, { system, code }: Listed, form: CodeForm): Promise<boolean> {
  const provided = await findProvider(store, system);
  const [concept] = (await provided?.provider.locate([code])) ?? [];
  return !concept || fits(concept, form);
}

/** So many listed codes are looked at. */
const MOST_LOOKED_AT = 2_000;

const listedForms = onceFor(({ includes }: CompiledValueSet): ReadonlyMap<string, Listed> => {
  const forms = new Map<string, Listed>();
  let looked = 0;
  for (const { system, concepts } of includes) {
    for (const code of concepts.keys()) {
      if (++looked > MOST_LOOKED_AT) return forms;
      const own = keyOf(system, code);
      if (system !== canonicalOf(system) && !forms.has(own)) forms.set(own, { system, code });
      for (const { code: read, form } of systemTable.candidateCodes(canonicalOf(system), code)) {
        const key = read === undefined ? own : keyOf(system, read);
        if (key !== own && !forms.has(key)) forms.set(key, { system, code, form });
      }
    }
  }
  return forms;
});

const keyOf = (system: string, code: string): string => JSON.stringify([canonicalOf(system), code]);

/** The address that stands for all systems that have the same codes. */
function canonicalOf(system: string): string {
  const entry = systemTable.known(system);
  return entry?.sharesCodesWith ?? entry?.uri ?? system;
}
