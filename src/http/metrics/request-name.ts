/**
 * What a request asks for, in a word of ours: an operation as `CodeSystem/$lookup`, an interaction as FHIR calls it. No
 * word of a caller's gets through: there are as many names as there are here.
 */
import type { OperationData } from "../../fhir/operations/definition.ts";
import { percentDecoded } from "../../terminology/util/percent-decoded.ts";

export interface RequestName {
  operation: string;
  version: string;
}

/** `path` as it stands in the request line, without what follows `?`. The same name is the same object. */
export type Namer = (method: string, path: string) => RequestName;

/** For addresses at which nothing answers. */
const OTHER = "other";
const OUTSIDE = "none";
/** The same paths come again and again: to look one up is cheaper than to take it apart. */
const MOST_KEPT = 1_000;
const LONGEST_KEPT = 100;
const LOOSE = new Map([
  ["health", "health"],
  ["metrics", "metrics"],
  ["schemas", "schema"],
]);

/**
 * @param versions names of the FHIR versions that are served, as they begin an address
 * @param types resource types that are served
 */
export function requestNamer(
  versions: readonly string[],
  operations: readonly OperationData[],
  types: readonly string[],
): Namer {
  const spoken = new Set(versions);
  const served = new Set(types);
  const names = operationNames(operations);
  const inside = (method: string, segments: readonly string[]): string => {
    const [first = ""] = segments;
    const last = segments.at(-1)!;
    if (last === "$validate" && served.has(first)) return "validate";
    if (last.startsWith("$")) return names.get(segments.length > 1 ? `${first}/${last}` : last) ?? OTHER;
    if (first === "") return method === "POST" ? "bundle" : "base";
    if (first === "metadata") return "capabilities";
    if (first === "_history") return segments.length === 1 ? "history-system" : OTHER;
    if (first === ".well-known") return "smart-configuration";
    return (served.has(first) && interaction(method, segments)) || OTHER;
  };
  return keptByPath((method, path) => {
    const [version = "", ...segments] = segmentsOf(path);
    return spoken.has(version)
      ? { version, operation: inside(method, segments.length > 0 ? segments : [""]) }
      : { version: OUTSIDE, operation: LOOSE.get(version) ?? "page" };
  });
}

function keptByPath(find: Namer): Namer {
  const names = new Map<string, RequestName>();
  const byMethod = new Map<string, Map<string, RequestName>>();
  const named = (method: string, path: string): RequestName => {
    const name = find(method, path);
    const key = `${name.version} ${name.operation}`;
    if (!names.has(key)) names.set(key, name);
    return names.get(key)!;
  };
  return (method, path) => {
    let known = byMethod.get(method);
    // Node's parser knows some thirty methods.
    if (!known) byMethod.set(method, (known = new Map<string, RequestName>()));
    const like = alike(path);
    const kept = known.get(like);
    if (kept) return kept;
    const name = named(method, path);
    if (path.length > LONGEST_KEPT) return name;
    if (known.size >= MOST_KEPT) known.clear();
    // As a copy: a part of a string would keep the whole.
    known.set(Buffer.from(like).toString(), name);
    return name;
  };
}

/** `/version/type/id`: no other name begins as ids do. */
const RESOURCE = /^\/\w+\/[A-Z]\w+\/[A-Za-z0-9][A-Za-z0-9.-]*$/;

/** The same for paths that have the same name: all resources of a type are one, under what no path begins with. */
const alike = (path: string): string =>
  RESOURCE.test(path) ? path.slice(1, path.lastIndexOf("/") + 1) : path;

/** Whatever the level: an operation on one resource has the name that it has on the type. */
function operationNames(operations: readonly OperationData[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { name, resource, alsoAt = [] } of operations) {
    const own = resource ? `${resource}/$${name}` : `$${name}`;
    for (const path of [own, ...alsoAt]) names.set(path, own);
  }
  return names;
}

/** https://hl7.org/fhir/R5/valueset-restful-interaction.html */
function interaction(method: string, [, id, history, vid]: readonly string[]): string | undefined {
  if (vid !== undefined) return history === "_history" ? "vread" : undefined;
  if (history !== undefined) return history === "_history" ? "history-instance" : undefined;
  if (id === "_search") return "search-type";
  if (id === "_history") return "history-type";
  switch (method) {
    case "GET":
    case "HEAD":
      return id === undefined ? "search-type" : "read";
    case "POST":
      return id === undefined ? "create" : undefined;
    case "PUT":
      return "update";
    case "DELETE":
      return "delete";
    case "PATCH":
      return "patch";
    default:
      return undefined;
  }
}

function segmentsOf(path: string): string[] {
  const segments = (path.includes("%") ? percentDecoded(path) : path).split("/");
  segments.shift();
  if (segments.length > 1 && segments.at(-1) === "") segments.pop();
  return segments;
}
