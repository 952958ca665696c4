/** What a page may know of the request besides its own question. */
import type { FhirVersion } from "../fhir/version.ts";
import { withQuery } from "../http/address.ts";
import type { Coding } from "../terminology/model.ts";
import type { ConceptMapProvider } from "../terminology/store.ts";
import type { WorkBudget } from "../terminology/util/work-budget.ts";
import { type Ask, type Params, queryOf, type State } from "./ask.ts";
import { data, type Html, html } from "./html.ts";
import type { Language, Messages } from "./messages/index.ts";
import { systemName } from "./system-name.ts";

/** What a page has found out of the codings that it names. */
interface KnownCodings {
  /** Titles of code systems by their addresses. */
  titles: ReadonlyMap<string, string>;
  /** Is it certain that the code is not here, so that a link would lead nowhere? */
  missing(coding: Partial<Coding>): boolean;
}

export interface Context {
  /** The FHIR version that links lead to. */
  version: FhirVersion;
  language: Language;
  t: Messages;
  ask: Ask;
  /** What the page may still cost, and whether anybody waits for it. */
  work: WorkBudget;
  /** The state of the content that all of the page is of. */
  state: State;
  /** Concept maps by id, for what no request asks: rows of a map, some at a time. */
  conceptMap(id: string): Promise<ConceptMapProvider | undefined>;
  /** Address under which the caller reaches the server, without a slash at the end. */
  base: string;
  /** May resources be written, with a key? */
  writes: boolean;
  /** The language, where `lang` has chosen it: links and forms carry it on. */
  lang: Language | undefined;
  /** What is known of the codings that the page names, where it has asked. */
  known?: KnownCodings;
  /** Path and query of this page, without `lang`. */
  address: string;
}

/** A page, ready to be put into its frame. */
export interface Page {
  title: string;
  body: Html;
  /** HTTP status; default 200. */
  status?: number;
  /** Where the same is for programs, below `/r4` or `/r5`; absent: there is no such address. */
  fhir?: string;
  /** The request behind the page as a body, where it can't be an address. */
  sent?: { path: string; body: object };
  /** Where no address leads to the page again: the form that does, and what its button says besides. */
  again?: { form: string; name: string; value: string };
  /** What the answer was, to be shown as an example. */
  answer?: object | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
}

/** The page of an answer of the FHIR interface; `path` is below the version's base. */
export type AnswerPage = (
  context: Context,
  path: string,
  answer: object,
  query: URLSearchParams,
) => Page | Promise<Page>;

/** An address of this server, in the language that was chosen. */
export function to(context: Context, path: string, params: Params = {}): string {
  return withQuery(path, queryOf({ ...params, lang: context.lang }));
}

/** An address below the FHIR version in use. */
export const fhirTo = (context: Context, path: string, params: Params = {}): string =>
  to(context, `/${context.version}/${path}`, params);

/** Foreign text between the quotation marks of the page's language. */
export const quotedData = ({ t }: Context, text: unknown): Html => {
  const [before, after] = t.quoted("\n").split("\n");
  return html`${before}${data(text)}${after}`;
};

/** What a code system is called on this page. */
export const nameOf = ({ known }: Context, system: string | undefined): string =>
  systemName(system, known?.titles);

/** Which code a link means; `codeSystem` is the id of the code system, for one that `system` alone does not name. */
interface LinkedCode extends Partial<Coding> {
  codeSystem?: string | undefined;
}

/** Where a code is explained; undefined where it is not here. On the page of another one the address is a short one. */
export const conceptAt = (
  context: Context,
  { system, code, version, codeSystem }: LinkedCode,
): string | undefined => {
  if (system === undefined || code === undefined || context.known?.missing({ system, code }))
    return undefined;
  const path = lookupAt(context, codeSystem);
  const address = to(context, path, codeSystem === undefined ? { system, code, version } : { code });
  return context.address.startsWith(`${path}?`) ? address.slice(path.length) : address;
};

/** Where codes are looked up: of any code system, or of the one with the id. */
export const lookupAt = ({ version }: Context, codeSystem: string | undefined): string =>
  codeSystem === undefined
    ? `/${version}/CodeSystem/$lookup`
    : `/${version}/CodeSystem/${encodeURIComponent(codeSystem)}/$lookup`;
