/** Messages about the form of a resource: its elements, its XML, its narrative, the rules it must keep. */
import type { Explanations } from "../explanation.ts";

export const content: Explanations = {
  "nested-too-deeply": [
    "The elements of the resource lie within one another deeper than any real one's.",
    "Write a deep hierarchy of concepts with parent properties instead of concepts within concepts.",
  ],
  "too-many-elements": [
    "One object of the JSON has more names than any type of FHIR has elements.",
    "Check whether codes or keys were written as names: FHIR has them as values, in lists.",
  ],
  "too-many-items": [
    "All items of this list are looked at together, and there are too many for that.",
    "Leave out what is not needed; the message says how many items there may be.",
  ],
  "not-a-resource": [
    "What was sent is no FHIR resource: it has no resourceType, or is a list or a text.",
    'Send one object that begins with { "resourceType": ... }. Several resources go into a Bundle.',
  ],
  "unknown-resource-type": [
    "The resourceType is none that this server knows.",
    "Correct its spelling, with its capital letters. This server keeps terminology; patients' data belongs elsewhere.",
  ],
  "unknown-element": [
    "The resource has an element that its FHIR version does not.",
    "Correct the name, or move what is your own into an extension. R4 and R5 differ: send R5 resources to /r5.",
  ],
  "element-of-other-version": [
    "The element is one of the other FHIR version.",
    "Send the resource to the address of that version, or use the extension that the message names.",
  ],
  "missing-element": [
    "An element that FHIR demands is not there.",
    "Add it; for a CodeSystem, status and content are what is most often forgotten.",
  ],
  "several-types": [
    "An element of which the type can be chosen was given in more than one.",
    "Keep one of them, as valueString or valueCode.",
  ],
  "type-left-out": [
    "An element of which the type can be chosen was written without the type.",
    "Add the type to the name: valueString instead of value.",
  ],
  "empty-element": [
    "An element is there, but holds nothing. FHIR has no empty elements.",
    "Leave it out altogether, with its name.",
  ],
  "wrong-json-type": [
    "A value is of the wrong JSON type: text for a number, one for a list, or the reverse.",
    "Write lists in [ ], even of one; numbers and true or false without quotation marks.",
  ],
  "code-not-allowed": [
    "An element takes only certain codes, and this is none of them.",
    "Choose one of those listed, in small letters as they stand.",
  ],
  "text-too-long": [
    "A text is longer than FHIR lets any be: 1,048,576 characters.",
    "Shorten it; a document belongs elsewhere, and its address here.",
  ],
  "wrong-format": [
    "A value is not written as its type demands.",
    "Write it as the message shows: dates as 2026-11-23, urls without spaces, codes without spaces at the ends.",
  ],
  "other-fault": [
    "The resource breaks a rule of FHIR's structure that has no message of its own.",
    "Compare the element at the place named with its definition at hl7.org/fhir.",
  ],
  "narrative-not-xhtml": [
    "The narrative in text.div is no well-formed XHTML.",
    'Close every element, write & as &amp;, and begin with <div xmlns="http://www.w3.org/1999/xhtml">. Or leave text out: it is not needed.',
  ],
  "narrative-not-basic": [
    "The narrative has something that could run, or that loads something from elsewhere.",
    "Take scripts, forms, frames, event attributes and style sheets out; formatting, links and pictures may stay.",
  ],
  "narrative-empty": [
    "The narrative is there but says nothing.",
    "Write what the resource is in a sentence, or leave text out.",
  ],
  "invariant-broken": [
    "A rule that FHIR has for this element, beyond its structure, is not kept. The key in brackets is FHIR's name for it.",
    "Change what the rule speaks of. Its key is explained on the resource's page at hl7.org/fhir, under Constraints.",
  ],
  "duplicate-code": [
    "A code stands twice in the code system, so that it would mean two things.",
    "Join the two concepts, or give one of them its own code. Where case does not count, a and A are the same code.",
  ],
  "hierarchy-without-meaning": [
    "Concepts stand below others, but the code system does not say what that means.",
    "Add hierarchyMeaning: is-a if what is below is a kind of what is above; else part-of or grouped-by. Only is-a lets codes be subsumed.",
  ],
  "not-well-formed": [
    "The XML can't be read on from this line and column.",
    "Look just before the place: a tag that is not closed, a quotation mark or an & that should be &amp;.",
  ],
  "doctype-refused": [
    "The XML begins with a document type, which could make the server read other files.",
    "Delete the line <!DOCTYPE ...>; FHIR needs none.",
  ],
  "too-deep": [
    "The XML's elements lie within one another deeper than is read.",
    "Check that tags are closed: an unclosed one in a loop makes such a tower.",
  ],
  "too-many-attributes": [
    "A tag has far more attributes than any in FHIR.",
    "Write values as child elements; FHIR's tags have value, id, url and xmlns alone.",
  ],
  "wrong-namespace": [
    "The element is in another XML namespace than FHIR's.",
    'Put xmlns="http://hl7.org/fhir" on the outermost element; only text.div has that of XHTML.',
  ],
  "unknown-xml-resource": [
    "The outermost XML element is no resource that is known here.",
    "Name it after the type, as <CodeSystem xmlns=...>. A SOAP or other envelope must be taken off.",
  ],
  "unknown-xml-element": [
    "There is no element of this name at this place.",
    "Correct its name, or its order among the others; elements of R5 go to /r5.",
  ],
  "repeated-xml-element": [
    "The element may stand here once, and stands here more often.",
    "Keep one of them; what repeats is often a level further out.",
  ],
  "unknown-xml-attribute": [
    "A tag has an attribute that FHIR does not know.",
    'Write what it says as a child element with a value: <status value="active"/>.',
  ],
  "stray-text": [
    "Text stands between the tags, where FHIR's XML has none.",
    "Move it into the attribute value of an element.",
  ],
  "wrong-xml-value": [
    "The value of an XML element is not of its type.",
    "Write it as the message says; true and false in small letters, numbers without separators.",
  ],
  "one-resource-expected": [
    "A place that holds one resource holds none, or several.",
    "Give each its own entry or contained element.",
  ],
  "empty-document": [
    "The XML document has no element at all.",
    "Send the resource; an empty file or a comment alone is none.",
  ],
  "not-writable-as-xml": [
    "The answer has something that XML can't carry, such as a control character in a text.",
    "Ask for application/fhir+json, where it can be written; or correct the text in the source.",
  ],
};
