/** CURIEs and IRIs of mapping files and ontologies as codings, and back, by the table of systems. */
import type { Coding } from "../../terminology/model.ts";
import type { SystemEntry, SystemTable } from "../../terminology/resolve/known-systems.ts";
import { type Curie, parseCurie, type Prefixes } from "./prefixes.ts";

/** System and code, both there. */
interface SystemCode {
  system: string;
  code: string;
}

const OBO = /^https?:\/\/purl\.obolibrary\.org\/obo\/([A-Za-z][A-Za-z0-9]*)_$/;

/** The coding of a CURIE whose prefix has this expansion. */
export function codingOfCurie(systems: SystemTable, curie: Curie, expansion: string): SystemCode {
  const { prefix, local } = curie;
  // What the prefix expands to counts first: a file may use any prefix for it.
  const entry = named(systems, expansion) ?? systems.byPrefix(prefix);
  if (entry) return { system: entry.uri, code: codeIn(entry, curie) };
  // The OBO foundry's ontologies all follow one rule.
  const obo = OBO.exec(expansion)?.[1];
  if (obo)
    return { system: `http://purl.obolibrary.org/obo/${obo.toLowerCase()}.owl`, code: `${obo}:${local}` };
  return { system: expansion.replace(/[/#]+$/, ""), code: local };
}

function codeIn({ stripZeros, curieCodes, prefixes }: SystemEntry, { prefix, local }: Curie): string {
  const plain = stripZeros ? local.replace(/^0+(?=\d)/, "") : local;
  return curieCodes ? `${prefixes?.[0] ?? prefix}:${plain}` : plain;
}

/** An address that means something else is no name of the system in a file that declares it. */
function named(systems: SystemTable, address: string): SystemEntry | undefined {
  const alias = systems.alias(address);
  return systems.entry(address) ?? (alias?.warning === undefined ? alias?.entry : undefined);
}

/** The coding of a CURIE whose prefix the table knows; the date of a release behind it is let go. */
export function wellKnownCoding(systems: SystemTable, curie: Curie): SystemCode | undefined {
  const prefix = curie.prefix.replace(/_\d{4}_\d{2}_\d{2}$/, "");
  const entry = systems.byPrefix(prefix);
  return entry && codingOfCurie(systems, { ...curie, prefix }, entry.uri);
}

/** The coding of an id as mapping files write it, CURIE or IRI; undefined where it is neither. */
export function codingOfId(systems: SystemTable, id: string, prefixes: Prefixes): SystemCode | undefined {
  const curie = parseCurie(id);
  if (curie) {
    const expansion = prefixes.expansion(curie.prefix);
    return expansion === undefined ? undefined : codingOfCurie(systems, curie, expansion);
  }
  if (!/^[a-z][a-z0-9+.-]*:\S+$/i.test(id)) return undefined;
  const declared = prefixes.entries
    .filter(([, iri]) => id.startsWith(iri) && id.length > iri.length)
    .sort((a, b) => b[1].length - a[1].length)[0];
  if (declared) {
    const [prefix, iri] = declared;
    return codingOfCurie(systems, { prefix, local: id.slice(iri.length) }, iri);
  }
  const [, base, local] = /^(.*[/#_])([^/#_]+)$/.exec(id) ?? [];
  if (base === undefined || local === undefined) return { system: id, code: id };
  const prefix = named(systems, base) ? "" : (OBO.exec(base)?.[1] ?? "");
  return codingOfCurie(systems, { prefix, local }, base);
}

/** The CURIE of a coding under these prefixes; undefined when none of them fits its system. */
export function curieOfCoding(
  systems: SystemTable,
  { system, code }: Coding,
  prefixes: Prefixes,
): string | undefined {
  if (system === undefined || code === undefined) return undefined;
  const own = parseCurie(code);
  const locals: readonly string[] = own ? [own.local, code] : [code];
  for (const [prefix, expansion] of prefixes.entries) {
    if (codingOfCurie(systems, { prefix, local: "x" }, expansion).system !== system) continue;
    for (const local of locals) {
      if (codingOfCurie(systems, { prefix, local }, expansion).code === code) return `${prefix}:${local}`;
    }
  }
  return undefined;
}

/** A prefix and its expansion to declare for codes of a system. */
export function prefixFor(
  systems: SystemTable,
  system: string,
  taken: (prefix: string) => boolean,
): { prefix: string; expansion: string } {
  const entry = systems.entry(system);
  const usual = entry?.prefixes?.find((p) => !taken(p));
  if (entry && usual !== undefined) return { prefix: usual, expansion: entry.bases?.[0] ?? `${entry.uri}/` };
  const obo = /^http:\/\/purl\.obolibrary\.org\/obo\/([a-z0-9]+)\.owl$/.exec(system)?.[1]?.toUpperCase();
  if (obo !== undefined && !taken(obo))
    return { prefix: obo, expansion: `http://purl.obolibrary.org/obo/${obo}_` };
  const stem = (/([A-Za-z][A-Za-z0-9]*)[^A-Za-z]*$/.exec(system)?.[1] ?? "ns").toUpperCase();
  let prefix = stem;
  for (let n = 2; taken(prefix); n++) prefix = `${stem}${n}`;
  return { prefix, expansion: `${system}/` };
}
