/** The other catalogues that MedlinePlus Genetics names, and what naming them says. */
import { own } from "../../terminology/util/own.ts";

export const GTR = "https://www.ncbi.nlm.nih.gov/gtr/conditions";
export const MEDGEN = "https://www.ncbi.nlm.nih.gov/medgen";
export const GARD = "https://rarediseases.info.nih.gov/diseases";
export const OMIM = "http://www.omim.org";
export const HGNC = "http://www.genenames.org";
export const PUBMED = "http://www.ncbi.nlm.nih.gov/pubmed";

/** `db` of the JSON and XML files -> system. */
const DATABASES: Record<string, string> = {
  gtr: GTR,
  omim: OMIM,
  gard: GARD,
  mesh: "https://www.nlm.nih.gov/mesh",
  "icd-10-cm": "http://hl7.org/fhir/sid/icd-10-cm",
  "snomed ct": "http://snomed.info/sct",
  orphanet: "https://www.orpha.net",
};

/** The code system of a catalogue by the name that the page has for it; undefined: not known. */
export const systemOfDatabase = (db: string): string | undefined => own(DATABASES, db.trim().toLowerCase());

/** Catalogues whose entry is the condition itself, as long as only one is named; the others are wider as a rule. */
const SAME = new Set([OMIM, GTR, MEDGEN, GARD]);

/** Does naming so many codes of a catalogue say that they are the condition itself? */
export const meansTheSame = (system: string, codesOfIt: number): boolean =>
  SAME.has(system) && codesOfIt === 1;

/** System and code of an address of one of the catalogues. */
export function linkOfUrl(url: string): { system: string; code: string } | undefined {
  const patterns: [RegExp, string][] = [
    [/ncbi\.nlm\.nih\.gov\/gtr\/conditions\/(CN?\d+)\/?/i, GTR],
    [/rarediseases\.info\.nih\.gov\/(?:gard|diseases)\/0*(\d+)(?:\/|$)/i, GARD],
    [/omim\.org\/(?:entry\/)?(\d{6})\/?$/i, OMIM],
  ];
  for (const [pattern, system] of patterns) {
    const code = pattern.exec(url)?.[1];
    if (code !== undefined) return { system, code };
  }
  return undefined;
}

/** The codes that MedlinePlus Genetics has for patterns of inheritance. */
export const INHERITANCE_CODES: ReadonlySet<string> = new Set("ac ad ar m n u x xd xr y".split(" "));

const PATTERNS: [RegExp, string][] = [
  [/autosomal codominant/i, "ac"],
  [/autosomal dominant/i, "ad"],
  [/autosomal recessive/i, "ar"],
  [/x-linked dominant/i, "xd"],
  [/x-linked recessive/i, "xr"],
  [/x-linked(?! (?:dominant|recessive))/i, "x"],
  [/y-linked/i, "y"],
  [/mitochondrial (?:pattern|inheritance)/i, "m"],
];

/** The patterns that a text says the condition is inherited in; nothing where it only speaks of them in general. */
export function inheritanceOf(text: string): string[] {
  const stated = text.match(/\binherited in an? [^.;]*?(?:pattern|manner)/gi) ?? [];
  return PATTERNS.filter(([pattern]) => stated.some((phrase) => pattern.test(phrase))).map(
    ([, code]) => code,
  );
}
