/** What the kinds of messages mean, and what to do about each; https://hl7.org/fhir/R5/valueset-issue-type.html */
import { statusOf } from "../../http/status.ts";
import { noSuchMessage } from "../../terminology/issues/web.ts";
import { TerminologyError, type IssueCode } from "../../terminology/issues/issue.ts";
import { to, type Context, type Page } from "../context.ts";
import { code, html } from "../html.ts";
import { facts, table } from "../parts/table.ts";

export function errorsPage(context: Context): Page {
  const { t } = context;
  return {
    title: t.errors.title,
    body: html`<h1>${t.errors.title}</h1>
      <p class="lead">${t.errors.intro}</p>
      ${table({
        caption: t.errors.title,
        headings: [t.errors.title, t.errors.happened, t.errors.status],
        rows: Object.keys(t.errors.todos).map((kind) => [
          html`<a href="${to(context, `/errors/${kind}`)}">${code(kind)}</a>`,
          t.outcome.kinds[kind],
          statusIn(kind),
        ]),
      })}`,
  };
}

/** @throws TerminologyError not-found: there is no such kind of message. */
export function errorPage(context: Context, kind: string): Page {
  const { t } = context;
  if (!Object.hasOwn(t.errors.todos, kind)) throw new TerminologyError(noSuchMessage(kind));
  return {
    title: `${t.errors.title}: ${kind}`,
    body: html`<h1>${code(kind)}</h1>
      ${facts([
        [t.errors.happened, t.outcome.kinds[kind]],
        [t.errors.todo, t.errors.todos[kind]],
        [t.errors.status, statusIn(kind)],
      ])}
      <p><a href="${to(context, "/errors")}">${t.errors.title}</a></p>`,
  };
}

const statusIn = (kind: string): string =>
  kind === "informational"
    ? "200"
    : String(statusOf([{ severity: "error", code: kind as IssueCode, text: "" }]));
