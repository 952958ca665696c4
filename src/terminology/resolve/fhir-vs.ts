/**
 * Value sets at `[code system]?fhir_vs`: of all its codes, or of one and what is below it (`?fhir_vs=isa/[code]`), as FHIR
 * defines them for SNOMED CT (https://hl7.org/fhir/R5/snomedct.html#implicit) and servers understand them for any system;
 * and those of UCUM (https://hl7.org/fhir/R5/ucum.html): `/vs` of all units, `/vs/[unit]` of those of the same base units;
 * and those of LOINC (https://hl7.org/fhir/R5/loinc.html): `/vs` of all of it, `/vs/[part]` of what is below a part; its
 * lists at `/vs/[id]` are there as resources.
 */
import { type Canonical, parseCanonical } from "../canonical.ts";
import { LOINC } from "../concepts/concept-status.ts";
import { TerminologyError } from "../issues/issue.ts";
import { implicitKindNotSupported } from "../issues/value-sets.ts";
import type { ValueSet, ValueSetFilter } from "../model.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import { perGeneration } from "../util/per-generation.ts";
import { percentDecoded } from "../util/percent-decoded.ts";
import { withoutUndefined } from "../util/without-undefined.ts";
import { codeSystemVersion } from "./code-system-version.ts";

interface Asked {
  system: string;
  /** Of SNOMED CT: the edition that the address names, with or without its version. */
  edition?: string | undefined;
  /** What follows `?fhir_vs=`; empty: all codes. */
  choice: string;
  /** Of UCUM: the unit that they can be converted into. */
  canonical?: string | undefined;
  /** Of LOINC: the list, or the part, whose codes they are. */
  list?: string | undefined;
}

const UNITS = "http://unitsofmeasure.org";
const UNITS_ADDRESS = /^http:\/\/unitsofmeasure\.org\/vs(?:\/(.+))?$/s;

const LOINC_ADDRESS = /^http:\/\/loinc\.org\/vs(?:\/(.+))?$/s;

/** The map of a reference set (https://hl7.org/fhir/R5/snomedct.html#implicit-cm). */
export const isImplicitMap = (url: string): boolean => url.includes("?fhir_cm=");

/** A value set as an expression (VCL): `http://fhir.org/VCL?v1=...` */
export const isExpression = (url: string): boolean => /^https?:\/\/fhir\.org\/VCL\/?\?/i.test(url);

/** `?fhir_vs=refset/...`, `?fhir_vs=ecl/...`: those of all codes and of what is below one are offered alone. */
export const isOtherChoice = (url: string): boolean => /\?fhir_vs=(?!isa\/)./s.test(url);

const ADDRESS = /^(.+?)\?fhir_vs(?:=(.*))?$/s;
const EDITION = /^(http:\/\/snomed\.info\/x?sct)\/\d+(?:\/version\/\d+)?$/;

function read(url: string): Asked | undefined {
  const units = UNITS_ADDRESS.exec(url);
  if (units) return { system: UNITS, choice: "", canonical: units[1] && percentDecoded(units[1]) };
  const loinc = LOINC_ADDRESS.exec(url);
  if (loinc) return { system: LOINC, choice: "", list: loinc[1] };
  const [, base, choice = ""] = ADDRESS.exec(url) ?? [];
  if (base === undefined) return undefined;
  const [edition, system] = EDITION.exec(base) ?? [];
  return system === undefined ? { system: base, choice } : { system, edition, choice };
}

/** The code system whose codes are asked for at this address; undefined: it is no address of this kind. */
export const systemAskedAt = (url: string): string | undefined => read(url)?.system;

/** The code system all of whose codes are asked for at this address, be it here or not; undefined: at none. */
export function wholeSystemAt(url: string): string | undefined {
  const asked = read(url);
  if (asked?.choice !== "" || asked.canonical !== undefined || asked.list !== undefined) return undefined;
  return asked.system;
}

/**
 * The value set at the address, in the version of its code system; undefined: it is no address of this kind, or the
 * code system, or the code, is not known.
 * @throws TerminologyError not-supported: a choice of codes that is not offered, such as reference sets
 */
export const valueSetAt = (store: Terminology, { url, version }: Canonical) =>
  url.includes("?fhir_vs") || url.startsWith(UNITS) || url.startsWith(LOINC)
    ? kept(store, version === undefined ? url : `${url}|${version}`)
    : undefined;

/** The same object as long as the content is the same, so that what was worked out of it is found again. */
const kept = perGeneration("value-sets-of-systems", async (store, canonical) => {
  const { url, version } = parseCanonical(canonical);
  const asked = read(url);
  if (!asked || (asked.list !== undefined && !isPart(asked.list))) return undefined;
  const provider = await providerOf(store, asked, version);
  if (!provider) return undefined;
  const filter = filterOf(asked, url);
  const [first] = filter;
  if (first && (await provider.locate([first.value]))[0] === undefined) return undefined;
  return valueSetOf(url, provider, filter);
});

async function providerOf(
  store: Terminology,
  { system, edition }: Asked,
  version: string | undefined,
): Promise<CodeSystemProvider | undefined> {
  if (edition === undefined) return codeSystemVersion(store, { url: system, version });
  const versions = await store.versions("CodeSystem", system);
  const own = versions.filter((v) => v === edition || v?.startsWith(`${edition}/`));
  return own.length === 0 ? undefined : codeSystemVersion(store, { url: system, version: own.at(-1) });
}

/** A part of LOINC, whose codes are those below it; a list (`LL715-4`) has answers. */
const isPart = (id: string): boolean => /^LP\d/.test(id);

function filterOf({ choice, canonical, list }: Asked, url: string): ValueSetFilter[] {
  if (list !== undefined) return [{ property: "ancestor", op: "=", value: list }];
  if (canonical !== undefined) return [{ property: "canonical", op: "=", value: canonical }];
  if (choice === "") return [];
  const [, code] = /^isa\/(.+)$/s.exec(choice) ?? [];
  if (code === undefined) throw new TerminologyError(implicitKindNotSupported(url, choice));
  return [{ property: "concept", op: "is-a", value: percentDecoded(code) }];
}

function valueSetOf(url: string, { codeSystem }: CodeSystemProvider, filter: ValueSetFilter[]): ValueSet {
  const { url: system = "", version, status, experimental } = codeSystem;
  const include = { system, version, filter: filter.length > 0 ? filter : undefined };
  return {
    resourceType: "ValueSet",
    ...withoutUndefined({ url, version, status, experimental }),
    compose: { include: [withoutUndefined(include)] },
  };
}
