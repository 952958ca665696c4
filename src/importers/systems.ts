/**
 * Which code system does a prefix, an address, an alias or an OID stand for, and how does it write its codes?
 * The table is data (`resources/systems.json`), extended by the NamingSystems of the store.
 */
import { readFileSync } from "node:fs";
import type * as r5 from "fhir/r5";
import type { Coding } from "../terminology/model.ts";
import { parseCurie, type Curie, type Prefixes } from "./mappings/prefixes.ts";

export interface SystemEntry {
  /** The canonical uri. */
  uri: string;
  name?: string;
  aliases?: string[];
  oid?: string;
  /** CURIE prefixes, the usual one first. */
  prefixes?: string[];
  /** Addresses in front of a code. */
  bases?: string[];
  /** Codes are written with their prefix: `HP:0000006`, not `0000006`. */
  curieCodes?: boolean;
  /** Codes are numbers that some write with zeros in front. */
  stripZeros?: boolean;
}

export const BASE = "https://w3id.org/ossicle";

const OBO = /^https?:\/\/purl\.obolibrary\.org\/obo\/([A-Za-z][A-Za-z0-9]*)_$/;

export class Systems {
  private readonly byUri = new Map<string, SystemEntry>();
  private readonly byPrefix = new Map<string, SystemEntry>();
  private readonly byName = new Map<string, SystemEntry>();

  constructor(entries: Iterable<SystemEntry>) {
    for (const entry of entries) this.add(entry);
  }

  /** The first to say something about a uri, prefix or alias is believed. */
  add(entry: SystemEntry): void {
    const put = (map: Map<string, SystemEntry>, key: string) => void (map.has(key) || map.set(key, entry));
    put(this.byUri, entry.uri);
    for (const prefix of entry.prefixes ?? []) put(this.byPrefix, prefix.toLowerCase());
    for (const name of [entry.uri, ...(entry.aliases ?? []), ...(entry.bases ?? [])])
      put(this.byName, trim(name));
    if (entry.oid) put(this.byName, `urn:oid:${entry.oid}`);
  }

  /** Takes over what NamingSystems say: the preferred uri, and every other uri and OID as an alias of it. */
  extend(namingSystems: Iterable<r5.NamingSystem>): number {
    let added = 0;
    for (const { kind, uniqueId, name } of namingSystems) {
      if (kind !== "codesystem" || !Array.isArray(uniqueId)) continue;
      const uris = uniqueId.filter((u) => u.type === "uri" && u.value);
      const main = (uris.find((u) => u.preferred) ?? uris[0])?.value;
      if (main === undefined) continue;
      const oid = uniqueId.find((u) => u.type === "oid")?.value.replace(/^urn:oid:/, "");
      this.add({ uri: main, name, aliases: uris.map((u) => u.value), ...(oid ? { oid } : {}) });
      added++;
    }
    return added;
  }

  /** The canonical uri of an alias, OID, address or prefix; undefined: not known. */
  canonical(name: string): string | undefined {
    return (this.byName.get(trim(name)) ?? this.byPrefix.get(name.toLowerCase()))?.uri;
  }

  /** The usual prefix of each system that has one. */
  prefixes(): string[] {
    const usual = [...this.byUri.values()].map((entry) => entry.prefixes?.[0]);
    return usual.filter((prefix) => prefix !== undefined).sort();
  }

  /** System and code of a CURIE whose prefix has this expansion. */
  coding(curie: Curie, expansion: string): { system: string; code: string } {
    const entry = this.entryOf(curie.prefix, expansion);
    const { local } = curie;
    if (entry) {
      const plain = entry.stripZeros ? local.replace(/^0+(?=\d)/, "") : local;
      return {
        system: entry.uri,
        code: entry.curieCodes ? `${entry.prefixes?.[0] ?? curie.prefix}:${plain}` : plain,
      };
    }
    // The OBO foundry's ontologies all follow one rule.
    const obo = OBO.exec(expansion)?.[1];
    if (obo)
      return { system: `http://purl.obolibrary.org/obo/${obo.toLowerCase()}.owl`, code: `${obo}:${local}` };
    return { system: trim(expansion), code: local };
  }

  /** System and code of a CURIE whose prefix the table knows; the date of a release behind it is let go. */
  wellKnown(curie: Curie): { system: string; code: string } | undefined {
    const prefix = curie.prefix.replace(/_\d{4}_\d{2}_\d{2}$/, "");
    const entry = this.byPrefix.get(prefix.toLowerCase());
    return entry && this.coding({ ...curie, prefix }, entry.uri);
  }

  /** System and code of an id as mapping files write it, CURIE or IRI; undefined where it is neither. */
  codingOf(id: string, prefixes: Prefixes): { system: string; code: string } | undefined {
    const curie = parseCurie(id);
    if (curie) {
      const expansion = prefixes.expansion(curie.prefix);
      return expansion === undefined ? undefined : this.coding(curie, expansion);
    }
    if (!/^[a-z][a-z0-9+.-]*:\S+$/i.test(id)) return undefined;
    const declared = Object.entries(prefixes.declared)
      .filter(([, iri]) => id.startsWith(iri) && id.length > iri.length)
      .sort((a, b) => b[1].length - a[1].length)[0];
    if (declared)
      return this.coding({ prefix: declared[0], local: id.slice(declared[1].length) }, declared[1]);
    const at = /^(.*[/#_])([^/#_]+)$/.exec(id);
    if (!at) return { system: id, code: id };
    const known = this.byName.get(trim(at[1]!)) ? "" : (OBO.exec(at[1]!)?.[1] ?? "");
    return this.coding({ prefix: known, local: at[2]! }, at[1]!);
  }

  /** The CURIE of a coding under these prefixes; undefined when none of them fits its system. */
  curieOf({ system, code }: Coding, prefixes: Prefixes): string | undefined {
    if (system === undefined || code === undefined) return undefined;
    const own = parseCurie(code);
    const locals: readonly string[] = own ? [own.local, code] : [code];
    for (const [prefix, expansion] of prefixes.entries) {
      if (this.coding({ prefix, local: "x" }, expansion).system !== system) continue;
      for (const local of locals) {
        if (this.coding({ prefix, local }, expansion).code === code) return `${prefix}:${local}`;
      }
    }
    return undefined;
  }

  /** A prefix and its expansion to declare for codes of a system. */
  prefixFor(system: string, taken: (prefix: string) => boolean): { prefix: string; expansion: string } {
    const entry = this.byUri.get(system);
    const usual = entry?.prefixes?.find((p) => !taken(p));
    if (entry && usual !== undefined)
      return { prefix: usual, expansion: entry.bases?.[0] ?? entry.uri + "/" };
    const obo = /^http:\/\/purl\.obolibrary\.org\/obo\/([a-z0-9]+)\.owl$/.exec(system)?.[1]?.toUpperCase();
    if (obo !== undefined && !taken(obo)) {
      return { prefix: obo, expansion: `http://purl.obolibrary.org/obo/${obo}_` };
    }
    const stem = (/([A-Za-z][A-Za-z0-9]*)[^A-Za-z]*$/.exec(system)?.[1] ?? "ns").toUpperCase();
    let prefix = stem;
    for (let n = 2; taken(prefix); n++) prefix = `${stem}${n}`;
    return { prefix, expansion: `${system}/` };
  }

  /** What the prefix expands to counts first: a file may use any prefix for it. */
  private entryOf(prefix: string, expansion: string): SystemEntry | undefined {
    return this.byName.get(trim(expansion)) ?? this.byPrefix.get(prefix.toLowerCase());
  }
}

function trim(uri: string): string {
  const last = uri.at(-1);
  return last === "/" || last === "#" ? uri.replace(/[/#]+$/, "") : uri;
}

/** The table that comes with Ossicle. */
export function bundledSystems(): Systems {
  const file = new URL("../../resources/systems.json", import.meta.url);
  const json = JSON.parse(readFileSync(file, "utf8")) as { systems: SystemEntry[] } | SystemEntry[];
  return new Systems(Array.isArray(json) ? json : json.systems);
}
