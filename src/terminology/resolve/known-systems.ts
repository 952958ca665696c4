/**
 * The table of code systems (`resources/systems.json`): under which other addresses a system goes, in which other
 * spellings its codes come, and what looks like one of its codes but is something else. Data only; nothing is guessed:
 * a code is read as its system writes codes, never as another system's.
 */
import { readFileSync } from "node:fs";

/** Another spelling of a system's codes. */
export interface CodeForm {
  /** Of the whole text, capitals and small letters alike. */
  pattern: string;
  /** The canonical code, with `$1` for the first group. */
  code?: string;
  /** Instead of `code`: the concept with this display, or with this value of a property. */
  find?: { display: string } | { property: string; value: string };
  upperCase?: boolean;
  /** The concept must have one of these values, or the spelling contradicts it. */
  requires?: { property: string; values: string[] };
  /** Tells a reader what the canonical spelling is. */
  note: string;
}

/** Something that is no code of the system although it looks like one. */
export interface CodeKind {
  pattern: string;
  kind: string;
  note: string;
}

export interface SystemEntry {
  uri: string;
  name: string;
  aliases?: string[];
  /** Addresses of something else under which codes of this system are sent. */
  mistakenFor?: { uris: string[]; warning: string };
  oid?: string;
  prefixes?: string[];
  forms?: CodeForm[];
  kinds?: CodeKind[];
  notice?: string;
  searched?: boolean;
}

/** A system recognised by another address. */
export interface SystemAlias {
  entry: SystemEntry;
  /** Why the address should not be used. */
  warning?: string | undefined;
}

/** One way to read what was sent as a code: as this code, or as the concept found by display or property. */
export interface CodeReading {
  code?: string;
  find?: { display: string } | { property: string; value: string };
  form: CodeForm;
}

interface Table {
  systems: SystemEntry[];
  crossReferences: { relationships: Record<string, string> };
}

class SystemTable {
  readonly systems: readonly SystemEntry[];
  readonly crossReferences: ReadonlyMap<string, string>;
  private readonly byUri = new Map<string, SystemEntry>();
  private readonly byAlias = new Map<string, SystemAlias>();
  private readonly patterns = new Map<string, RegExp>();

  constructor({ systems, crossReferences }: Table) {
    this.systems = systems;
    this.crossReferences = new Map(Object.entries(crossReferences.relationships));
    for (const entry of systems) {
      this.byUri.set(entry.uri, entry);
      for (const alias of entry.aliases ?? []) this.byAlias.set(alias, { entry });
      if (entry.oid) this.byAlias.set(`urn:oid:${entry.oid}`, { entry });
      const { uris = [], warning } = entry.mistakenFor ?? {};
      for (const uri of uris) this.byAlias.set(uri, { entry, warning });
    }
  }

  /** What the table says about a system, by its canonical address. */
  entry(uri: string): SystemEntry | undefined {
    return this.byUri.get(uri);
  }

  /** The system that goes by this other address; undefined: none, or the address is the canonical one. */
  alias(uri: string): SystemAlias | undefined {
    return this.byAlias.get(uri);
  }

  /** The other spellings that `code` may be, in the order of the table; never the code as it stands. */
  readings(uri: string, code: string): CodeReading[] {
    const text = plain(code);
    const readings: CodeReading[] = [];
    for (const form of this.byUri.get(uri)?.forms ?? []) {
      const match = this.pattern(form.pattern).exec(text);
      if (!match) continue;
      const fill = (template: string): string => {
        const filled = template.replace(/\$(\d)/g, (_, n: string) => match[Number(n)] ?? "");
        return form.upperCase ? filled.toUpperCase() : filled;
      };
      if (form.find) readings.push({ find: filledFind(form.find, fill), form });
      else if (form.code !== undefined && fill(form.code) !== code)
        readings.push({ code: fill(form.code), form });
    }
    return readings;
  }

  /** What a text that is no code of the system is instead. */
  kind(uri: string, code: string): CodeKind | undefined {
    return this.byUri.get(uri)?.kinds?.find((kind) => this.pattern(kind.pattern).test(plain(code)));
  }

  /** The system whose CURIE prefix the text begins with: for a hint, never to go on with. */
  byPrefix(text: string): SystemEntry | undefined {
    const prefix = /^([A-Za-z][\w-]*):/.exec(text)?.[1]?.toLowerCase();
    if (prefix === undefined) return undefined;
    return this.systems.find((entry) => entry.prefixes?.some((p) => p.toLowerCase() === prefix));
  }

  private pattern(source: string): RegExp {
    let compiled = this.patterns.get(source);
    if (!compiled) this.patterns.set(source, (compiled = new RegExp(`^(?:${source})$`, "iu")));
    return compiled;
  }
}

/** No code is longer; the patterns need a bound. */
const LONGEST = 200;

const plain = (code: string): string => (code.length > LONGEST ? "" : code.trim().replace(/\s+/g, " "));

function filledFind(
  find: NonNullable<CodeForm["find"]>,
  fill: (template: string) => string,
): NonNullable<CodeForm["find"]> {
  return "display" in find
    ? { display: fill(find.display) }
    : { property: find.property, value: fill(find.value) };
}

const file = new URL("../../../resources/systems.json", import.meta.url);

/** The table that comes with the server. */
export const systemTable = new SystemTable(JSON.parse(readFileSync(file, "utf8")) as Table);
