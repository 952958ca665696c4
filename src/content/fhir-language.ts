/**
 * What belongs to FHIR as a language: its own code systems and value sets, what of HL7 terminology and of ISO's code lists
 * they draw on (`resources/fhir-terminology/`), read when one of them is first asked for, and the grammars that codes are
 * written in.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { FhirVersion } from "../fhir/version.ts";
import { MemoryStore } from "../storage/memory/memory-store.ts";
import { GRAMMARS, grammarSystems } from "../terminology/grammars/index.ts";
import type { CodeSystem, Resource, ValueSet } from "../terminology/model.ts";
import type { Terminology } from "../terminology/store.ts";
import { after, type Awaitable } from "../terminology/util/awaitable.ts";
import { othersFirst, Turns } from "../terminology/util/in-turns.ts";

type File = FhirVersion | "hl7" | "iso";

function read(name: File): MemoryStore {
  const file = new URL(`../../resources/fhir-terminology/${name}.ndjson.gz`, import.meta.url);
  const lines = gunzipSync(readFileSync(file)).toString("utf8").split("\n");
  return new MemoryStore(
    lines.map((line) => JSON.parse(line) as Resource),
    { isSound: true },
  );
}

/** The OIDs that HL7 gives: the file is not read for somebody else's. */
const isHl7Oid = (value: string): boolean => /^(urn:oid:)?2\.16\.840\.1\.113883\./.test(value);

const stores = new Map<File, MemoryStore>();

function store(name: File): MemoryStore {
  let known = stores.get(name);
  if (!known) stores.set(name, (known = read(name)));
  return known;
}

/** What FHIR's own definitions can be asked for. */
type Definitions = Pick<
  Terminology,
  "codeSystem" | "valueSet" | "versions" | "similarUrls" | "namingSystems" | "codeSystems"
>;

/** Answers by canonical only: these resources are part of the language, not of what a server holds. */
export function fhirLanguage(version: FhirVersion): Definitions {
  const fileOf = (url: string): File | undefined => {
    if (url.startsWith("http://hl7.org/fhir/")) return version;
    if (url.startsWith("http://terminology.hl7.org/")) return "hl7";
    return url.startsWith("urn:iso:std:iso:") ? "iso" : undefined;
  };
  const at = (url: string): MemoryStore | undefined => {
    const file = fileOf(url);
    return file && store(file);
  };
  /** To read a file takes tens of milliseconds, and to make the rows of a code system as long: others have their turn between. */
  const inTurn = (url: string): Awaitable<MemoryStore | undefined> => {
    const file = fileOf(url);
    if (!file || stores.has(file)) return file && store(file);
    store(file);
    return othersFirst().then(() => store(file));
  };
  // Value sets in memory are there at once.
  const grammarAt = grammarSystems((url) => at(url)?.valueSet({ url }) as ValueSet | undefined);
  return {
    codeSystem: (ref) =>
      grammarAt(ref.url, ref.version) ?? after(inTurn(ref.url), (found) => found?.codeSystem(ref)),
    valueSet: (ref) => ("url" in ref ? after(inTurn(ref.url), (found) => found?.valueSet(ref)) : undefined),
    versions(type, url) {
      const grammar = type === "CodeSystem" ? grammarAt(url) : undefined;
      return grammar ? [grammar.codeSystem.version] : (at(url)?.versions(type, url) ?? []);
    },
    similarUrls(type, url) {
      // The files are not read for an address of somebody else's.
      if (/^https?:\/\/hl7\.org\/fhir\//i.test(url)) return store(version).similarUrls(type, url);
      return /^https?:\/\/terminology\.hl7\.org\//i.test(url) ? store("hl7").similarUrls(type, url) : [];
    },
    namingSystems: (value) => (isHl7Oid(value) ? store("hl7").namingSystems(value) : []),
    async codeSystems() {
      const turns = new Turns();
      const listed: CodeSystem[] = [];
      for (const file of [version, "hl7", "iso"] as const) {
        listed.push(...(await store(file).codeSystems()));
        // To read one takes tens of milliseconds.
        if (turns.isOver) await turns.giveWay();
      }
      const grammars = GRAMMARS.map((url) => grammarAt(url)!.codeSystem);
      return [...listed, ...grammars];
    },
  };
}
