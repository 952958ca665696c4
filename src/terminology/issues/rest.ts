/** Messages of the REST interactions: resources, their writing, Bundles. */
import { error, information, type Issue, quote, warning } from "./issue.ts";

/* ---- resources ---- */

/** @param urls of HL7's own that are answered for under this name, by their url alone */
export const unknownResource = (type: string, id: string, urls: readonly string[] = []): Issue => {
  const byUrl = urls.length === 0 ? "" : `; ask by its url instead: ${urls.join(" or ")}`;
  return error("unknown-resource", "not-found", `There is no ${type} with id ${quote(id)}${byUrl}`, {
    expression: ["id"],
  });
};

export const wrongResourceType = (found: unknown, expected: string): Issue =>
  error(
    "wrong-resource-type",
    "invalid",
    `The body holds ${found === undefined ? "no resourceType" : quote(found)}; expected: ${expected}`,
    { expression: ["resourceType"] },
  );

export const deletedResource = (type: string, id: string): Issue =>
  error(
    "deleted-resource",
    "deleted",
    `${type} ${quote(id)} was deleted; its history is at ${type}/${id}/_history`,
  );

/** The reason why it can't be searched for, as a warning. */
export const ignoredSearchParameter = (reason: Issue): Issue => ({
  ...reason,
  severity: "warning",
  text: `${reason.text}. The search was done without it`,
});

/** Of a search, which was done. */
export const codeOfNoResource = (name: string, code: string, codes: readonly string[]): Issue =>
  warning("code-of-no-resource", `${name}: no resource has ${quote(code)}; there are ${codes.join(", ")}`);

/** @param name the parameter that has too many, or what has too many parameters */
export const searchTooLong = (name: string, what: string, count: number, most: number): Issue =>
  error("search-too-long", "too-long", `${name}: ${count} ${what}; one search takes at most ${most}`, {
    expression: [name],
  });

/* ---- writing ---- */

export const writingIsOff = (): Issue =>
  error(
    "writing-is-off",
    "not-supported",
    "Writing is switched off on this server; its operator can switch it on with OSSICLE_WRITES=on",
  );

/** Of what is kept, and not written as a resource by itself. */
export const comesByImport = (type: string): Issue =>
  error(
    "method-not-allowed",
    "not-supported",
    `A ${type} is not written at its address: bring its file by 'ossicle import', or by /add where writing is switched on; then it is read here with GET`,
  );

export const storeIsReadOnly = (reason: string): Issue =>
  error("store-is-read-only", "forbidden", `This server can't write at present: ${reason}`);

export const idMismatch = (inAddress: string, inBody: unknown): Issue =>
  error(
    "id-mismatch",
    "invalid",
    inBody === undefined
      ? `The resource has no id; it should be ${quote(inAddress)}, as in the address`
      : `The resource's id ${quote(inBody)} is not the one in the address, ${quote(inAddress)}`,
    { expression: ["id"] },
  );

export const badId = (id: string): Issue =>
  error(
    "bad-id",
    "value",
    `${quote(id)} is no id: letters, digits, - and . are allowed, 64 of them at most`,
    { expression: ["id"] },
  );

export const badCondition = (name: string, value: string, expected: string): Issue =>
  error("bad-condition", "value", `${name}: ${quote(value)} can't be read; ${expected}`, {
    expression: [name],
  });

export const conditionWithoutCriteria = (name: string): Issue =>
  error(
    "condition-without-criteria",
    "required",
    `${name} names nothing to search for; give search parameters such as url=...`,
    { expression: [name] },
  );

export const conditionMatchesMany = (name: string, count: number): Issue =>
  error(
    "condition-matches-many",
    "multiple-matches",
    `${name}: ${count} resources match; the condition must single out one`,
    { expression: [name] },
  );

/** @param urls those that the condition searches for */
export const otherUrlThanCondition = (name: string, urls: readonly string[], inBody: string): Issue =>
  error(
    "other-url-than-condition",
    "invalid",
    `${name} searches for url ${urls.map((url) => quote(url)).join(", ")}, but the resource's url is ${quote(inBody)}; ` +
      "to change a url, send the resource to its address, TYPE/ID",
    { expression: ["url"] },
  );

export const conditionMatchesNone = (type: string): Issue =>
  error("condition-matches-none", "not-found", `No ${type} fits the condition, so there is none to change`);

export const referenceMatchesNone = (reference: string): Issue =>
  error(
    "reference-matches-none",
    "not-found",
    `Nothing fits the reference ${quote(reference)}, so the transaction is not done; the search must single out one resource that is here or in the transaction`,
    { expression: ["reference"] },
  );

export const referenceMatchesMany = (reference: string): Issue =>
  error(
    "condition-matches-many",
    "multiple-matches",
    `More than one resource fits the reference ${quote(reference)}; the search must single out one`,
    { expression: ["reference"] },
  );

export const referenceByCodes = (reference: string, parameter: string): Issue =>
  error(
    "reference-by-codes",
    "not-supported",
    `The reference ${quote(reference)} searches by ${parameter}; give what the resource says of itself, such as url and version`,
    { expression: ["reference"] },
  );

export const existsAlready = (type: string, id: string): Issue =>
  error(
    "exists-already",
    "conflict",
    `${type}/${id} exists already, and If-None-Match: * asks that it does not`,
    { expression: ["If-None-Match"] },
  );

export const unknownVersion = (type: string, id: string, version: string): Issue =>
  error("unknown-version", "not-found", `${type} ${quote(id)} has no version ${quote(version)}`, {
    expression: ["versionId"],
  });

export const unsupportedHistoryParameter = (name: string): Issue =>
  error(
    "unsupported-history-parameter",
    "not-supported",
    `A history can't be narrowed by ${name}; use _since, _at and _count`,
    { expression: [name] },
  );

export const written = (what: string, type: string, id: string, version: number): Issue =>
  information(`${what}: ${type}/${id}, now at version ${version}`);

const notThere = (text: string): Issue =>
  error("gone-before", "conflict", text, { expression: ["If-Match"] });

export const goneBefore = (type: string, id: string): Issue =>
  notThere(`${type}/${id} does not exist, and If-Match asks that it does`);

export const noneMatched = (type: string): Issue =>
  notThere(`No ${type} fits the condition, and If-Match asks that one does`);

/* ---- Bundles ---- */

export const wrongBundleType = (type: unknown): Issue =>
  error(
    "wrong-bundle-type",
    "value",
    `Bundle.type: ${quote(type ?? "")} can't be processed; expected: batch or transaction`,
    { expression: ["Bundle.type"] },
  );

export const badEntry = (index: number, reason: string): Issue =>
  error("bad-entry", "value", `Bundle.entry[${index}]: ${reason}`, {
    expression: [`Bundle.entry[${index}]`],
  });

export const tooManyEntries = (
  count: number,
  limit: number,
  expression: "Bundle.entry" | "validation",
): Issue =>
  error(
    "too-many-entries",
    "too-costly",
    `'${expression}' is given ${count} times; at most ${limit} are processed at a time`,
    { expression: [expression] },
  );

export const codeSystemWithoutUrl = (id: string | undefined): Issue =>
  error(
    "code-system-without-url",
    "business-rule",
    `CodeSystem/${id ?? ""} has no url, and codes are asked by the url of their code system; give it one`,
    { expression: ["CodeSystem.url"] },
  );

/** @param other what the parameter at `expression` names */
export const otherThanInstance = (other: string, called: string, expression: string): Issue =>
  error(
    "other-than-instance",
    "invalid",
    `${expression} is ${quote(other)}, but the operation was called on ${quote(called)}`,
    { expression: [expression] },
  );
