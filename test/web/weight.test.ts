/** Home and the pages of concepts weigh less than 50 kB as they are read, not as they are packed: style and scripts included. */
import { expect, test } from "vitest";
import { bundledResources } from "../../src/content/bundled-terminology.ts";
import { at, GC, webServer } from "./support.ts";

const MOST = 50_000;
const server = webServer();

const conditions = bundledResources()
  .filter((r) => (r as { url?: string }).url === GC)
  .flatMap((r) => (r as { concept?: { code: string }[] }).concept ?? [])
  .map(({ code }) => at("/r4/CodeSystem/$lookup", { system: GC, code }));

const bytesOf = async (path: string): Promise<[number, string]> => {
  const { html } = await server.page(path);
  return [Buffer.byteLength(html), html];
};

const withoutPictures = (html: string): string => html.replace(/<svg[\s\S]*?<\/svg>/g, "");

/** The page with all that it asks for, each once, without pictures. */
async function weightOf(path: string): Promise<number> {
  const html = withoutPictures((await bytesOf(path))[1]);
  const named = [...html.matchAll(/(?:href|src)="(\/web\/[^"]+)"/g)].map(([, file]) => file!);
  // Where there is a form, the script asks for its other part.
  const files = html.includes("<form") ? [...named, "/web/forms.js"] : named;
  expect(files).toContain("/web/style.css");
  const sizes = await Promise.all(files.map(async (file) => (await bytesOf(file))[0]));
  return sizes.reduce((sum, size) => sum + size, Buffer.byteLength(html));
}

test.each(["en", "de"])("in the language %s", async (lang) => {
  expect(conditions.length).toBeGreaterThan(0);
  for (const path of ["/?", ...conditions]) expect(await weightOf(`${path}&lang=${lang}`)).toBeLessThan(MOST);
});
