/**
 * What messages mean, and what to do about each: messages by their names, and the kinds that FHIR has for them;
 * https://hl7.org/fhir/R5/valueset-issue-type.html
 */
import { statusOf } from "../../http/status.ts";
import { TerminologyError, type IssueCode } from "../../terminology/issues/issue.ts";
import { noSuchMessage } from "../../terminology/issues/web.ts";
import { own } from "../../terminology/util/own.ts";
import { to, type Context, type Page } from "../context.ts";
import { code, html, type Html } from "../html.ts";
import { explanationsIn, PARTS } from "../messages/explained/index.ts";
import { facts, table } from "../parts/table.ts";

export async function errorsPage(context: Context): Promise<Page> {
  const { t, language } = context;
  const explained = await explanationsIn(language);
  const kinds = Object.keys(t.errors.todos).map((kind): [string, string] => [
    kind,
    own(t.outcome.kinds, kind) ?? "",
  ]);
  return {
    title: t.errors.title,
    body: html`<h1>${t.errors.title}</h1>
      <p class="lead">${t.errors.intro}</p>
      ${section(context, t.errors.general, kinds)}
      ${PARTS.map((part) =>
        section(
          context,
          t.errors.parts[part],
          Object.entries(explained[part]).map(([id, [happened]]) => [id, happened]),
        ),
      )}`,
  };
}

const section = (
  context: Context,
  title: string,
  messages: readonly [id: string, happened: string][],
): Html =>
  html`<h2>${title}</h2>
    ${table({
      caption: title,
      headings: [context.t.errors.title, context.t.errors.happened],
      rows: messages.map(([id, happened]) => [
        html`<a href="${to(context, `/errors/${id}`)}"><code>${id}</code></a>`,
        happened,
      ]),
    })}`;

/** @throws TerminologyError not-found: there is no such message. */
export async function errorPage(context: Context, id: string): Promise<Page> {
  const { t, language } = context;
  const [happened, todo] = kindOf(context, id) ?? (await explanationOf(id, language)) ?? [];
  if (happened === undefined) throw new TerminologyError(noSuchMessage(id));
  return {
    title: `${t.errors.title}: ${id}`,
    body: html`<h1>${code(id)}</h1>
      ${facts([
        [t.errors.happened, happened],
        [t.errors.todo, todo],
        [t.errors.status, Object.hasOwn(t.errors.todos, id) ? statusIn(id) : undefined],
      ])}
      <p><a href="${to(context, "/errors")}">${t.errors.title}</a></p>`,
  };
}

/** One of FHIR's kinds of issues. */
function kindOf({ t }: Context, id: string): [string, string] | undefined {
  const todo = own(t.errors.todos, id);
  return todo === undefined ? undefined : [own(t.outcome.kinds, id) ?? "", todo];
}

async function explanationOf(id: string, language: Context["language"]) {
  const explained = await explanationsIn(language);
  return PARTS.map((part) => own(explained[part], id)).find((found) => found !== undefined);
}

const statusIn = (kind: string): string =>
  kind === "informational"
    ? "200"
    : String(statusOf([{ severity: "error", code: kind as IssueCode, text: "" }]));
