/** A short statement in words; its colour and sign only repeat it. */
import { html, type Html } from "../html.ts";

export type Tone = "same" | "look" | "not" | "plain";

const SIGNS: Record<Tone, string> = { same: "=", look: "!", not: "×", plain: "" };

export const badge = (tone: Tone, words: unknown): Html =>
  html`<span class="badge ${tone}"
    >${SIGNS[tone] === "" ? "" : html`<span aria-hidden="true" class="sign">${SIGNS[tone]}</span> `}${words}</span
  >`;

export const toneOf = (relationship: string): Tone =>
  relationship === "equivalent" ? "same" : relationship === "not-related-to" ? "not" : "look";
