/** A case's question as an HTTP request in one FHIR version's words. */
import type { Ask, FhirVersion, SuiteCase } from "./case.ts";
import { inVersion, type Resource, resourcesFor } from "./resources.ts";

export interface HttpRequest {
  method: "GET" | "POST";
  /** Below the base of the version. */
  path: string;
  headers: Record<string, string>;
  body?: string;
}

interface Parameter {
  name: string;
  resource?: Resource;
  part?: Parameter[];
  [value: string]: unknown;
}

/** `attach`: the resources that the case needs are sent along as tx-resource; else they are there already. */
export function requestFor(suiteCase: SuiteCase, version: FhirVersion, attach: boolean): HttpRequest {
  const { raw, ask, uses = [] } = suiteCase;
  if (raw) return rawRequest(raw, attach ? resourcesFor(uses).map((r) => inVersion(r, version)) : []);
  const parameters = parametersFor(ask!, version);
  const path = ask!.instance ? `ConceptMap/${ask!.instance}/$translate` : "ConceptMap/$translate";
  const resources = attach && !ask!.instance ? resourcesFor(uses) : [];
  const simple =
    resources.length === 0 &&
    parameters.every((p) => !p.part && !p.resource && typeof valueOf(p) !== "object");
  if (simple) {
    const query = new URLSearchParams(parameters.map((p): [string, string] => [p.name, String(valueOf(p))]));
    return { method: "GET", path: `${path}?${query.toString()}`, headers: ACCEPT };
  }
  const attached = resources.map((r): Parameter => ({
    name: "tx-resource",
    resource: inVersion(r, version),
  }));
  return posted(path, { resourceType: "Parameters", parameter: [...parameters, ...attached] });
}

const ACCEPT = { Accept: "application/fhir+json" };

function posted(path: string, body: unknown): HttpRequest {
  const headers = { ...ACCEPT, "Content-Type": "application/fhir+json" };
  return { method: "POST", path, headers, body: JSON.stringify(body) };
}

function rawRequest(raw: NonNullable<SuiteCase["raw"]>, resources: Resource[]): HttpRequest {
  const { method, path = "ConceptMap/$translate", query, body, long, headers } = raw;
  const filled = (text: string) => (long ? text.replaceAll("{{long}}", long.text.repeat(long.times)) : text);
  if (body === undefined)
    return {
      method: method ?? "GET",
      path: `${path}?${filled(query ?? "")}`,
      headers: { ...ACCEPT, ...headers },
    };
  const attached = resources.map((resource) => ({ name: "tx-resource", resource }));
  const { parameter } = body as { parameter?: unknown[] };
  const request = posted(
    path,
    attached.length > 0 ? { ...body, parameter: [...(parameter ?? []), ...attached] } : body,
  );
  return { ...request, headers: { ...request.headers, ...headers }, body: filled(request.body!) };
}

const valueOf = (parameter: Parameter): unknown =>
  Object.entries(parameter).find(([key]) => key.startsWith("value"))?.[1];

/** The names that FHIR R4 and R5 give the same thing, with their types. */
const WORDS = {
  r4: {
    code: "code",
    coding: "coding",
    concept: "codeableConcept",
    targetSystem: "targetsystem",
    sourceScope: "source",
    targetScope: "target",
  },
  r5: {
    code: "sourceCode",
    coding: "sourceCoding",
    concept: "sourceCodeableConcept",
    targetSystem: "targetSystem",
    sourceScope: "sourceScope",
    targetScope: "targetScope",
  },
} as const;

function parametersFor(ask: Ask, version: FhirVersion): Parameter[] {
  // A reversed question has R4's names everywhere: R5 has no `reverse`.
  const words = WORDS[ask.reverse ? "r4" : version];
  const list: Parameter[] = [];
  const put = (name: string, type: string, value: unknown) => {
    if (value !== undefined) list.push({ name, [`value${type}`]: value });
  };
  put("url", "Uri", ask.url);
  put("conceptMapVersion", "String", ask.mapVersion);
  put(words.code, "Code", ask.code);
  put("system", "Uri", ask.system);
  put("version", "String", ask.version);
  put(words.coding, "Coding", ask.coding && token(ask.coding));
  put(words.concept, "CodeableConcept", ask.concept);
  put("targetCode", "Code", ask.targetCode);
  put("targetCoding", "Coding", ask.targetCoding && token(ask.targetCoding));
  put(words.targetSystem, "Uri", ask.targetSystem);
  put(words.sourceScope, "Uri", ask.sourceScope);
  put(words.targetScope, "Uri", ask.targetScope);
  put("reverse", "Boolean", ask.reverse);
  put("displayLanguage", "Code", ask.displayLanguage);
  put("useSupplement", "Canonical", ask.useSupplement);
  for (const { attribute, value } of ask.dependency ?? []) list.push(dependency(attribute, value, version));
  if (ask.inline)
    list.push({ name: "conceptMap", resource: inVersion(resourcesFor([ask.inline])[0]!, version) });
  return list;
}

/** R4 wants a CodeableConcept, R5 takes any value. */
function dependency(attribute: string, value: Record<string, unknown>, version: FhirVersion): Parameter {
  if (version === "r5")
    return {
      name: "dependency",
      part: [
        { name: "attribute", valueUri: attribute },
        { name: "value", ...value },
      ],
    };
  const concept =
    value.valueCodeableConcept ??
    (value.valueCoding ? { coding: [value.valueCoding] } : { text: String(Object.values(value)[0]) });
  return {
    name: "dependency",
    part: [
      { name: "element", valueUri: attribute },
      { name: "concept", valueCodeableConcept: concept },
    ],
  };
}

function token(text: string): { system?: string; code: string } {
  const bar = text.lastIndexOf("|");
  return bar < 0 ? { code: text } : { system: text.slice(0, bar), code: text.slice(bar + 1) };
}
