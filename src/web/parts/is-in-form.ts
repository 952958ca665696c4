/** The question whether a code is in a value set, to be asked and to be asked again. */
import type { Context } from "../context.ts";
import { exact, type Html, html } from "../html.ts";
import { loadedSystems, offered } from "../systems.ts";
import { field, hidden } from "./ask-form.ts";

export async function isInForm(
  context: Context,
  id: string,
  given: { code?: string | undefined; system?: string | undefined } = {},
): Promise<Html> {
  const { t, version, lang } = context;
  const systems = await loadedSystems(context);
  return html`<section>
    <h2>${t.resource.isIn}</h2>
    <form class="search" action="${`/${version}/ValueSet/${id}/$validate-code`}" method="get">
      ${field("code", t.resource.code, { value: given.code, required: true })}
      ${field("system", t.resource.system, { value: given.system, list: "systems", required: true })}
      <datalist id="systems">
        ${offered(systems, given.system).map(
          ({ url, title }) => html`<option value="${exact(url)}">${title}</option>`,
        )}
      </datalist>
      ${hidden({ lang })}
      <button>${t.resource.check}</button>
    </form>
  </section>`;
}
