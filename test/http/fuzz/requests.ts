/** Requests of every kind that the definitions know, right in most places and wrong in some: the same for the same seed. */
import {
  type OperationData,
  type ParameterDefinition,
  readOperation,
} from "../../../src/fhir/operations/definition.ts";
import { versions } from "../../../src/fhir/versions.ts";
import { formatXml } from "../../../src/fhir/xml/xml.ts";
import { operations } from "../../../src/http/operations/index.ts";
import { RESOURCE_TYPES } from "../../../src/terminology/model.ts";

/** Search parameters of every kind, with modifiers, and one that is none. */
export const SEARCHES = [
  "url",
  "name:contains",
  "version",
  "date",
  "code",
  "_id",
  "_lastUpdated",
  "reference",
  "context-quantity",
  "_sort",
  "_count",
  "_offset",
  "_summary",
  "_elements",
  "_total",
  "title:missing",
  "url:below",
  "x:y:z",
  "status:not",
] as const;

export interface FuzzRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string | undefined;
}

/** Numbers from 0 to below 1 (mulberry32). */
export type Random = () => number;

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const BASE = "https://w3id.org/ossicle";
const GC = `${BASE}/CodeSystem/genetic-conditions`;
const NAMES = `${BASE}/CodeSystem/condition-names`;

/** What means something here, and what only looks so. */
const TEXTS = [
  ...[
    GC,
    NAMES,
    "http://www.omim.org",
    "http://www.omim.org|1.0",
    "http://hl7.org/fhir/administrative-gender",
  ],
  ...[
    "urn:ietf:bcp:47",
    "http://unitsofmeasure.org",
    "urn:iso:std:iso:3166",
    "urn:oid:1.2.3",
    "x",
    "|",
    "||1",
  ],
  ...[
    "https://w3id.org/ossicle/ValueSet/poh-codes",
    "https://w3id.org/ossicle/ConceptMap/names-to-condition",
  ],
  ...[
    "progressive-osseous-heteroplasia",
    "166350",
    "OMIM:166350",
    "POH",
    "Osteoma cutis",
    "male",
    "mg/dL",
    "de-CH",
  ],
  ...[
    "Myositis ossificans progressiva",
    "? POH",
    "no POH",
    "1.0.0",
    "1.x",
    "*",
    "2024-01-01",
    "true",
    "false",
    "0",
  ],
  ...[
    "-1",
    "1e9",
    "99999999999",
    "",
    " ",
    "\u0000",
    "\ud800",
    "\u202e",
    "é",
    "e\u0301",
    "😀",
    "a".repeat(300),
  ],
  ...[
    "<script>",
    "'; DROP TABLE x; --",
    "%",
    "%41",
    "${x}",
    "../..",
    "__proto__",
    "constructor",
    "toString",
    "null",
  ],
  ...[
    "(a+)+$",
    "[",
    "a{1,99999}",
    ".*",
    "a,b",
    "=",
    ";",
    "\\",
    '"',
    "lang.de",
    "urn:ietf:bcp:47|de",
    "#x",
    "NaN",
  ],
];
/** What a parameter, or an element, of this name may well hold. */
const PLAUSIBLE = new Map<string, readonly string[]>([
  [
    "system",
    [GC, NAMES, "http://www.omim.org", "http://hl7.org/fhir/administrative-gender", "urn:ietf:bcp:47"],
  ],
  ["sourceSystem", [GC, NAMES]],
  ["targetSystem", ["http://www.omim.org", GC]],
  ["targetsystem", ["http://www.omim.org", GC]],
  ["code", ["progressive-osseous-heteroplasia", "166350", "POH", "male", "Osteoma cutis"]],
  ["sourceCode", ["progressive-osseous-heteroplasia", "POH", "Osteoma cutis"]],
  ["targetCode", ["166350", "progressive-osseous-heteroplasia"]],
  ["codeA", ["progressive-osseous-heteroplasia", "male"]],
  ["codeB", ["progressive-osseous-heteroplasia", "female"]],
  ["url", [`${BASE}/ValueSet/poh-codes`, `${BASE}/ConceptMap/names-to-condition`, GC]],
  ["text", ["POH", "osteoma cutis", "progressive osseus heteroplasia"]],
  ["displayLanguage", ["de", "de-CH,en;q=0.5", "*"]],
  ["version", ["1.0.0"]],
  ["date", ["2024-01-01", "2026"]],
  ["filter", ["ost", "POH"]],
  ["property", ["*", "parent", "causal-gene"]],
]);
const SLUG = "progressive-osseous-heteroplasia";
/** Inputs that have an answer, by the operation's file: most requests are one of them and something more. */
const GOOD = new Map<string, readonly Record<string, unknown>[]>([
  ["lookup", [{ system: GC, code: SLUG }, { coding: { system: "http://www.omim.org", code: "166350" } }]],
  ["subsumes", [{ system: GC, codeA: SLUG, codeB: SLUG }]],
  ["preferred-id", [{ id: "http://www.omim.org", type: "oid" }]],
  ["match", [{ text: "POH" }, { text: "osteoma cutis", system: GC }]],
  ["expand", [{ url: `${BASE}/ValueSet/poh-codes` }, { url: `${BASE}/ValueSet/poh-names`, filter: "ost" }]],
  [
    "validate-code",
    [
      { url: `${BASE}/ValueSet/poh-codes`, system: "http://www.omim.org", code: "166350" },
      { url: `${BASE}/ValueSet/poh-codes`, coding: { system: GC, code: SLUG } },
    ],
  ],
  ["cs-validate-code", [{ url: GC, code: SLUG }, { coding: { system: "urn:ietf:bcp:47", code: "de-CH" } }]],
  [
    "translate",
    [
      { system: GC, code: SLUG },
      { system: NAMES, code: "POH" },
      { coding: { system: NAMES, code: "Osteoma cutis" } },
      { targetCode: "166350", targetSystem: "http://www.omim.org" },
      { codeableConcept: { text: "Myositis ossificans progressiva" } },
    ],
  ],
]);
/** How often something is not what it should be: most requests are nearly right. */
const FAULT_RATES = [0, 0.002, 0.01, 0.06];
const ODD: unknown[] = [null, true, 0, -1, 1.5, 1e308, [], {}, [null], [[]], { coding: {} }, "", { "": 1 }];
const OPERATORS = [
  "=",
  "is-a",
  "descendent-of",
  "is-not-a",
  "regex",
  "in",
  "not-in",
  "generalizes",
  "exists",
  "?",
];

export class RequestMaker {
  private readonly random: Random;
  /** Of the request that is being made. */
  private faultRate = 0;

  constructor(random: Random) {
    this.random = random;
  }

  next(): FuzzRequest {
    this.faultRate = this.pick(FAULT_RATES);
    const version = this.pick(["r4", "r5"] as const);
    const kind = this.random();
    const request =
      kind < 0.75
        ? this.operation(version)
        : kind < 0.85
          ? this.search(version)
          : kind < 0.92
            ? this.bundle(version)
            : this.anyPath(version);
    return { ...request, headers: { ...request.headers, ...this.headers() } };
  }

  /* ---- choosing ---- */

  private pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.random() * items.length)]!;
  }

  private often(share: number): boolean {
    return this.random() < share;
  }

  private some<T>(most: number, make: () => T): T[] {
    return Array.from({ length: Math.floor(this.random() * (most + 1)) }, make);
  }

  private text(name = ""): string {
    const plausible = PLAUSIBLE.get(name);
    if (plausible && this.often(0.9 - 10 * this.faultRate)) return this.pick(plausible);
    if (this.often(0.9)) return this.pick(TEXTS);
    return String.fromCharCode(...this.some(20, () => Math.floor(this.random() * 65_536)));
  }

  /** Mostly what `make` gives. */
  private mostly(make: () => unknown): unknown {
    return this.often(1 - this.faultRate) ? make() : this.often(0.5) ? this.pick(ODD) : this.text();
  }

  /* ---- operations ---- */

  private operation(version: "r4" | "r5"): FuzzRequest {
    const { data } = this.pick(operations);
    const path = `/${version}/${this.pathOf(data)}`;
    const way = this.random();
    if (way < 0.3)
      return { method: this.pick(["GET", "HEAD", "GET"]), path: `${path}?${this.query(data)}`, headers: {} };
    if (way < 0.4)
      return this.post(`${path}?${this.query(data)}`, "application/x-www-form-urlencoded", this.query(data));
    const body = this.often(0.1) ? this.resource() : this.parameters(data);
    return this.withBody(way < 0.5 ? `${path}?${this.query(data)}` : path, body, version);
  }

  /** A good input, and now and then none. */
  private good({ file }: OperationData): Record<string, unknown> {
    const inputs = GOOD.get(file);
    return inputs && this.often(0.85) ? this.pick(inputs) : {};
  }

  private pathOf({ name, resource, levels }: OperationData): string {
    const level = this.pick(levels);
    const id = this.pick(["genetic-conditions", "poh-codes", "names-to-condition", "none", "%00", "a%2fb"]);
    const before = level === "system" ? "" : level === "type" ? `${resource}/` : `${resource}/${id}/`;
    return `${before}$${name}`;
  }

  private query(data: OperationData): string {
    const good = Object.entries(this.good(data)).filter(([, value]) => typeof value === "string");
    const pairs = [
      ...(good as [string, string][]),
      ...this.some(2, (): [string, string] => {
        const known = this.often(1 - this.faultRate) ? this.pick(data.parameters)?.name : undefined;
        return known === undefined ? [this.text(), this.text()] : [known, this.text(known)];
      }),
    ];
    const encode = (text: string): string =>
      this.often(1 - this.faultRate) ? encodeURIComponent(text.toWellFormed()) : text.replace(/[^!-~]/g, "");
    return pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
  }

  private parameters(data: OperationData): unknown {
    const good = Object.entries(this.good(data)).map(([name, value]) => {
      const type = data.parameters.find((p) => p.name === name)?.type ?? "string";
      return { name, [`value${type[0]!.toUpperCase()}${type.slice(1)}`]: this.mostly(() => value) };
    });
    const more = this.some(data.parametersOf ? 5 : 2, () =>
      this.mostly(() => this.node(this.pick(data.parameters), data)),
    );
    return this.mostly(() => ({
      resourceType: "Parameters",
      parameter: this.mostly(() => [...good, ...more]),
    }));
  }

  private node(definition: ParameterDefinition | undefined, data: OperationData): object {
    const { name = "x", type = "string", part } = definition ?? {};
    if (part) return { name, part: this.mostly(() => this.some(3, () => this.node(this.pick(part), data))) };
    const place = this.often(1 - 2 * this.faultRate) ? 0 : 1;
    if (type === "Parameters") {
      const single = readOperation(data.parametersOf ?? data.file);
      return { name, resource: this.mostly(() => this.parameters(single)) };
    }
    if (/^(Resource|ValueSet|CodeSystem|ConceptMap)$/.test(type))
      return {
        name,
        [place < 0.9 ? "resource" : this.pick(["value", "valueString", "part"])]: this.resource(type),
      };
    const key =
      place < 0.9
        ? `value${type[0]!.toUpperCase()}${type.slice(1)}`
        : this.pick(["value", "valueX", "valueCode"]);
    return { name, [key]: this.mostly(() => this.value(type, name)) };
  }

  private value(type: string, name: string): unknown {
    if (type === "boolean") return this.often(0.5);
    if (type === "integer") return Math.floor(this.random() * 20) - 2;
    if (type === "Coding") return this.coding();
    if (type === "CodeableConcept")
      return {
        coding: this.mostly(() => this.some(3, () => this.mostly(() => this.coding()))),
        text: this.mostly(() => this.text()),
      };
    return this.text(name);
  }

  private coding(): object {
    const coding: Record<string, unknown> = {};
    for (const name of ["system", "code", "version", "display", "userSelected", "extension"])
      if (this.often(name === "system" || name === "code" ? 0.9 : 0.2))
        coding[name] = this.mostly(() => this.text(name));
    return coding;
  }

  /* ---- resources ---- */

  private resource(type = this.pick(["ValueSet", "CodeSystem", "ConceptMap", "Resource"])): unknown {
    const known =
      type === "Resource" ? this.pick(["ValueSet", "CodeSystem", "ConceptMap", "Basic", "x"]) : type;
    const base = {
      resourceType: this.mostly(() => known),
      url: this.mostly(() => this.text()),
      version: this.mostly(() => this.text()),
      status: "active",
    };
    if (known === "CodeSystem")
      return this.mostly(() => ({
        ...base,
        content: this.pick(["complete", "fragment", "supplement", "not-present"]),
        caseSensitive: this.mostly(() => true),
        concept: this.mostly(() => this.concepts(3)),
      }));
    if (known === "ConceptMap")
      return this.mostly(() => ({
        ...base,
        group: this.mostly(() => this.some(2, () => this.mostly(() => this.group()))),
      }));
    return this.mostly(() => ({
      ...base,
      compose: this.mostly(() => ({
        include: this.mostly(() => this.includes()),
        exclude: this.mostly(() => this.includes()),
      })),
      expansion: this.often(0.1) ? this.mostly(() => ({ contains: [this.coding()] })) : undefined,
    }));
  }

  private concepts(depth: number): unknown[] {
    return this.some(3, () =>
      this.mostly(() => ({
        code: this.mostly(() => this.text()),
        display: this.mostly(() => this.text()),
        property: this.often(0.3)
          ? this.mostly(() => [
              { code: this.text(), [this.pick(["valueCode", "value", "valueCoding"])]: this.text() },
            ])
          : undefined,
        designation: this.often(0.2)
          ? this.mostly(() => [{ language: this.text(), value: this.mostly(() => this.text()) }])
          : undefined,
        concept: depth > 0 ? this.mostly(() => this.concepts(depth - 1)) : undefined,
      })),
    );
  }

  private includes(): unknown[] {
    return this.some(3, () =>
      this.mostly(() => ({
        system: this.often(0.8) ? this.mostly(() => this.text()) : undefined,
        version: this.often(0.2) ? this.mostly(() => this.text()) : undefined,
        concept: this.often(0.3) ? this.mostly(() => this.concepts(0)) : undefined,
        filter: this.often(0.4)
          ? this.mostly(() =>
              this.some(2, () => ({
                property: this.pick(["code", "concept", "display", "parent", "child", "inactive", "x"]),
                op: this.pick(OPERATORS),
                value: this.mostly(() => this.text()),
              })),
            )
          : undefined,
        valueSet: this.often(0.2) ? this.mostly(() => this.some(2, () => this.text())) : undefined,
      })),
    );
  }

  private group(): unknown {
    return {
      source: this.mostly(() => this.text()),
      target: this.mostly(() => this.text()),
      element: this.mostly(() =>
        this.some(3, () =>
          this.mostly(() => ({
            code: this.text(),
            noMap: this.often(0.1) ? this.mostly(() => true) : undefined,
            target: this.mostly(() => this.some(2, () => this.mostly(() => this.target()))),
          })),
        ),
      ),
      unmapped: this.often(0.2)
        ? this.mostly(() => ({
            mode: this.pick(["provided", "fixed", "other-map", "use-source-code", "x"]),
            code: this.text(),
            url: this.text(),
            otherMap: this.text(),
          }))
        : undefined,
    };
  }

  private target(): unknown {
    const relation = this.pick(["equivalent", "related-to", "not-related-to", "wider", "x"]);
    const attribute = () => ({
      attribute: this.text(),
      property: this.text(),
      [this.pick(["value", "valueCode", "valueString", "valueCoding"])]: this.mostly(() => this.text()),
    });
    return {
      code: this.mostly(() => this.text()),
      relationship: relation,
      equivalence: relation,
      dependsOn: this.often(0.3) ? this.mostly(() => this.some(2, attribute)) : undefined,
      product: this.often(0.2) ? this.mostly(() => this.some(2, attribute)) : undefined,
    };
  }

  /* ---- the rest of the table ---- */

  private search(version: string): FuzzRequest {
    const type = this.pick(RESOURCE_TYPES);
    const query = this.some(
      5,
      () => `${this.pick(SEARCHES)}=${encodeURIComponent(this.text().toWellFormed())}`,
    ).join("&");
    if (this.often(0.5)) return { method: "GET", path: `/${version}/${type}?${query}`, headers: {} };
    return this.post(`/${version}/${type}/_search`, "application/x-www-form-urlencoded", query);
  }

  private bundle(version: "r4" | "r5"): FuzzRequest {
    const entry = () => {
      const inner = this.operation(version);
      const request = {
        method: this.mostly(() => inner.method),
        url: this.mostly(() => inner.path.slice(version.length + 2)),
      };
      return { request: this.mostly(() => request), resource: this.often(0.4) ? this.resource() : undefined };
    };
    const type = this.mostly(() => this.pick(["batch", "transaction", "collection"]));
    const body = {
      resourceType: "Bundle",
      type,
      entry: this.mostly(() => this.some(4, () => this.mostly(entry))),
    };
    return this.withBody(`/${version}`, body, version);
  }

  private anyPath(version: string): FuzzRequest {
    const segments = [
      "CodeSystem",
      "ValueSet",
      "$lookup",
      "_history",
      "_search",
      "1",
      "metadata",
      "genetic-conditions",
      "__proto__",
      ".",
      "%24expand",
      "%00",
      "%zz",
      "a".repeat(80),
      "",
    ];
    const path = `/${this.often(0.9) ? version : "r9"}/${this.some(5, () => this.pick(segments)).join("/")}`;
    const mode = this.often(0.2) ? `?mode=${encodeURIComponent(this.text().toWellFormed())}` : "";
    return {
      method: this.pick(["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"]),
      path: path + mode,
      headers: {},
    };
  }

  /* ---- bodies and headers ---- */

  private withBody(path: string, body: unknown, version: "r4" | "r5"): FuzzRequest {
    if (this.often(0.2) && typeof body === "object" && body !== null) {
      const xml = asXml(body, version);
      if (xml !== undefined) return this.post(path, "application/fhir+xml", this.torn(xml));
    }
    return this.post(path, "application/fhir+json", this.torn(JSON.stringify(body)));
  }

  private post(path: string, type: string, body: string): FuzzRequest {
    const contentType = this.often(1 - this.faultRate)
      ? type
      : this.pick(["text/plain", "constructor", "application/json;charset=latin1", "", "application/xml"]);
    return { method: "POST", path, headers: { "Content-Type": contentType }, body };
  }

  /** Now and then a piece is missing, or stands twice. */
  private torn(text: string): string {
    if (this.often(1 - this.faultRate) || text.length < 10) return text;
    const [from, to] = [Math.floor(this.random() * text.length), Math.floor(this.random() * text.length)];
    return text.slice(0, from) + text.slice(to);
  }

  private headers(): Record<string, string> {
    const headers: Record<string, string> = {};
    const formats = [
      "application/fhir+json",
      "application/fhir+xml",
      "*/*",
      "text/html",
      "constructor",
      "application/fhir+json;fhirVersion=4.0",
      "q=0",
      "application/xml;q=x",
    ];
    if (this.often(0.1)) headers.Accept = this.pick(formats);
    if (this.often(0.2))
      headers["Accept-Language"] = this.pick([
        "de",
        "*",
        "de-DE,en;q=0.5",
        "x".repeat(300),
        "zh-Hant-TW",
        ";;;",
        "q=1",
      ]);
    if (this.often(0.1))
      headers.Prefer = this.pick([
        "handling=strict",
        "handling=lenient",
        "return=minimal",
        "=",
        "respond-async",
      ]);
    if (this.often(0.05)) headers["If-None-Match"] = this.pick(['W/"1"', "*", "x", '"'.repeat(50)]);
    if (this.often(0.05)) headers["Accept-Encoding"] = this.pick(["gzip", "identity;q=0", "x", "*;q=0"]);
    if (this.often(0.03)) headers["X-Too-Costly-Threshold"] = this.pick(["1", "-1", "x", "1e9"]);
    return headers;
  }
}

/** As FHIR's XML, where it can be written so. */
function asXml(resource: object, version: "r4" | "r5"): string | undefined {
  try {
    return formatXml(versions[version].resourceOut(resource), version);
  } catch {
    return undefined;
  }
}
