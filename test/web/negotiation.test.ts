import { expect, test } from "vitest";
import { prefersHtml } from "../../src/http/prefers-html.ts";
import { languageOf } from "../../src/web/messages/index.ts";
import { BROWSER } from "./support.ts";

test.each([
  [BROWSER, true],
  ["text/html", true],
  ["text/html;q=0.5, application/fhir+json;q=0.4", true],
  ["TEXT/HTML", true],
  [undefined, false],
  ["", false],
  ["*/*", false],
  ["text/*", false],
  ["application/fhir+json", false],
  ["application/fhir+json, text/html;q=0.9", false],
  ["application/fhir+json, text/html", false],
  ["application/json, text/plain, */*", false],
  ["text/html;q=0, */*", false],
])("Accept: %s asks for a page: %s", (accept, page) => {
  expect(prefersHtml(accept, "/r4/CodeSystem")).toBe(page);
});

test.each([
  ["/r4/CodeSystem?_format=json", false],
  ["/r4/CodeSystem?url=a&_format=xml", false],
  ["/r4/CodeSystem?_format=application%2Ffhir%2Bjson", false],
  ["/r4/CodeSystem?_format=ttl", false],
  ["/r4/CodeSystem?_format=html", true],
  ["/r4/CodeSystem?_format=text%2Fhtml&url=a", true],
  ["/r4/CodeSystem?_format=text/html", true],
  ["/r4/CodeSystem?_format=htmlx", false],
  ["/r4/CodeSystem?_format=", true],
  ["/?q=_format=json", true],
])("of %s a browser gets a page: %s", (url, page) => {
  expect(prefersHtml(BROWSER, url)).toBe(page);
});

test.each([undefined, "*/*", "application/fhir+json"])(
  "who accepts %s and names HTML gets a page",
  (accept) => {
    expect(prefersHtml(accept, "/r4/CodeSystem?_format=html")).toBe(true);
    expect(prefersHtml(accept, "/r4/CodeSystem?_format=json")).toBe(false);
    expect(prefersHtml(accept, "/r4/CodeSystem")).toBe(false);
  },
);

test.each([
  [undefined, undefined, "en"],
  [undefined, "de-AT,de;q=0.9,en;q=0.8", "de"],
  [undefined, "fr, de;q=0.5, en;q=0.7", "en"],
  ["de", "en", "de"],
  ["xx", "de", "de"],
  ["constructor", "__proto__", "en"],
])("lang=%s and Accept-Language: %s is %s", (chosen, accepted, language) => {
  expect(languageOf(chosen, accepted)).toBe(language);
});
