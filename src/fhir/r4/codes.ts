/** Codes that a required binding allows in one version only (resources/elements/code-differences.json). */
import { isObject, type Json, listOf, objects } from "../../terminology/util/json-object.ts";
import { own } from "../../terminology/util/own.ts";
import { ownData } from "../../terminology/util/own-data.ts";
import type { FhirVersion } from "../version.ts";
import { carriedElement, type Direction, extensionUrl, withExtensions } from "./cross-version-extension.ts";

export interface CodeDifference {
  /** The element whose codes these are, and its type. */
  type: string;
  name: string;
  /** Codes of `from` that `to` doesn't have: they travel in an extension of the code's own `_name`. */
  only: ReadonlySet<string>;
  /** Codes that mean the same under another name. */
  renamed: ReadonlyMap<string, string>;
  /** What stands in the element beside the extension, for readers that don't know the extension. */
  nearest: ReadonlyMap<string, string>;
}

/** [R4, R5] */
const RENAMED: Record<string, [string, string][]> = {
  "ConceptMap.group.unmapped.mode": [["provided", "use-source-code"]],
  "TerminologyCapabilities.codeSearch": [
    ["explicit", "in-compose"],
    ["all", "in-compose-or-expansion"],
  ],
};

/** R5 -> R4, where R4 demands a code and one comes close. */
const NEAREST: Record<string, [string, string][]> = {
  "OperationOutcome.issue.severity": [["success", "information"]],
  "OperationOutcome.issue.code": [
    ["success", "informational"],
    ["limited-filter", "informational"],
  ],
};

let differences: Record<string, Record<FhirVersion, string[]>> | undefined;

/** What differs between the codes that the element `name` of `type` may have; undefined: nothing. */
export function differingCodes(
  { from, to }: Direction,
  type: string,
  name: string,
): CodeDifference | undefined {
  const path = `${type}.${name}`;
  differences ??= ownData<NonNullable<typeof differences>>("elements/code-differences.json");
  const difference = own(differences, path);
  if (!difference) return undefined;
  const renamed = (own(RENAMED, path) ?? []).map(([r4, r5]): [string, string] =>
    from === "r4" ? [r4, r5] : [r5, r4],
  );
  return {
    type,
    name,
    only: new Set(difference[from]),
    renamed: new Map(renamed),
    nearest: new Map(to === "r4" ? own(NEAREST, path) : []),
  };
}

export interface Coded {
  code: unknown;
  twin: unknown;
}

/** Converts one code and its twin `_name`; returns its very input where nothing differs. */
export function convertCode(direction: Direction, codes: CodeDifference, coded: Coded): Coded {
  const { type, name } = codes;
  const carried = takeCarried(direction.to, type, name, coded.twin);
  if (carried) return carried;
  const { code } = coded;
  if (typeof code !== "string") return coded;
  const renamed = codes.renamed.get(code);
  if (renamed !== undefined) return { code: renamed, twin: coded.twin };
  if (!codes.only.has(code)) return coded;
  const twin = isObject(coded.twin) ? coded.twin : {};
  const extension = { url: extensionUrl(direction.from, type, name), valueCode: code };
  return {
    code: codes.nearest.get(code),
    twin: { ...twin, extension: [...objects(twin.extension), extension] },
  };
}

/** The same for an element that repeats: its codes and twins stand at the same places of two lists. */
export function convertCodes(lists: Coded, convert: (pair: Coded) => Coded): Coded {
  const codes = listOf(lists.code);
  const twins = listOf(lists.twin);
  const count = Math.max(codes.length, twins.length);
  const pairs = Array.from({ length: count }, (_, i) => convert({ code: codes[i], twin: twins[i] }));
  if (pairs.every((p, i) => p.code === codes[i] && p.twin === twins[i])) return lists;
  const twin = pairs.some((p) => p.twin) ? pairs.map((p) => p.twin ?? null) : undefined;
  return { code: pairs.map((p) => p.code ?? null), twin };
}

function takeCarried(version: FhirVersion, type: string, name: string, twin: unknown): Coded | undefined {
  if (!isObject(twin)) return undefined;
  const isCarrier = (e: Json) =>
    carriedElement(version, type, e.url) === name && typeof e.valueCode === "string";
  const extensions = objects(twin.extension);
  const carrier = extensions.find(isCarrier);
  if (!carrier) return undefined;
  const left = withExtensions(
    twin,
    extensions.filter((e) => e !== carrier),
  );
  return { code: carrier.valueCode, twin: Object.keys(left).length > 0 ? left : undefined };
}
