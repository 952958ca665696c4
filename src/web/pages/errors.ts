/**
 * What messages mean, and what to do about each: messages by their names, and the kinds that FHIR has for them;
 * https://hl7.org/fhir/R5/valueset-issue-type.html
 */
import { statusOf } from "../../http/status.ts";
import { type IssueCode, TerminologyError } from "../../terminology/issues/issue.ts";
import { noSuchMessage } from "../../terminology/issues/web.ts";
import { own } from "../../terminology/util/own.ts";
import { type Context, type Page, to } from "../context.ts";
import { code, type Html, html } from "../html.ts";
import { type Explained, explanationsIn } from "../messages/explanations.ts";
import { facts, table } from "../parts/table.ts";

export function errorsPage(context: Context): Page {
  const { t, language } = context;
  return {
    title: t.errors.title,
    body: html`<h1>${t.errors.title}</h1>
      <p class="lead">${t.errors.intro}</p>
      ${Object.entries(explanationsIn(language)).map(([part, messages]) =>
        section(context, own(t.errors.parts, part) ?? part, messages),
      )}`,
  };
}

const section = (context: Context, title: string, messages: Explained): Html =>
  html`<h2>${title}</h2>
    ${table({
      caption: title,
      headings: [context.t.errors.title, context.t.errors.happened],
      rows: Object.entries(messages).map(([id, { happened }]) => [
        html`<a href="${to(context, `/errors/${id}`)}"><code>${id}</code></a>`,
        happened,
      ]),
    })}`;

/** @throws TerminologyError not-found: there is no such message. */
export function errorPage(context: Context, id: string): Page {
  const { t, language } = context;
  const explained = explanationsIn(language);
  const explanation = Object.values(explained)
    .map((messages) => own(messages, id))
    .find((found) => found !== undefined);
  if (!explanation) throw new TerminologyError(noSuchMessage(id));
  return {
    title: `${t.errors.title}: ${id}`,
    body: html`<h1>${code(id)}</h1>
      ${facts([
        [t.errors.happened, explanation.happened],
        [t.errors.todo, explanation.todo],
        [t.errors.status, Object.hasOwn(explained.general, id) ? statusIn(id) : undefined],
      ])}
      <p><a href="${to(context, "/errors")}">${t.errors.title}</a></p>`,
  };
}

const statusIn = (kind: string): string =>
  kind === "informational"
    ? "200"
    : String(statusOf([{ severity: "error", code: kind as IssueCode, text: "" }]));
