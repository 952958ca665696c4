/** What maps say of one code: each statement with its relation in words, what to look at first, and who says so. */
import type { Coding } from "../../terminology/model.ts";
import { inverseOf } from "../../terminology/translate/relationships.ts";
import type { AnswerPage, Context } from "../context.ts";
import { data, type Html, html, nothing } from "../html.ts";
import { knowing } from "../known-codings.ts";
import { badge, toneOfStatement } from "../parts/badge.ts";
import { evidence } from "../parts/evidence.ts";
import { caveats, coding } from "../parts/references.ts";
import { table } from "../parts/table.ts";
import { mayBeApplied, readTranslation, type Statement, type Translation } from "../translations.ts";

export const translationPage: AnswerPage = async (context, path, answer, query) => {
  const { t } = context;
  const given = ["code", "sourceCode", "targetCode"].map((name) => query.get(name)).find(Boolean) ?? "";
  const whole = context.version === "r5" ? answer : (await context.ask("r5", path)).resource;
  const title = t.translation.of(given);
  return {
    title,
    fhir: path,
    answer,
    body: html`<h1>${title}</h1>
      ${await translationResult(context, readTranslation(whole))}`,
  };
};

export async function translationResult(asking: Context, translation: Translation): Promise<Html> {
  const context = await knowing(asking, translation.statements.map(found));
  const { t } = context;
  const { result, statements } = translation;
  const message = messageBeside(translation);
  const usable = statements.some(mayBeApplied);
  const lead = result ? (usable ? t.translation.found : t.translation.lookFirst) : t.translation.notFound;
  return html`<p class="lead">${lead}</p>
    ${message === undefined ? nothing : html`<p class="note text">${data(message)}</p>`}
    ${
      statements.length === 0
        ? nothing
        : table({
            kind: "evident",
            caption: t.translation.match,
            headings: [t.translation.match, t.concept.relation, t.concept.caveat, t.resource.evidence],
            rows: statements.map((s) => [
              coding(context, found(s)),
              html`<p>${badge(toneOfStatement(s), relationOf(context, s))}</p>
                <p>${useOf(context, s)}</p>`,
              caveats(context, s),
              evidence(context, s),
            ]),
          })
    }`;
}

const found = ({ source, target }: Statement): Coding => source ?? target;

/** The match stands first in its row: how what was asked relates to it is said as a whole sentence. */
const relationOf = ({ t }: Context, { relationship, source }: Statement): string | undefined =>
  t.relationOfAsked[source === undefined ? relationship : inverseOf(relationship)];

/** The message without the warnings that stand beside their statements. */
function messageBeside({ message, statements }: Translation): string | undefined {
  const warnings = statements.flatMap((s) => s.warnings);
  const rest = warnings.reduce((text, warning) => text.replaceAll(warning, ""), message ?? "");
  return rest.replace(/ {2,}/g, " ").trim() || undefined;
}

function useOf({ t }: Context, statement: Statement): Html {
  if (mayBeApplied(statement)) return badge("same", t.translation.apply);
  return statement.relationship === "not-related-to"
    ? badge("not", t.translation.none)
    : badge("look", t.translation.look);
}
