import { describe, expect, test } from "vitest";
import { narrativeIssues } from "../../../src/fhir/validation/narrative.ts";
import { validateResource } from "../../../src/fhir/validation/validation.ts";
import { atOnce } from "../../../src/terminology/util/in-turns.ts";
import { turnsDuring } from "../../turns-during.ts";

const NAMESPACE = 'xmlns="http://www.w3.org/1999/xhtml"';
const div = (inner: string) => `<div ${NAMESPACE}>${inner}</div>`;
const issuesOf = (text: string) =>
  atOnce(narrativeIssues({ text: { status: "generated", div: text } }, "ValueSet"));

describe("a narrative is taken", () => {
  test.each([
    div("Plain text"),
    div('<p class="a" style="color: red" title="t" xml:lang="de" id="x">Text <b>bold</b><br/>next</p>'),
    div('<table border="1" summary="s"><tbody><tr><td colspan="2" valign="top">1</td></tr></tbody></table>'),
    div('<a href="https://example.org/x?y=1&amp;z=2">link</a><a name="here"> </a>'),
    div('<img src="data:image/png;base64,AAAA" alt="a picture"/>'),
    div('<img src="#picture"/>'),
    div("&nbsp;&copy; &#169; &lt;script&gt;"),
    div("<ol start='3'><li value='7'>x</li></ol><dl><dt>a</dt><dd>b</dd></dl>"),
    `  <div ${NAMESPACE} lang="en">around it white space</div>\n`,
    div("<!-- a remark --><![CDATA[<script>]]>"),
  ])("%s", (text) => expect(issuesOf(text)).toEqual([]));
});

describe("a narrative is no XHTML", () => {
  test.each([
    [div("<p>a<br></p>"), "not well-formed"],
    [div("<p>broken<b></p>"), "not well-formed"],
    [div("a & b"), "not well-formed"],
    [div('<p id="a" id="b">a</p>'), "attribute id repeated"],
    [`<div ${NAMESPACE} ${NAMESPACE}>a</div>`, "attribute xmlns repeated"],
    [div(`<!${"x".repeat(1_000_000)}`), "not well-formed"],
    [div("&nosuch;"), "not well-formed"],
    [`<div>no namespace</div>`, "begins with no <div xmlns="],
    [`<p ${NAMESPACE}>a</p>`, "begins with no <div xmlns="],
    [`${div("a")}${div("b")}`, "not"],
    ["text alone", "not"],
    ["", "not"],
    [div("<v:rect>a</v:rect>"), "'v' is not declared"],
    [`<!DOCTYPE div>${div("a")}`, "document type"],
    [div("<?php x ?>a"), "processing instruction"],
    [div("<b>".repeat(1_000)), "nests more than 800 levels deep"],
    [
      div(`<b ${Array.from({ length: 60 }, (_, i) => `data-${i}=""`).join(" ")}/>`),
      "more than 50 attributes",
    ],
  ])("%s", (text, reason) => {
    const [issue] = issuesOf(text);
    expect(issue).toMatchObject({ severity: "error", code: "structure", expression: ["ValueSet.text.div"] });
    expect(issue!.text).toContain(reason);
  });
});

describe("a narrative holds what is not allowed (txt-1)", () => {
  test.each([
    div("a<script>alert(1)</script>"),
    div('<p onclick="alert(1)">a</p>'),
    div('<p ONCLICK="alert(1)">a</p>'),
    div('a<iframe src="https://example.org"/>'),
    div('<form action="/"><input name="a"/></form>'),
    div('<object data="x">a</object>'),
    div('<link rel="stylesheet" href="x.css"/>a'),
    div("<style>p {}</style>a"),
    div('<a href="javascript:alert(1)">a</a>'),
    div('<a href=" JavaScript:alert(1)">a</a>'),
    div('<a href="&#106;avascript:alert(1)">a</a>'),
    div('<a href="java&#9;script:alert(1)">a</a>'),
    div('<a href="data:text/html,x">a</a>'),
    div('a<svg xmlns="http://www.w3.org/2000/svg"/>'),
    div('<font color="red">a</font>'),
    div('<base href="https://example.org"/>a'),
    `<div ${NAMESPACE} onload="x">a</div>`,
  ])("%s", (text) => {
    const issues = issuesOf(text);
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ severity: "error", code: "invariant" });
    expect(issues[0]!.text).toContain("(txt-1)");
  });
});

test.each([div(""), div("  \n "), div("<p> <b/></p>"), div("&nbsp;"), `<div ${NAMESPACE}/>`])(
  "%s is empty (txt-2)",
  (text) => expect(issuesOf(text)[0]?.text).toContain("(txt-2)"),
);

test("the narrative of what is contained is checked too, with its place", async () => {
  const contained = {
    resourceType: "CodeSystem",
    id: "c",
    status: "active",
    content: "complete",
    text: { status: "generated", div: div("<script/>") },
  };
  const resource = { resourceType: "ValueSet", status: "active", contained: [contained] };
  const issues = await validateResource(resource, "r5");
  expect(issues.map((i) => i.expression)).toContainEqual(["ValueSet.contained[0].text.div"]);
});

const stepsOf = (text: string): number =>
  [...narrativeIssues({ text: { status: "generated", div: text } }, "ValueSet")].length;

test("characters that have names take steps, as the others do", () => {
  const plain = stepsOf(div("x".repeat(600_000)));
  expect(stepsOf(div("&nbsp;".repeat(100_000)))).toBeGreaterThan(plain + 50);
});

test("exclamation marks that begin nothing cost no step each", () => {
  const plain = stepsOf(div("x".repeat(600_000)));
  expect(stepsOf(div(" !".repeat(300_000)))).toBe(plain);
});

test("others have their turn while a long one is looked through", async () => {
  const validate = (words: number) => {
    const text = { status: "generated", div: div("<b>x</b>".repeat(words)) };
    return turnsDuring(() => validateResource({ resourceType: "ValueSet", status: "active", text }, "r5"));
  };
  // Schemas are read at the first question.
  await validate(1);
  const [short, long] = [await validate(1), await validate(600_000)];
  expect([short.found, long.found]).toEqual([[], []]);
  expect(long.turns).toBeGreaterThan(short.turns + 2);
});
