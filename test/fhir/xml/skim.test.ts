/** What is gone through quickly says what sax says, wherever it stops, and sax goes on from there. */
import fc from "fast-check";
import sax from "sax";
import { expect, test } from "vitest";
import { feed } from "../../../src/fhir/xml/feed.ts";
import { XHTML } from "../../../src/fhir/xml/names.ts";
import { walkDiv } from "../../../src/fhir/xml/xhtml.ts";
import { parseXml } from "../../../src/fhir/xml/xml.ts";
import { atOnce } from "../../../src/terminology/util/in-turns.ts";

/** Longer than what sax reads before something is passed over. */
const LONG = "<p>a few <b>words</b>\n</p>".repeat(500);

/** Whole elements, what sax alone understands, and what nobody does. */
const PARTS = [
  "text",
  "<p>a<br/>b</p>",
  "<a href=\"x?a=1&amp;b=2\" title='&#60;'>&lt;&#xe4;</a>",
  "<!-- a -- comment -->",
  "<!-- a comment -->",
  "<![CDATA[<p>]]>",
  "<?php ?>",
  "<x:p xmlns:x='u'><x:b/></x:p>",
  "<y:p/>",
  "<p a='1' a='2'/>",
  "<p a=1/>",
  "<p",
  "<p>",
  "</p>",
  "< p/>",
  "<ä>ö</ä>",
  "&nbsp;",
  "&#0;",
  "&#xE4;",
  "a & b",
  "<p >a</p\n>",
  "<p/ >",
  `<q ${Array.from({ length: 30 }, (_, i) => `a${i}="${i}"`).join(" ")}/>`,
  "<s>".repeat(900) + "</s>".repeat(900),
  // Longer than what is passed over at a stretch.
  LONG.repeat(5),
];
const numbers = fc.array(fc.nat(PARTS.length - 1), { maxLength: 6 });
const divOf = (chosen: readonly number[]): string =>
  `<div xmlns="${XHTML}">${LONG}${chosen.map((at) => PARTS[at]).join(LONG)}</div>`;

/** As sax alone reads it. */
function bySax(div: string): { fault: string | undefined; said: string; elements: string } {
  const parser = sax.parser(true, { strictEntities: true });
  const seen = { said: "", elements: "" };
  parser.ontext = parser.oncdata = (text) => void (seen.said += text);
  parser.onopentag = ({ name, attributes }) => void (seen.elements += JSON.stringify([name, attributes]));
  parser.onerror = (error) => {
    throw error;
  };
  try {
    const unfinished = atOnce(feed(parser, div));
    if (unfinished === undefined) parser.close();
    return { fault: unfinished, ...seen };
  } catch (error) {
    return { fault: (error as Error).message.split("\n")[0], ...seen };
  }
}

test("a div is walked through as sax reads it", () => {
  fc.assert(
    fc.property(numbers, (chosen) => {
      const div = divOf(chosen);
      const seen = { said: "", elements: new Set<string>() };
      const fault = atOnce(
        walkDiv(div, {
          text: (text) => void (seen.said += text),
          element: (name, attributes) =>
            void seen.elements.add(JSON.stringify([name, Object.fromEntries(attributes)])),
        }),
      );
      const expected = bySax(div);
      if (expected.fault !== undefined) expect(fault).toBeDefined();
      if (expected.fault !== undefined && !/nests more|repeated/.test(fault!))
        expect(fault).toContain(expected.fault);
      if (fault !== undefined) return;
      expect(seen.said).toBe(expected.said);
      for (const element of expected.elements.split(/(?<=\])(?=\[)/))
        expect(seen.elements).toContain(element);
    }),
    { numRuns: 60 },
  );
});

test("what stands behind a narrative is read where it stands, and so is a fault", () => {
  const before = '<ValueSet xmlns="http://hl7.org/fhir"><text><status value="generated"/>';
  fc.assert(
    fc.property(numbers, (chosen) => {
      const div = divOf(chosen);
      const rest = '</text>\n<name value="x"/>\n <wrong/></ValueSet>';
      if (atOnce(walkDiv(div, {})) !== undefined) return;
      const whole = `${before}${div}${rest}`;
      const lines = whole.slice(0, whole.indexOf("<wrong/>") + "<wrong/>".length).split("\n");
      expect(() => parseXml(whole, "r4")).toThrow(`line ${lines.length}, column ${lines.at(-1)!.length}`);
      const read = parseXml(whole.replace("<wrong/>", ""), "r4");
      expect(read).toEqual({
        resourceType: "ValueSet",
        text: { status: "generated", div },
        name: "x",
      });
    }),
    { numRuns: 60 },
  );
});
