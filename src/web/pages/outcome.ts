/** An OperationOutcome: what went wrong in words, what it is about, and where the message is explained. */
import type { Answer } from "../../http/fhir-request.ts";
import { own } from "../../terminology/util/own.ts";
import { type Context, type Page, to } from "../context.ts";
import { data, type Html, html, nothing } from "../html.ts";
import { explanationsIn } from "../messages/explanations.ts";
import { badge } from "../parts/badge.ts";

interface OutcomeIssue {
  severity?: string;
  code?: string;
  details?: { text?: string; coding?: { code?: string }[] };
  diagnostics?: string;
  expression?: string[];
}

export function outcomePage(
  context: Context,
  path: string,
  { status, resource: answer = {}, headers }: Answer,
): Page {
  const { t, language } = context;
  const issues = issuesOf(answer);
  const title = status >= 400 ? t.outcome.title(status) : t.outcome.well;
  const worst = issues.find(({ severity }) => severity === "error" || severity === "fatal")?.code ?? "";
  const meaning = own(explanationsIn(language).general, worst)?.happened;
  return {
    title,
    status,
    fhir: path,
    answer,
    headers,
    body: html`<h1>${title}</h1>
      ${meaning === undefined ? nothing : html`<p class="lead">${meaning}</p>`} ${issueList(context, issues)}
      <p><a href="${to(context, "/")}">${t.outcome.back}</a></p>`,
  };
}

/** The issues of an OperationOutcome; of anything else, none. */
export const issuesOf = (resource: object | undefined): OutcomeIssue[] =>
  (resource as { issue?: OutcomeIssue[] } | undefined)?.issue ?? [];

/** What they say, in one text. */
export const textOfIssues = (resource: object | undefined): string =>
  issuesOf(resource)
    .map(({ details }) => details?.text ?? "")
    .join(" ");

/** Each issue with what it is about and a link to what the message means. */
export function issueList(context: Context, issues: readonly OutcomeIssue[]): Html {
  return html`<ul class="issues">
    ${issues.map((issue) => html`<li>${oneIssue(context, issue)}</li>`)}
  </ul>`;
}

function oneIssue(context: Context, issue: OutcomeIssue): Html {
  const { t } = context;
  const { severity = "", code, details, diagnostics, expression } = issue;
  const hint = hintOf(issue);
  const serious = severity === "error" || severity === "fatal";
  // The address in `diagnostics` names the message; without one, its kind is explained.
  const message = /\/errors\/([\w-]+)$/.exec(diagnostics ?? "")?.[1] ?? (serious ? code : undefined);
  return html`<p>
      ${badge(serious ? "not" : severity === "warning" ? "look" : "plain", own(t.outcome.severity, severity) ?? severity)}
      ${data(details?.text ?? diagnostics ?? code)}
    </p>
    ${expression ? html`<p>${t.outcome.about}: <code>${expression.join(", ")}</code></p>` : nothing}
    ${hint === undefined ? nothing : html`<p class="quiet">${data(hint)}</p>`}
    ${
      message === undefined
        ? nothing
        : html`<p><a href="${to(context, `/errors/${message}`)}">${t.outcome.more}: ${message}</a></p>`
    }`;
}

/** What `diagnostics` says besides the text and the address. */
function hintOf({ details, diagnostics }: OutcomeIssue): string | undefined {
  const said = (diagnostics ?? "").replace(/(^|\. )See \S+\/errors\/[\w-]+$/, "");
  const text = details?.text?.replace(/\.$/, "");
  const hint =
    text !== undefined && said.startsWith(text) ? said.slice(text.length).replace(/^\. /, "") : said;
  return hint || undefined;
}
