import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_DEPTH } from "../../../src/fhir/depth.ts";
import { resourceTypes } from "../../../src/fhir/elements.ts";
import { formatXml, formatXmlInTurns, parseXml, parseXmlInTurns } from "../../../src/fhir/xml/xml.ts";
import { TerminologyError } from "../../../src/terminology/issues/issue.ts";
import { processorTime } from "../../spent-time.ts";
import { turnsDuring } from "../../turns-during.ts";
import { arbitraryResource } from "../arbitrary-resource.ts";
import { PACKAGES, sample } from "../hl7-packages.ts";

const xml = (content: string, type = "CodeSystem") =>
  `<${type} xmlns="http://hl7.org/fhir">${content}</${type}>`;
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const XHTML = 'xmlns="http://www.w3.org/1999/xhtml"';

/** The message of the error that a text is refused with. */
function refusal(text: string): string {
  try {
    parseXml(text, "r5");
  } catch (error) {
    expect(error).toBeInstanceOf(TerminologyError);
    expect((error as TerminologyError).issues[0]).toMatchObject({ severity: "error", code: "structure" });
    return (error as Error).message;
  }
  throw new Error("the text was accepted");
}

describe("one resource in both formats", () => {
  const resource = {
    resourceType: "CodeSystem",
    id: "example",
    meta: { profile: ["http://example.org/a", "http://example.org/b"] },
    text: { status: "generated", div: `<div ${XHTML}>A &amp; <b class='x'>B</b>\n</div>` },
    extension: [{ url: "http://example.org/weight", valueDecimal: 1.5 }],
    url: "http://example.org/cs",
    _version: { extension: [{ url: "http://example.org/none", valueBoolean: false }] },
    title: 'Bones & "skin" <2>\nsecond line',
    _title: { id: "t" },
    experimental: true,
    caseSensitive: false,
    count: 2,
    filter: [{ code: "f", operator: ["=", "is-a"], _operator: [null, { id: "o" }], value: "v" }],
    concept: [
      { id: "c", code: "a", property: [{ code: "p", valueCoding: { code: "x" } }], concept: [{ code: "b" }] },
    ],
  };
  const text =
    HEAD +
    xml(
      '<id value="example"/>' +
        '<meta><profile value="http://example.org/a"/><profile value="http://example.org/b"/></meta>' +
        `<text><status value="generated"/><div ${XHTML}>A &amp; <b class='x'>B</b>\n</div></text>` +
        '<extension url="http://example.org/weight"><valueDecimal value="1.5"/></extension>' +
        '<url value="http://example.org/cs"/>' +
        '<version><extension url="http://example.org/none"><valueBoolean value="false"/></extension></version>' +
        '<title id="t" value="Bones &amp; &quot;skin&quot; &lt;2&gt;&#10;second line"/>' +
        '<experimental value="true"/><caseSensitive value="false"/><count value="2"/>' +
        '<filter><code value="f"/><operator value="="/><operator id="o" value="is-a"/><value value="v"/></filter>' +
        '<concept id="c"><code value="a"/>' +
        '<property><code value="p"/><valueCoding><code value="x"/></valueCoding></property>' +
        '<concept><code value="b"/></concept></concept>',
    ) +
    "\n";

  test("is written in FHIR's order, whatever the order of the JSON", () => {
    const { resourceType, ...rest } = resource;
    const reversed = Object.fromEntries(Object.entries(rest).toReversed());
    expect(formatXml({ ...reversed, resourceType }, "r5")).toBe(text);
  });

  test("is read with its types", () => {
    expect(parseXml(text, "r5")).toEqual(resource);
  });

  test("is read whatever the prefix, with comments, processing instructions and another order", () => {
    const prefixed = `<?xml version="1.0"?><!-- hello --><?style x?><f:CodeSystem xmlns:f="http://hl7.org/fhir"
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b">
      <f:status value="active"/><f:url value='http://example.org/cs'></f:url></f:CodeSystem>`;
    expect(parseXml(prefixed, "r4")).toEqual({
      resourceType: "CodeSystem",
      status: "active",
      url: "http://example.org/cs",
    });
  });

  test("pretty output reads the same", () => {
    const pretty = formatXml(resource, "r5", { pretty: true });
    expect(pretty).toContain('\n  <concept id="c">\n    <code value="a"/>\n');
    expect(parseXml(pretty, "r5")).toEqual(resource);
  });
});

test.each([
  ['<url value=" http://example.org/cs&#10;"/>', { url: "http://example.org/cs" }],
  ['<caseSensitive value=" true "/>', { caseSensitive: true }],
  ['<count value="\n2"/>', { count: 2 }],
  ['<title value=" Blue  disease "/>', { title: "Blue  disease" }],
  ['<concept id=" c "><code value=" a "/></concept>', { concept: [{ id: "c", code: "a" }] }],
  ['<title value=" \u00a0x "/>', { title: "\u00a0x" }],
])("white space at the ends of a value is no part of it: %s", (content, read) => {
  expect(parseXml(xml(content), "r5")).toEqual({ resourceType: "CodeSystem", ...read });
});

describe("resources inside others", () => {
  test.each([
    { resourceType: "CodeSystem", contained: [{ resourceType: "ValueSet", id: "v", status: "draft" }] },
    {
      resourceType: "Parameters",
      parameter: [{ name: "a", resource: { resourceType: "ConceptMap", status: "draft" } }],
    },
    {
      resourceType: "Bundle",
      type: "batch-response",
      entry: [
        {
          response: {
            status: "200",
            outcome: { resourceType: "OperationOutcome", issue: [{ severity: "error" }] },
          },
        },
      ],
    },
  ])("%#", (resource) => {
    expect(parseXml(formatXml(resource, "r4"), "r4")).toEqual(resource);
  });

  test("a wrapper holds exactly one", () => {
    expect(refusal(xml("<contained/>"))).toContain("CodeSystem.contained[0] holds one resource");
    expect(refusal(xml("<contained><ValueSet/><ValueSet/></contained>"))).toContain("holds one resource");
    expect(refusal(xml("<contained><Patient/></contained>"))).toContain(
      "<Patient> is not a resource type known here",
    );
  });
});

describe("narrative", () => {
  const written = (div: string) =>
    formatXml({ resourceType: "CodeSystem", text: { status: "generated", div } }, "r5");

  test("HTML's own entities become characters", () => {
    expect(written(`<div ${XHTML}>a&nbsp;b &lt; &eacute;</div>`)).toContain(
      `<div ${XHTML}>a\u00a0b &lt; é</div>`,
    );
  });

  test.each([
    "<div>no namespace</div>",
    `<div ${XHTML}><b></div>`,
    `<div ${XHTML}/><div ${XHTML}/>`,
    `</div></text><status value="x"/>`,
    "plain & simple",
    `<div ${XHTML}><x:b/></div>`,
  ])("what is not one well-formed div can't change the document: %s", (div) => {
    const read = parseXml(written(div), "r5") as { text: { div: string }; status?: string };
    expect(read.status).toBeUndefined();
    expect(read.text.div).toContain(`<div ${XHTML}>`);
    expect(Object.keys(read)).toEqual(["resourceType", "text"]);
  });

  test("FHIR elements don't count within it", () => {
    const div = `<div ${XHTML}><div><status value="x"/></div></div>`;
    expect(parseXml(xml(`<text><div ${XHTML}><div><status value="x"/></div></div></text>`), "r5")).toEqual({
      resourceType: "CodeSystem",
      text: { div },
    });
  });

  test("it has its namespace", () => {
    expect(refusal(xml("<text><div>x</div></text>"))).toContain(
      'it should be in xmlns="http://www.w3.org/1999/xhtml"',
    );
  });
});

describe("faults are told with their place", () => {
  test.each([
    [
      xml('\n  <statsu value="active"/>'),
      "line 2, column 26: CodeSystem has no element <statsu>; did you mean <status>?",
    ],
    [
      xml('<concept><code value="a"/><dispaly value="A"/></concept>'),
      "CodeSystem.concept[0] has no element <dispaly>",
    ],
    [xml('<status value="a"/><status value="b"/>'), "CodeSystem may have <status> only once"],
    [xml('<status code="a"/>'), "CodeSystem.status has no attribute 'code'"],
    [xml('<concept value="a"/>'), "CodeSystem.concept[0] has no attribute 'value'"],
    [xml("<status>active</status>"), "the text 'active' stands outside an element's value"],
    [xml('<experimental value="yes"/>'), "CodeSystem.experimental: 'yes' should be true or false"],
    [xml('<count value="many"/>'), "CodeSystem.count: 'many' should be a number (unsignedInt)"],
    [xml("", "CodeSysten"), "<CodeSysten> is not a resource type known here; did you mean <CodeSystem>?"],
    ["<CodeSystem/>", '<CodeSystem> is in no namespace; it should be in xmlns="http://hl7.org/fhir"'],
    [xml('<x:status xmlns:x="urn:x" value="a"/>'), "<x:status> is in the namespace 'urn:x'"],
    [xml("<status"), "not well-formed"],
    [xml("</concept>"), "not well-formed; Unexpected close tag"],
    [`${xml("")}${xml("")}`, "not well-formed"],
    [xml('<status value="a" value="b"/>'), "not well-formed; attribute value repeated"],
    [xml('<x:status value="a"/>'), "<x:status> is in an undeclared namespace"],
    ["", "there is no resource in it"],
    ["hello", "not well-formed"],
    [xml('<title value="&nbsp;"/>'), "not well-formed; Invalid character entity"],
  ])("%s", (text, message) => {
    expect(refusal(text)).toContain(message);
  });
});

describe("hostile documents", () => {
  test("entities are neither declared nor expanded", () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>${xml('<title value="&b;"/>')}`;
    expect(refusal(bomb)).toContain("a document type declaration (DTD) is not allowed");
    expect(refusal(`<!DOCTYPE x SYSTEM "file:///etc/passwd">${xml("")}`)).toContain("DTD");
  });

  test("nesting is bounded, on the way in and out", () => {
    const deep = 100_000;
    expect(refusal(xml("<concept>".repeat(deep)))).toContain(`nest more than ${2 * MAX_DEPTH} levels`);
    expect(refusal(xml(`<text><div ${XHTML}>${"<b>".repeat(deep)}`))).toContain("levels");
    let concept: object = { code: "x" };
    for (let i = 0; i < 3 * MAX_DEPTH; i++) concept = { concept: [concept] };
    expect(() => formatXml({ resourceType: "CodeSystem", concept: [concept] }, "r5")).toThrow(
      TerminologyError,
    );
  });

  test.each([1, 7, 8, 30, 1_000_000])("what looks like a declaration of %i letters is refused", (letters) => {
    const problem = "not well-formed; <! begins no comment and no CDATA section";
    const name = "x".repeat(letters);
    for (const begun of [`<!${name}`, `< !${name}`, `<!${name}>`])
      expect(refusal(xml(`${begun}</x>`))).toContain(problem);
  });

  test("a name as long as the document is refused, what is in comments and instructions passed over", () => {
    const long = "x".repeat(1_000_000);
    expect(refusal(xml(`<${long}/>`))).toContain("a name is too long");
    expect(refusal(xml(`<status ${long}="a"/>`))).toContain("a name is too long");
    const around = `<!--${long}--><?a ${long}?><!-- <!ELEMENT x> ! --><?b?>`;
    const status = `<status value="active"/>`;
    expect(parseXml(around + xml(`${around}${status}${around}`) + around, "r5")).toEqual({
      resourceType: "CodeSystem",
      status: "active",
    });
    expect(refusal(xml(`<![CDATA[${"!".repeat(100_000)}]]>`))).toContain("the text '!!!");
  });

  test("a long value is read whole", () => {
    const title = "x".repeat(300_000);
    expect(parseXml(xml(`<title value="${title}"/>`), "r5")).toEqual({ resourceType: "CodeSystem", title });
  });

  test("a tag with very many attributes is refused at once", async () => {
    const many = Array.from({ length: 200_000 }, (_, i) => ` a${i}="x"`).join("");
    const spent = await processorTime(() => {
      expect(refusal(`<CodeSystem xmlns="http://hl7.org/fhir"${many}/>`)).toContain(
        "more than 50 attributes",
      );
    });
    expect(spent).toBeLessThan(2_000);
  });

  test("messages stay short", () => {
    const long = "a".repeat(100_000);
    for (const text of [
      xml(`<${long}/>`),
      xml("", long),
      xml(`<status ${long}="x"/>`),
      xml(`<title value="${long}<`),
      xml(`</${long}>`),
    ]) {
      expect(refusal(text).length).toBeLessThan(400);
    }
  });

  test("names that JavaScript objects have from birth are unknown elements", () => {
    for (const name of ["constructor", "toString", "hasOwnProperty", "__proto__"]) {
      expect(refusal(xml(`<${name} value="x"/>`))).toContain("has no element");
      expect(refusal(xml(`<status ${name}="x" value="y"/>`))).toContain("has no attribute");
    }
  });

  test("whatever is done to a document, it is read or refused", () => {
    const text = formatXml(
      { resourceType: "CodeSystem", status: "active", concept: [{ code: "a", _display: { id: "x" } }] },
      "r5",
    );
    const piece = fc.constantFrom(
      "<",
      ">",
      '"',
      "&",
      "&#0;",
      "/>",
      "]]>",
      "<![CDATA[",
      "<!--",
      "\u0000",
      "\ud800",
      "<concept>",
      'value=""',
      "xmlns:f='x'",
    );
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(20), piece, (at, cut, inserted) => {
        try {
          parseXml(text.slice(0, at) + inserted + text.slice(at + cut), "r5");
        } catch (error) {
          expect(error).toBeInstanceOf(TerminologyError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    { concept: "a" },
    { concept: [1] },
    { status: {} },
    { statsu: "x" },
    { contained: [{ resourceType: "Patient" }] },
  ])("what has no place in XML is refused on the way out: %j", (content) => {
    expect(() => formatXml({ resourceType: "CodeSystem", ...content }, "r5")).toThrow(
      "can't be written as XML",
    );
  });

  test("characters that XML can't hold are replaced", () => {
    const text = formatXml({ resourceType: "CodeSystem", title: "a\u0000b\u001fc\ud800d" }, "r5");
    expect(parseXml(text, "r5")).toEqual({ resourceType: "CodeSystem", title: "a\ufffdb\ufffdc\ufffdd" });
  });
});

describe.each(["r4", "r5"] as const)("arbitrary %s resources come back from XML", (version) => {
  test.each([...resourceTypes(version)])("%s", (type) => {
    fc.assert(
      fc.property(
        arbitraryResource(version, type, () => undefined),
        (resource) => {
          expect(parseXml(formatXml(resource, version), version)).toEqual(resource);
        },
      ),
      { numRuns: 100 },
    );
  });
});

test.each(PACKAGES)("a sample of %s comes back from XML", (name, version) => {
  let count = 0;
  for (const { file, resource } of sample(name, version, 29)) {
    expect(parseXml(formatXml(resource, version), version), file).toEqual(resource);
    count++;
  }
  expect(count).toBeGreaterThan(40);
});

describe("a long text, wherever the parts end in which it is read", () => {
  const div = `<div ${XHTML}>A &amp; <b>ü</b> \u{1f9b4}</div>`;
  const end = (last: string) =>
    xml(`<text><status value="generated"/>${div}</text><title value="a &lt; &#x1f9b4; b"/>\n${last}`);
  const padded = (spaces: number, last: string) => `<!--${" ".repeat(spaces)}-->\n${end(last)}`;
  const places = Array.from({ length: 300 }, (_, i) => 9_700 + i);

  test("is the same resource", () => {
    for (const spaces of places)
      expect(parseXml(padded(spaces, ""), "r5")).toEqual({
        resourceType: "CodeSystem",
        text: { status: "generated", div },
        title: "a < \u{1f9b4} b",
      });
  });

  test("has its fault in the same place", () => {
    for (const spaces of places) expect(refusal(padded(spaces, "<titel/>"))).toMatch(/line 3, column 8/);
  });

  test("lets others have their turn", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const concepts = '<concept><code value="a"/><display value="A concept"/></concept>'.repeat(20_000);
    const read = (await parseXmlInTurns(xml(concepts), "r5")) as { concept: object[] };
    clearInterval(timer);
    expect(read.concept).toHaveLength(20_000);
    expect(turns).toBeGreaterThan(0);
  });
});

describe("a resource with long lists", () => {
  const extension = Array.from({ length: 40_000 }, (_, i) => ({
    url: "http://example.org/e",
    valueString: `${i}`,
  }));
  const nested = extension.slice(0, 20_000);
  const long = {
    resourceType: "ValueSet",
    status: "active",
    extension: [{ url: "http://example.org/outer", extension: nested }, ...extension],
    title: "Long",
    _title: { extension: nested },
    contact: nested.map(({ valueString }) => ({
      name: valueString,
      telecom: [{ value: "1" }, { value: "2" }],
    })),
  };

  test.each([true, false])(
    "is written as at once, while others have their turn (pretty: %s)",
    async (pretty) => {
      const { found, turns } = await turnsDuring(() => formatXmlInTurns(long, "r4", { pretty }));
      expect(found === formatXml(long, "r4", { pretty })).toBe(true);
      expect(turns).toBeGreaterThan(0);
    },
  );

  test("is refused for what can't be written, wherever it stands", async () => {
    const wrong = { ...long, contact: [...long.contact, { telecom: [{ nothing: 1 }] }] };
    await expect((async () => formatXmlInTurns(wrong, "r4"))()).rejects.toThrow(
      "ValueSet.contact[20000].telecom[0]",
    );
  });
});
