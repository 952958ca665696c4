/** A typed client for any FHIR terminology server, R4 or R5; on `fetch` alone. */
import type { Parameters } from "fhir/r5";
import {
  batched,
  candidates,
  expanded,
  lookedUp,
  subsumed,
  tooCostly,
  translated,
  unknownCode,
  validated,
} from "./answers.ts";
import type { Failure } from "./failure.ts";
import { Answer, type Given } from "./parameters.ts";
import {
  batchOf,
  expandInput,
  lookupInput,
  matchInput,
  subsumesInput,
  translateInput,
  validateInput,
} from "./questions.ts";
import { type ClientOptions, type Reply, Transport } from "./transport.ts";
import type * as t from "./types.ts";

/** Asks one server. No method throws but for an abort: what went wrong is a kind of the outcome, and never a "no". */
export interface TerminologyClient {
  /** CodeSystem/$lookup: what a code means. */
  lookup(request: t.LookupRequest, options?: t.Options): Promise<t.LookupOutcome>;
  /** ValueSet/$validate-code, or CodeSystem/$validate-code where no value set is given. */
  validateCode(request: t.ValidateCodeRequest, options?: t.Options): Promise<t.ValidateCodeOutcome>;
  /** CodeSystem/$subsumes: how A stands to B. */
  subsumes(request: t.SubsumesRequest, options?: t.Options): Promise<t.SubsumesOutcome>;
  /** ValueSet/$expand: one page, or all where `count` is not given. */
  expand(request: t.ExpandRequest, options?: t.Options): Promise<t.ExpandOutcome>;
  /** Page after page, `count` codes each (default 500); a failure is the last thing it gives. */
  pages(request: t.ExpandRequest, options?: t.Options): AsyncGenerator<t.ExpandOutcome, void>;
  /** ConceptMap/$translate. */
  translate(request: t.TranslateRequest, options?: t.Options): Promise<t.TranslateOutcome>;
  /** $match, an operation of Ossicle's own: ranked candidates for a text; other servers do not have it. */
  match(request: t.MatchRequest, options?: t.Options): Promise<t.MatchOutcome>;
  /** Several questions in one batch: paths below the base, as GET; answers in their order. */
  batch(paths: readonly string[], options?: t.Options): Promise<(Reply | Failure)[] | Failure>;
}

/** A client of any FHIR terminology server at `baseUrl`, which speaks `version`. Nothing is sent before the first question. */
export function createClient(options: ClientOptions): TerminologyClient {
  const { version } = options;
  const transport = new Transport(options);
  const ask = asking(transport);
  const expand = expanding(transport);
  return {
    async lookup(request, how) {
      const outcome = await ask("CodeSystem/$lookup", lookupInput(request), lookedUp, how);
      return outcome.kind === "unknown-resource" ? (unknownCode(outcome) ?? outcome) : outcome;
    },
    async validateCode(request, how) {
      const of = request.valueSet === undefined ? "CodeSystem" : "ValueSet";
      return ask(`${of}/$validate-code`, validateInput(request), validated, how);
    },
    async subsumes(request, how) {
      return ask("CodeSystem/$subsumes", subsumesInput(request), subsumed, how);
    },
    expand,
    pages: (request, how) => pagesOf(request, (page) => expand(page, how)),
    async translate(request, how) {
      return ask("ConceptMap/$translate", translateInput(request, version), translated, how);
    },
    async match(request, how) {
      return ask("CodeSystem/$match", matchInput(request), candidates, how);
    },
    async batch(paths, how) {
      const reply = await transport.send("", batchOf(paths), "Bundle", how);
      return reply.kind === "answered" ? batched(reply.body, paths.length) : reply;
    },
  };
}

/** What asks for Parameters, and reads them. */
const asking =
  (transport: Transport) =>
  async <T>(
    operation: string,
    given: Given,
    read: (answer: Answer) => T,
    how: t.Options | undefined,
  ): Promise<T | Failure> => {
    const reply = await transport.ask(operation, given, "Parameters", how);
    return reply.kind === "answered" ? read(new Answer((reply.body as Parameters).parameter)) : reply;
  };

const expanding =
  (transport: Transport): TerminologyClient["expand"] =>
  async (request, how) => {
    const reply = await transport.ask("ValueSet/$expand", expandInput(request), "ValueSet", how);
    return reply.kind === "answered" ? expanded(reply.body) : (tooCostly(reply) ?? reply);
  };

async function* pagesOf(
  request: t.ExpandRequest,
  expand: (page: t.ExpandRequest) => Promise<t.ExpandOutcome>,
): AsyncGenerator<t.ExpandOutcome, void> {
  const count = request.count ?? 500;
  for (let offset = request.offset ?? 0; ; offset += count) {
    const page = await expand({ ...request, count, offset });
    yield page;
    if (page.kind !== "expanded" || isLast(page, offset, count)) return;
  }
}

/** By the total where it is told. A server that gives more codes than it was asked for knows no pages: that was all. */
function isLast({ contains, total }: t.Expanded, offset: number, count: number): boolean {
  const codes = codesIn(contains);
  if (codes === 0 || codes > count) return true;
  return total === undefined ? codes < count : offset + count >= total;
}

/** Codes below others count, too. */
const codesIn = (contains: t.Expanded["contains"]): number =>
  contains.reduce((codes, { contains: below = [] }) => codes + 1 + codesIn(below), 0);
