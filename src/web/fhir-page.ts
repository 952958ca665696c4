/** Which page shows an answer of the FHIR interface: by what was asked, then by what came back. */
import { splitAddress } from "../http/address.ts";
import type { Answer } from "../http/fhir-request.ts";
import { typeSaid } from "../terminology/util/json-object.ts";
import type { AnswerPage, Context, Page } from "./context.ts";
import { anyPage } from "./pages/any-resource.ts";
import { codeSystemPage } from "./pages/code-system.ts";
import { conceptPage } from "./pages/concept.ts";
import { conceptMapPage } from "./pages/concept-map.ts";
import { expansionPage } from "./pages/expansion.ts";
import { home } from "./pages/home.ts";
import { listPage } from "./pages/list.ts";
import { outcomePage } from "./pages/outcome.ts";
import { translationPage } from "./pages/translation.ts";
import { validationPage } from "./pages/validation.ts";
import { valueSetPage } from "./pages/value-set.ts";

/** Codes of an expansion that a page shows: a link leads to the next. */
const MOST = 1_000;

/** What a page asks where a person wants `path`: no more than it shows. */
export function askedBy(path: string): string {
  const { path: at, query: search } = splitAddress(path);
  const query = new URLSearchParams(search);
  const isLong = /(^|\/)(\$|%24)expand$/i.test(at) && Number(query.get("count")) > MOST;
  if (!isLong) return path;
  query.set("count", String(MOST));
  return `${at}?${query}`;
}

/** `path` is below the version's base, its query included. */
export async function fhirPage(context: Context, path: string, answer: Answer): Promise<Page> {
  const { path: at, query: search } = splitAddress(path);
  const query = new URLSearchParams(search);
  // The base itself answers programs that it is one; a person finds the search there.
  if (at === "") return home(context, query);
  const { status, resource } = answer;
  if (!resource) return anyPage(context, path, {});
  if (status >= 400 || typeSaid(resource) === "OperationOutcome") return outcomePage(context, path, answer);
  return { ...(await pageFor(at, resource)(context, path, resource, query)), status };
}

/** By the last word of the path, in lower case. */
const BY_OPERATION: ReadonlyMap<string, AnswerPage> = new Map([
  ["$lookup", conceptPage],
  ["$translate", translationPage],
  ["$expand", expansionPage],
  ["$validate-code", validationPage],
]);

const BY_TYPE: ReadonlyMap<unknown, AnswerPage> = new Map([
  ["Bundle", listPage],
  ["CodeSystem", codeSystemPage],
  ["ValueSet", valueSetPage],
  ["ConceptMap", conceptMapPage],
]);

function pageFor(path: string, resource: object): AnswerPage {
  const last = path.split("/").at(-1)!.replace(/^%24/i, "$");
  return BY_OPERATION.get(last) ?? BY_TYPE.get(typeSaid(resource)) ?? anyPage;
}
