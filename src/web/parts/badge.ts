/** A short statement in words; its colour and sign only repeat it. */
import type { Context } from "../context.ts";
import type { Listed } from "../expansions.ts";
import { type Html, html, nothing } from "../html.ts";
import { mayBeApplied, type Statement } from "../translations.ts";

export type Tone = "same" | "look" | "not" | "plain";

/** `tone` is the class that colours it. */
export const badge = (tone: Tone, words: unknown): Html => html`<span class="badge ${tone}">${words}</span>`;

/** Of R5's relationship; anything that is neither the same nor denied asks for a look. */
const toneOf = (relationship: string): Tone =>
  relationship === "equivalent" ? "same" : relationship === "not-related-to" ? "not" : "look";

/** Green is only what may be applied without a look: a condition or a warning takes it away. */
export const toneOfStatement = (
  statement: Pick<Statement, "relationship" | "warnings" | "conditions">,
): Tone => {
  const tone = toneOf(statement.relationship);
  return tone === "same" && !mayBeApplied(statement) ? "look" : tone;
};

/** What is to be minded of a concept in a list. */
export const marks = ({ t }: Context, { inactive, abstract }: Listed): Html =>
  html`${inactive ? html` ${badge("not", t.concept.inactive)}` : nothing}${
    abstract ? html` ${badge("look", t.concept.abstract)}` : nothing
  }`;
