/**
 * The table of code systems (`resources/systems.json`, and what NamingSystems add): under which other addresses, OIDs
 * and prefixes a system goes, and in which other forms its codes come. Data only; nothing is guessed.
 */
import type { CodeSystem, NamingSystem, Property } from "../model.ts";
import { addTo } from "../util/grouping.ts";
import { onceFor } from "../util/once-for.ts";
import { ownData } from "../util/own-data.ts";
import {
  type CandidateCode,
  candidateCodes,
  type CodeForm,
  type CodeKind,
  isWhole,
  kindOf,
} from "./code-forms.ts";

export interface SystemEntry {
  /** The canonical address. */
  uri: string;
  name: string;
  aliases?: string[];
  /** Addresses of something else under which codes of this system are sent. */
  mistakenFor?: { uris: string[]; warning: string };
  oid?: string;
  /** What else people and tools call it. */
  names?: string[];
  /** Pattern of its codes, as far as it is sure. */
  codes?: string;
  /** Pattern of its codes that are put together of others, for code systems that don't say so (CodeSystem.compositional). */
  composed?: string;
  /** CURIE prefixes, the usual one first. */
  prefixes?: string[];
  /** Addresses in front of a code. */
  bases?: string[];
  /** Codes are written with their prefix: `HP:0000006`, not `0000006`. */
  curieCodes?: boolean;
  /** Codes are numbers that some write with zeros in front. */
  stripZeros?: boolean;
  /** Behind the prefix stand so many digits in most codes, or in all: tools that take them for numbers drop zeros. */
  digits?: number;
  forms?: CodeForm[];
  kinds?: CodeKind[];
  notice?: string;
  /** No map to or from it comes along: its codes need a licence. */
  licensed?: boolean;
  /** Its codes are also codes of this system, with the same meaning. */
  sharesCodesWith?: string;
  searched?: boolean;
}

/** A system recognised by another address. */
interface SystemAlias {
  entry: SystemEntry;
  /** Why the address should not be used. */
  warning?: string | undefined;
}

/** `resources/systems.json`, and what stored NamingSystems add to it. */
export class SystemTable {
  readonly systems: readonly SystemEntry[];
  private readonly byUri = new Map<string, SystemEntry>();
  private readonly byAddress = new Map<string, SystemAlias>();
  private readonly byPrefixOrName = new Map<string, SystemEntry>();
  private readonly sharers = new Map<string, SystemEntry[]>();

  /** The first to say something about an address or a prefix is believed. */
  constructor(systems: readonly SystemEntry[]) {
    this.systems = systems;
    for (const entry of systems) this.add(entry);
    for (const entry of systems) this.addSharing(entry);
  }

  /** The table together with what NamingSystems say: every uri and OID is an alias of the preferred uri. */
  with(namingSystems: Iterable<NamingSystem>): SystemTable {
    const added = Array.from(namingSystems, entryOf).filter((entry) => entry !== undefined);
    return added.length === 0 ? this : new SystemTable([...this.systems, ...added]);
  }

  /** What the table says about a system, by its canonical address. */
  entry(uri: string): SystemEntry | undefined {
    return this.byUri.get(uri);
  }

  /**
   * The system that goes by this other address, OID or address in front of a code; a slash at the end makes no other
   * address. undefined: none, or the address is the canonical one.
   */
  alias(address: string): SystemAlias | undefined {
    return this.byUri.has(address) ? undefined : this.byAddress.get(addressKey(address));
  }

  /** By canonical address or alias. */
  known(address: string): SystemEntry | undefined {
    return this.byUri.get(address) ?? this.alias(address)?.entry;
  }

  /** By address, OID, CURIE prefix or name: what a person may call a system. */
  called(name: string): SystemEntry | undefined {
    return this.known(name) ?? this.byPrefixOrName.get(name.toLowerCase()) ?? byRule(families, name);
  }

  /**
   * The system that addresses like this are of, or whose prefix or name is a word of it: for a hint, never to go on with.
   * Its canonical address may be this very one.
   */
  likely(address: string): SystemEntry | undefined {
    const ofAddress = byRule(addresses, address);
    if (ofAddress) return ofAddress;
    const words = address.match(/[a-z][a-z0-9-]+/gi) ?? [];
    return words.map((word) => this.called(word)).findLast((entry) => entry !== undefined);
  }

  /** By CURIE prefix. */
  byPrefix(prefix: string): SystemEntry | undefined {
    const entry = this.byPrefixOrName.get(prefix.toLowerCase());
    return entry?.prefixes?.some((p) => p.toLowerCase() === prefix.toLowerCase()) ? entry : undefined;
  }

  /** The system one of whose codes this web address is a form of: `https://omim.org/entry/166350`. */
  ofEntryAt(address: string): SystemEntry | undefined {
    if (!/^https?:\/\//i.test(address)) return undefined;
    return this.systems.find(({ uri }) => this.candidateCodes(uri, address).length > 0);
  }

  /** The system whose CURIE prefix the text begins with: for a hint, never to go on with. */
  byCurie(text: string): SystemEntry | undefined {
    const prefix = /^([A-Za-z][\w-]*):/.exec(text)?.[1];
    return prefix === undefined ? undefined : this.byPrefix(prefix);
  }

  /** The same where the prefix stands without a colon, as notes have it (`OMIM 166350`, `ORPHA2762`), and a code of it follows. */
  byPrefixBefore(text: string): SystemEntry | undefined {
    const starts = [/^[A-Za-z][\w-]*?(?=[\s#_])/, /^[A-Za-z]+(?=\d)/].map((start) => start.exec(text)?.[0]);
    return starts
      .map((start) => (start === undefined ? undefined : this.byPrefix(start)))
      .find((entry) => entry && this.isFormOfCode(entry.uri, text));
  }

  /** Is the text a form of one of the system's codes, other than by its spaces alone? */
  private isFormOfCode(uri: string, text: string): boolean {
    return this.candidateCodes(uri, text).some(
      ({ code, find }) => find !== undefined || this.hasForm(uri, code ?? "") === true,
    );
  }

  /** The usual prefix of each system that has one. */
  prefixes(): string[] {
    return this.systems.flatMap(({ prefixes = [] }) => prefixes.slice(0, 1)).sort();
  }

  /** The other forms that `code` may be written in; never the code as it stands. */
  candidateCodes(uri: string, code: string): CandidateCode[] {
    const { forms = [], prefixes = [], curieCodes } = this.byUri.get(uri) ?? {};
    if (forms.length === 0) return candidateCodes(prefixes.map(afterPrefix), code);
    const known = candidateCodes(forms, code);
    if (curieCodes || !/[:([]/.test(code)) return known;
    const [bare] = candidateCodes(prefixes.map(afterPrefix), code).filter((c) => this.hasForm(uri, c.code!));
    return !bare || known.some((other) => other.code === bare.code) ? known : [...known, bare];
  }

  /** false: the system writes no code like this; undefined: nobody says how it writes them. */
  hasForm(uri: string, code: string): boolean | undefined {
    const pattern = this.byUri.get(uri)?.codes;
    return pattern === undefined ? undefined : isWhole(pattern, code);
  }

  /** The system puts codes like this together of others. */
  isComposed(uri: string, code: string): boolean {
    const pattern = this.byUri.get(uri)?.composed;
    return pattern !== undefined && isWhole(pattern, code);
  }

  /** The codes that are other identifiers of a concept, of properties by which the system's forms find one. */
  otherCodes(uri: string, properties: readonly Property[]): readonly string[] {
    const entry = this.byUri.get(uri);
    return entry ? otherCodesIn(entry)(properties) : NO_CODES;
  }

  /** The other systems that have this code, with the same meaning. */
  sharing(uri: string, code: string): readonly SystemEntry[] {
    const all = this.sharers.get(uri);
    return all ? all.filter((entry) => this.hasForm(entry.uri, code) !== false) : NO_SYSTEMS;
  }

  /** The code that a text would be if zeros had been dropped from it: for a hint, never to go on with. */
  withZeros(uri: string, text: string): string | undefined {
    const { digits = 0, prefixes: [prefix] = [] } = this.byUri.get(uri) ?? {};
    const parts = /^(?:([a-z]+)(?:\s*[:_])?\s*)?(\d+)$/i.exec(text.trim());
    if (!parts || prefix === undefined || parts[2]!.length >= digits) return undefined;
    const isOwn = parts[1] === undefined || parts[1].toLowerCase() === prefix.toLowerCase();
    return isOwn ? `${prefix}:${parts[2]!.padStart(digits, "0")}` : undefined;
  }

  /** What a text that is no code of the system is instead. */
  kind(uri: string, code: string): CodeKind | undefined {
    return kindOf(this.byUri.get(uri)?.kinds ?? [], code);
  }

  private addSharing(entry: SystemEntry): void {
    const other = this.byUri.get(entry.sharesCodesWith ?? "");
    if (!other) return;
    addTo(this.sharers, entry.uri, other);
    addTo(this.sharers, other.uri, entry);
  }

  private add(entry: SystemEntry): void {
    const { uri, name, names = [], aliases = [], bases = [], oid, mistakenFor, prefixes = [] } = entry;
    putNew(this.byUri, uri, entry);
    for (const address of [uri, ...aliases, ...bases, ...(oid === undefined ? [] : [`urn:oid:${oid}`])])
      putNew(this.byAddress, addressKey(address), { entry });
    for (const address of mistakenFor?.uris ?? [])
      putNew(this.byAddress, addressKey(address), { entry, warning: mistakenFor?.warning });
    for (const word of [...prefixes, name, ...names]) putNew(this.byPrefixOrName, word.toLowerCase(), entry);
  }
}

const NO_SYSTEMS: readonly SystemEntry[] = [];
const NO_CODES: readonly string[] = [];

const otherCodesIn = onceFor(({ forms = [] }: SystemEntry) => {
  const named = new Set(forms.flatMap(({ find }) => (find && "property" in find ? find.property : [])));
  if (named.size === 0) return () => NO_CODES;
  return onceFor((properties: readonly Property[]): readonly string[] =>
    properties
      .filter(({ code }) => named.has(code))
      .flatMap(({ value }) => candidateCodes(forms, String(value)))
      .flatMap(({ code }) => code ?? []),
  );
});

const prefixForms = new Map<string, CodeForm>();

/** `LOINC:1234-5`: the code behind a CURIE prefix. Where other forms of a system are known, it must be written as its codes are. */
function afterPrefix(prefix: string): CodeForm {
  let form = prefixForms.get(prefix);
  if (!form) {
    form = { pattern: `${prefix}\\s*:\\s*(.+)`, code: "$1", note: "written without prefix" };
    prefixForms.set(prefix, form);
  }
  return form;
}

function putNew<T>(map: Map<string, T>, key: string, value: T): void {
  if (!map.has(key)) map.set(key, value);
}

/** Equal for addresses that differ in http or https, in the case of the host, or in slashes at the end; and for an OID. */
export function addressKey(address: string): string {
  const text = address.trim();
  const [, host, path = ""] = /^https?:\/\/([^/?#]*)(.*)$/is.exec(text) ?? [];
  if (host !== undefined) return `http://${host.toLowerCase()}${path.replace(/(?<![/#])[/#]+$/, "")}`;
  const oid = /^(?:urn:oid:)?([0-2](?:\.\d+){3,})$/i.exec(text)?.[1];
  return oid === undefined ? text : `urn:oid:${oid}`;
}

/** undefined: it is about no code system, or gives it no uri. */
export function entryOf({ kind, uniqueId = [], name, title }: NamingSystem): SystemEntry | undefined {
  const uris = uniqueId.filter((id) => id.type === "uri" && id.value);
  const uri = (uris.find((id) => id.preferred) ?? uris[0])?.value;
  if (kind !== "codesystem" || uri === undefined) return undefined;
  const oid = uniqueId.find((id) => id.type === "oid")?.value.replace(/^urn:oid:/, "");
  const aliases = uris.map(({ value }) => value);
  return { uri, name: title ?? name, aliases, ...(oid === undefined ? {} : { oid }) };
}

/** A system whose name and address follow a rule. */
interface Rule {
  pattern: string;
  uri: string;
  name: string;
}

interface File {
  systems: SystemEntry[];
  families: { rules: Rule[] };
  addresses: { rules: Rule[] };
  crossReferences: { relationships: Record<string, string> };
}

const file = ownData<File>("systems.json");

const rulesOf = ({ rules }: { rules: Rule[] }) =>
  rules.map(({ pattern, ...rule }) => ({ ...rule, pattern: new RegExp(`^(?:${pattern})$`, "i") }));

const families = rulesOf(file.families);
const addresses = rulesOf(file.addresses);

function byRule(rules: typeof families, word: string): SystemEntry | undefined {
  const text = word.trim();
  for (const { pattern, uri, name } of rules)
    if (pattern.test(text)) return { uri: text.replace(pattern, uri), name: text.replace(pattern, name) };
  return undefined;
}

/** The table that comes with the server. */
export const systemTable = new SystemTable(file.systems);

/** Properties of concepts that give a code in another system, with what they claim. */
export const crossReferences: ReadonlyMap<string, string> = new Map(
  Object.entries(file.crossReferences.relationships),
);

/** What to call a code system in a message. */
export function systemName(codeSystem: Pick<CodeSystem, "url" | "title" | "name">): string {
  const { url = "" } = codeSystem;
  return systemTable.entry(url)?.name ?? codeSystem.title ?? codeSystem.name ?? url;
}
