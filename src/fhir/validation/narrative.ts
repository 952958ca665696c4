/** Is a narrative what FHIR lets one be? https://hl7.org/fhir/R5/narrative.html#xhtml */
import type { Issue } from "../../terminology/issues/issue.ts";
import { narrativeEmpty, narrativeNotBasic, narrativeNotXhtml } from "../../terminology/issues/resource.ts";
import type { LongWork } from "../../terminology/util/in-turns.ts";
import { isObject, type Json } from "../../terminology/util/json-object.ts";
import { walkDiv, withCharacters } from "../xml/xhtml.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Chapters 7 to 11 and 15 of HTML 4.0 without what they call deprecated, links and images. */
const ELEMENTS = words(
  `a abbr acronym address area b bdo big blockquote br caption cite code col colgroup dd del dfn div dl dt em
   h1 h2 h3 h4 h5 h6 hr i img ins kbd li map ol p pre q samp small span strong sub sup table tbody td tfoot th
   thead tr tt ul var`,
);
const ATTRIBUTES = words(
  `abbr accesskey align alt axis border cellpadding cellspacing char charoff charset cite class colspan compact
   coords datetime dir frame headers height href hreflang hspace id ismap lang longdesc name nohref noshade
   nowrap rel rev rowspan rules scope shape size span src start style summary tabindex title type usemap valign
   value vspace width xml:lang xml:space xmlns`,
);
const ADDRESSES = words("cite href longdesc src usemap");
/** What runs where it is followed or shown. Browsers pass over spaces and control characters. */
const RUNS = /^(?:javascript|vbscript|data:(?!image\/))/i;
const runs = (address: string): boolean => RUNS.test(address.replace(/[^!-~]+/g, ""));

/** @param root the resource's own FHIRPath */
export function* narrativeIssues({ text }: Json, root: string): LongWork<Issue[]> {
  if (!isObject(text) || typeof text.div !== "string") return [];
  const path = `${root}.text.div`;
  let notBasic: Issue | undefined;
  let isEmpty = true;
  const fault = yield* walkDiv(yield* withCharacters(text.div.trim()), {
    text: (said) => void (isEmpty &&= said.trim() === ""),
    element(name, attributes) {
      if (name === "img") isEmpty = false;
      if (notBasic) return;
      const wrong = ELEMENTS.has(name) ? attributeNotAllowed(name, attributes) : `<${name}>`;
      if (wrong !== undefined) notBasic = narrativeNotBasic(path, wrong);
    },
  });
  if (fault !== undefined) return [narrativeNotXhtml(path, fault)];
  if (notBasic) return [notBasic];
  return isEmpty ? [narrativeEmpty(path)] : [];
}

function attributeNotAllowed(element: string, attributes: ReadonlyMap<string, string>): string | undefined {
  for (const [name, value] of attributes) {
    // data-* are notes for programs: HL7's own narratives have them, and nothing runs by them.
    const isAllowed = ATTRIBUTES.has(name) || /^(?:xmlns:|data-)/.test(name);
    if (!isAllowed || (ADDRESSES.has(name) && runs(value))) return `<${element} ${name}="${value}">`;
  }
  return undefined;
}
