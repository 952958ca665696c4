/** A small FHIR client for the tests of the condition: asks a running server and reads the parts of its answers. */
import type { FhirVersion } from "../../src/fhir/version.ts";

interface Part {
  name: string;
  part?: Part[];
  [value: `value${string}`]: unknown;
}

export interface Lookup {
  display: string;
  definition: string | undefined;
  /** Every value of one property, in order. */
  values(property: string): unknown[];
  /** The same for Codings: their codes alone. */
  codes(property: string): string[];
  /** The codes of the uses of a designation; undefined when there is no such designation. */
  usesOf(designation: string): string[] | undefined;
}

export interface Match {
  system: string;
  code: string;
  display: string | undefined;
  /** In the words of R5, whatever the version asked. */
  relationship: string;
  /** The map it comes from, without its version. */
  map: string;
}

export interface Translation {
  result: boolean;
  message: string;
  matches: Match[];
}

/** R4's equivalence says how the target relates to the source; these are the ones that the condition uses. */
const RELATIONSHIP_OF: Record<string, string> = {
  equivalent: "equivalent",
  narrower: "source-is-broader-than-target",
  relatedto: "related-to",
  disjoint: "not-related-to",
};

export function valueOf(part: Part | undefined): unknown {
  return part && Object.entries(part).find(([key]) => key.startsWith("value"))?.[1];
}

const named = (parts: Part[] | undefined, name: string) => (parts ?? []).filter((part) => part.name === name);
const first = (parts: Part[] | undefined, name: string) => valueOf(named(parts, name)[0]);

export class Client {
  readonly version: FhirVersion;
  readonly #base: string;
  readonly #answers = new Map<string, Promise<unknown>>();

  constructor(url: string, version: FhirVersion) {
    this.version = version;
    this.#base = `${url}/${version}`;
  }

  /** GET, parsed; the same address is asked once. */
  get(path: string): Promise<unknown> {
    let answer = this.#answers.get(path);
    if (!answer) this.#answers.set(path, (answer = this.#fetch(path)));
    return answer;
  }

  async #fetch(path: string): Promise<unknown> {
    const response = await fetch(`${this.#base}/${path}`, { headers: { accept: "application/fhir+json" } });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`GET ${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  }

  async #parameters(path: string, query: Record<string, string>): Promise<Part[]> {
    const answer = (await this.get(`${path}?${new URLSearchParams(query)}`)) as { parameter: Part[] };
    return answer.parameter;
  }

  async lookup(system: string, code: string): Promise<Lookup> {
    const parts = await this.#parameters("CodeSystem/$lookup", { system, code });
    const values = (property: string) =>
      named(parts, "property")
        .filter(({ part }) => first(part, "code") === property)
        .map(({ part }) => first(part, "value"));
    return {
      display: first(parts, "display") as string,
      definition: first(parts, "definition") as string | undefined,
      values,
      codes: (property) => (values(property) as { code: string }[]).map(({ code }) => code),
      usesOf(designation) {
        const found = named(parts, "designation").find(({ part }) => first(part, "value") === designation);
        return (
          found &&
          (found.part ?? [])
            .filter(({ name }) => name === "use" || name === "additionalUse")
            .map((use) => (valueOf(use) as { code: string }).code)
        );
      },
    };
  }

  /** All translations of a code, asked in the words of the version. */
  async translate(system: string, code: string, targetSystem?: string): Promise<Translation> {
    const r4 = this.version === "r4";
    const parts = await this.#parameters("ConceptMap/$translate", {
      ...(r4 ? { system, code } : { system, sourceCode: code }),
      ...(targetSystem && { [r4 ? "targetsystem" : "targetSystem"]: targetSystem }),
    });
    return {
      result: first(parts, "result") as boolean,
      message: (first(parts, "message") as string | undefined) ?? "",
      matches: named(parts, "match").map(({ part }) => {
        const concept = first(part, "concept") as { system: string; code: string; display?: string };
        const relation = first(part, r4 ? "equivalence" : "relationship") as string;
        const map = first(part, r4 ? "source" : "originMap") as string;
        return {
          system: concept.system,
          code: concept.code,
          display: concept.display,
          relationship: r4 ? (RELATIONSHIP_OF[relation] ?? relation) : relation,
          map: map.replace(/\|.*/, ""),
        };
      }),
    };
  }
}
