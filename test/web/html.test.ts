import fc from "fast-check";
import { expect, test } from "vitest";
import { data, exact, href, html, link } from "../../src/web/html.ts";

test("no text that is put into a page becomes markup", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      const page = String(
        html`<p title="${text}">${text}${[text]}${data(text)}<input value="${exact(text)}" /></p>`,
      );
      const own = page.replace(
        /<p title="[^"<>]*">[^<>]*(<bdi>[^<>]*<\/bdi>)?<input value="[^"<>]*" \/><\/p>/s,
        "",
      );
      expect(own).toBe("");
    }),
    { numRuns: 2_000 },
  );
});

test("marks that turn the direction of reading are written out, but in a field stay what they are", () => {
  const turned = "a\u2069\u202eb\u0000";
  expect(String(data(turned))).toBe("<bdi>aU+2069U+202EbU+0000</bdi>");
  expect(String(html`<input value="${exact(turned)}" />`)).toContain("\u202e");
});

test.each([
  ["https://omim.org/entry/166350", "https://omim.org/entry/166350"],
  ["/r4/CodeSystem", "/r4/CodeSystem"],
  ["?page=2", "?page=2"],
  ["javascript:alert(1)", undefined],
  ["JaVaScRiPt:alert(1)", undefined],
  [" javascript:alert(1)", undefined],
  ["data:text/html,<b>", undefined],
  ["//evil.example", undefined],
  ["/\\evil.example", undefined],
  [undefined, undefined],
])("%s as the address of a link is %s", (address, allowed) => {
  expect(href(address)).toBe(allowed);
  if (address !== undefined && allowed === undefined) expect(String(link(address, "text"))).toBe("text");
});

test("the indentation of the source is not in the page, that of values is", () => {
  expect(
    String(
      html`<p>
        <b>${"a\n    b"}</b>
      </p>`,
    ),
  ).toBe("<p><b>a\n    b</b></p>");
});
