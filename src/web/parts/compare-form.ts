/** Asks which value sets to compare. */
import type { Context } from "../context.ts";
import { findResources } from "../find-resources.ts";
import { type Html, html, nothing } from "../html.ts";
import { choice, field, hidden } from "./ask-form.ts";
import { type Described, titleOf } from "./metadata.ts";

/** Value sets that are offered to choose from; a server with very many has them by their ids. */
const OFFERED = 200;

/**
 * `id`: the value set that is one of the two; without it both are asked for, `chosen` being offered as the first.
 * Nothing where there is none to choose.
 */
export async function compareForm(context: Context, id: string | undefined, chosen?: string): Promise<Html> {
  const { t, lang, version } = context;
  const some = await valueSets(context);
  const others = some.filter((other) => other.id !== id);
  if (others.length === 0) return nothing;
  const choices = others.map((o) => ({
    value: o.id ?? "",
    text: [titleOf(o), o.version].filter(Boolean).join(" "),
  }));
  const asked = (name: "a" | "b", label: string, value?: string): Html =>
    some.length < OFFERED
      ? choice(name, label, choices, { value })
      : field(name, label, { value, hint: t.resource.id, required: true });
  return html`<section>
    ${id === undefined ? nothing : html`<h2>${t.resource.compare}</h2>`}
    <form class="search" action="/compare" method="get">
      ${hidden({ type: "ValueSet", a: id, fhir: version, lang })}
      ${id === undefined ? asked("a", t.resource.kind.ValueSet, chosen) : nothing}
      ${asked("b", t.resource.compareWith)}
      <button>${t.resource.compare}</button>
    </form>
  </section>`;
}

async function valueSets(context: Context): Promise<Described[]> {
  const shown = { _summary: "true", _count: OFFERED, _sort: "title" };
  return (await findResources<Described>(context, "ValueSet", {}, shown)).resources;
}
