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
import { explanationsIn, type Explanation } from "../messages/explanations.ts";
import { facts, table } from "../parts/table.ts";

export function errorsPage(context: Context): Page {
  const { t, language } = context;
  const { parts, todos } = t.errors;
  const kinds = Object.keys(todos).map((kind): [string, string] => [kind, own(t.outcome.kinds, kind) ?? ""]);
  return {
    title: t.errors.title,
    body: html`<h1>${t.errors.title}</h1>
      <p class="lead">${t.errors.intro}</p>
      ${section(context, t.errors.general, kinds)}
      ${Object.entries(explanationsIn(language)).map(([part, messages]) =>
        section(
          context,
          own(parts, part) ?? part,
          Object.entries(messages).map(([id, { happened }]) => [id, happened]),
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
export function errorPage(context: Context, id: string): Page {
  const { t } = context;
  const explanation = explanationOf(context, id);
  if (!explanation) throw new TerminologyError(noSuchMessage(id));
  return {
    title: `${t.errors.title}: ${id}`,
    body: html`<h1>${code(id)}</h1>
      ${facts([
        [t.errors.happened, explanation.happened],
        [t.errors.todo, explanation.todo],
        [t.errors.status, Object.hasOwn(t.errors.todos, id) ? statusIn(id) : undefined],
      ])}
      <p><a href="${to(context, "/errors")}">${t.errors.title}</a></p>`,
  };
}

/** Of one of FHIR's kinds of issues, or of a message. */
function explanationOf({ t, language }: Context, id: string): Explanation | undefined {
  const todo = own(t.errors.todos, id);
  if (todo !== undefined) return { happened: own(t.outcome.kinds, id) ?? "", todo };
  const parts = Object.values(explanationsIn(language));
  return parts.map((messages) => own(messages, id)).find((found) => found !== undefined);
}

const statusIn = (kind: string): string =>
  kind === "informational"
    ? "200"
    : String(statusOf([{ severity: "error", code: kind as IssueCode, text: "" }]));
