/** Whether a code is in a value set, or valid in a code system: yes, no or not known first, then why, then the next question. */
import { isLeftOpen } from "../../fhir/operations/left-open.ts";
import type { Coding } from "../../terminology/model.ts";
import { own } from "../../terminology/util/own.ts";
import { type AnswerPage, conceptAt, type Context, fhirTo, nameOf } from "../context.ts";
import { code, data, type Html, html, link, nothing } from "../html.ts";
import { knowing } from "../known-codings.ts";
import { first, type Part, partsOf, textOf } from "../parameters.ts";
import { badge } from "../parts/badge.ts";
import { isInForm } from "../parts/is-in-form.ts";
import { facts } from "../parts/table.ts";
import { issueList, issuesOf } from "./outcome.ts";

export const validationPage: AnswerPage = async (asking, path, answer, query) => {
  const parts = partsOf(answer);
  const where = path.split(/[/?]/);
  const asked = askedOf(parts, query, where[0] === "CodeSystem" ? "url" : "system");
  const context = await knowing(asking, [asked]);
  const { t } = context;
  const id = where[0] === "ValueSet" && where[1]?.startsWith("$") === false ? where[1] : undefined;
  const about = where[0] === "CodeSystem" ? t.resource.isValid : t.resource.isIn;
  const title = [about, asked.code].filter(Boolean).join(" ");
  return {
    title,
    fhir: path,
    answer,
    body: html`<h1>${about} ${code(asked.code)}</h1>
      ${verdict(context, parts)}
      ${facts([
        [t.resource.code, link(conceptAt(context, asked), code(asked.code))],
        [t.resource.system, asked.system && html`${nameOf(context, asked.system)} ${address(asked.system)}`],
        [t.resource.display, asked.display && data(asked.display)],
        [own(t.resource.kind, where[0] ?? ""), id && link(fhirTo(context, `${where[0]}/${id}`), id)],
      ])}
      ${reasons(context, parts)}
      ${id === undefined ? nothing : await isInForm(context, id, { code: asked.code, system: asked.system })}`,
  };
};

const address = (system: string): Html => html`<span class="address">${data(system)}</span>`;

function verdict({ t }: Context, parts: readonly Part[]): Html {
  const message = textOf(parts, "message");
  const yes = first(parts, "result") === true;
  const known = yes ? badge("same", t.yes) : badge("not", t.no);
  const word = isLeftOpen(yes, issuesIn(parts)) ? badge("look", t.notKnown) : known;
  return html`<p class="lead">${word}</p>
    ${message === undefined ? nothing : html`<p class="lead text">${data(message)}</p>`}`;
}

const issuesIn = (parts: readonly Part[]): ReturnType<typeof issuesOf> =>
  issuesOf(parts.find(({ name }) => name === "issues")?.resource);

/** What was asked, in the words of the answer where it has them. `systemIn`: the parameter of the code system. */
function askedOf(
  parts: readonly Part[],
  query: URLSearchParams,
  systemIn: "system" | "url",
): { system?: string | undefined; code?: string | undefined; display?: string | undefined } {
  const concept = (first(parts, "codeableConcept") as { coding?: Coding[] } | undefined)?.coding?.[0];
  const answeredOrAsked = (name: string): string | undefined =>
    textOf(parts, name) ?? query.get(name) ?? undefined;
  return {
    system: answeredOrAsked("system") ?? query.get(systemIn) ?? concept?.system,
    code: answeredOrAsked("code") ?? concept?.code,
    display: answeredOrAsked("display") ?? concept?.display,
  };
}

/** Issues that say more than the message. */
function reasons(context: Context, parts: readonly Part[]): Html {
  const message = textOf(parts, "message") ?? "";
  const more = issuesIn(parts).filter(({ details }) => !message.includes(details?.text ?? ""));
  return more.length === 0 ? nothing : issueList(context, more);
}
