/** The frame around every page: head, navigation, links to the same for programs. */
import { splitAddress, withQuery } from "../http/address.ts";
import { type Context, type Page, to } from "./context.ts";
import { type Html, html, nothing } from "./html.ts";
import { askYourself } from "./parts/ask-yourself.ts";

const OTHER = { en: "de", de: "en" } as const;

export function framed(context: Context, page: Page): Html {
  const { t, language } = context;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title} – Ossicle</title>
        <link rel="stylesheet" href="/web/style.css" />
        <link rel="icon" href="/web/icon.svg" />
        <script type="module" src="/web/page.js"></script>
      </head>
      <body>
        <a class="skip" href="#main">${t.skip}</a>
        ${banner(context)}
        <main id="main" tabindex="-1">${page.body}${askYourself(context, page)}</main>
        <footer>
          <p>${t.footer}</p>
          <p>${otherLanguage(context, page)}</p>
        </footer>
      </body>
    </html>`;
}

function banner(context: Context): Html {
  const { t } = context;
  const items: [string, string][] = [
    ["/", t.home],
    ["/translate", t.translate],
    ["/status", t.status],
    ["/openapi", t.interface],
  ];
  // Where nothing can be written nobody is led there; the page itself says so to whoever comes by its address.
  if (context.writes) items.push(["/add", t.add]);
  const here = splitAddress(context.address).path;
  return html`<header class="banner">
    <a class="brand" href="${to(context, "/")}">Ossicle</a>
    <nav aria-label="${t.menu}">
      <ul>
        ${items.map(
          ([path, text]) =>
            html`<li>
              <a href="${to(context, path)}" ${path === here ? html`aria-current="page"` : nothing}
                >${text}</a
              >
            </li>`,
        )}
      </ul>
    </nav>
  </header>`;
}

/** The same page in the other language: a link, or a button of the form that the page is an answer to. */
function otherLanguage({ address, language, t }: Context, { again }: Page): Html {
  const other = OTHER[language];
  const there = withQuery(address, `lang=${other}`);
  if (!again) return html`<a href="${there}" lang="${other}" hreflang="${other}">${t.otherLanguage}</a>`;
  const { form, name, value } = again;
  return html`<button
    class="link"
    form="${form}"
    formaction="${there}"
    name="${name}"
    value="${value}"
    lang="${other}"
  >
    ${t.otherLanguage}
  </button>`;
}
