/** Messages about requests as such: parameters, addresses, formats, who asks. */
import type { Explanations } from "../explanation.ts";

export const requests: Explanations = {
  "required-parameter": [
    "The operation needs a parameter that was not sent.",
    "Send the parameter that the message names. The page of the operation under Interface lists which ones are needed.",
  ],
  "invalid-parameter": [
    "A parameter has a value that it can't have.",
    "Replace the quoted value by what the message says would be right, such as a number, a date or one of the listed words.",
  ],
  "misplaced-parameter": [
    "A parameter has no value, has two, or has it in a place where it can't be read, as a Coding in an address.",
    "Give the value under the name and type that the message names. What is no single word is sent by POST in a Parameters resource.",
  ],
  "refused-parameter": [
    "FHIR knows this parameter, but this server does not do what it asks for.",
    "Leave it out, if the answer is right without it. It was not passed over in silence, for the answer would then not be what was asked.",
  ],
  "misspelled-parameter": [
    "No parameter has this name, but one has a name that is nearly the same.",
    "Write the name as the message has it; small and capital letters count.",
  ],
  "unknown-parameter": [
    "A parameter has a name that this operation does not know, and the request wants that refused (Prefer: handling=strict).",
    "Take one of the listed names, or leave handling=strict away: then unknown parameters are ignored.",
  ],
  "exclusive-parameters": [
    "None of these parameters was sent, or more than one, and exactly one says what is meant.",
    "Decide for one of them: a code with its system, a coding, or a codeableConcept.",
  ],
  "not-acceptable": [
    "The answer was asked for in a format that is not spoken here.",
    "Ask for application/fhir+json or application/fhir+xml in Accept, or _format=json in the address.",
  ],
  "unsupported-media-type": [
    "The body came in a format that is not read here.",
    "Send FHIR JSON or XML, and say so in Content-Type: application/fhir+json.",
  ],
  "empty-body": [
    "The request should carry a resource, but its body is empty.",
    "Send the resource in the body; with curl: --data @file.json. A Content-Length of 0 is a sign that the file was not found.",
  ],
  "malformed-body": [
    "The body is no well-formed JSON or XML, so that nothing of it could be read.",
    "Mend it at the place that the message names; often a comma, a bracket or a quotation mark is missing just before it.",
  ],
  "name-twice": [
    "An object in the JSON has the same name twice. Most programs would take one of the two values and drop the other in silence.",
    "Leave one of them; what may repeat in FHIR is a list under one name.",
  ],
  "body-too-large": [
    "The body is larger than this server takes.",
    "Send it in parts, or gzip it (the limit counts what it unpacks to). Who runs the server can raise OSSICLE_BODY_LIMIT; large terminologies are loaded with: npx ossicle import FILE.",
  ],
  "bad-request-line": [
    "The address has characters that no web server can read.",
    "Encode spaces, umlauts and signs in the address, as encodeURIComponent or curl --data-urlencode do.",
  ],
  "internal-error": [
    "Something went wrong within the server that should not have. Nothing was changed.",
    "Tell who runs the server, with the X-Request-Id of the answer: its log says more under that number.",
  ],
  "no-such-route": [
    "Nothing is served under this address.",
    "FHIR begins at /r4 or /r5: /r4/CodeSystem/$lookup, for instance. /r4/metadata lists all that is there.",
  ],
  "no-such-operation": [
    "The address ends in an operation that is not there, or not at this place.",
    "Look the operation up under Interface: some are called on a type, some on one resource, some on the base.",
  ],
  "method-not-allowed": [
    "The address is there, but not for this HTTP method.",
    "Use one of the methods in the header Allow of the answer: GET to read, POST to send parameters.",
  ],
  "unknown-resource": [
    "No resource of this type has this id here.",
    "Search it by its url: /r4/ValueSet?url=... An id belongs to one server; the canonical url is the same everywhere.",
  ],
  "malformed-encoding": [
    "The address has a percent sign that is followed by no valid encoding of UTF-8.",
    "Write %25 for a percent sign, and let a library encode the rest. Latin-1 encodings such as %FC are not UTF-8: ü is %C3%BC.",
  ],
  "base-address": [
    "This is the base of the interface, which holds nothing by itself.",
    "Ask for metadata below it, or POST a Bundle of type batch or transaction to it.",
  ],
  "wrong-fhir-version": [
    "The fhirVersion in a header is not the one that this address speaks.",
    "Ask at /r4 for FHIR 4.0 and at /r5 for FHIR 5.0, or leave the fhirVersion out.",
  ],
  "unsupported-charset": [
    "The body is said to be in another character set than UTF-8.",
    "Send UTF-8 and charset=utf-8, as FHIR demands; convert the text, not the header alone.",
  ],
  "unsupported-encoding": [
    "The body is compressed in a way that is not unpacked here.",
    "Use gzip, deflate or br, or send it as it is, without Content-Encoding.",
  ],
  "malformed-encoded-body": [
    "The body can't be unpacked: it is not what its Content-Encoding says, or was cut off.",
    "Compress the body itself, once. A proxy that unpacks it must take the header away too.",
  ],
  "not-utf8": [
    "The body has bytes that are no UTF-8.",
    "Save or encode it as UTF-8. Files of older programs are often in windows-1252.",
  ],
  "incomplete-body": [
    "The connection ended before the whole body had come.",
    "Send it again. If it happens with large bodies only, look at the time and size limits of proxies on the way.",
  ],
  "headers-too-large": [
    "Address and headers together are longer than an HTTP server takes.",
    "Send the parameters by POST in the body instead of in the address.",
  ],
  "request-timeout": [
    "The request came in too slowly, and the server stopped waiting.",
    "Look at the network between; send large bodies compressed.",
  ],
  "malformed-request": [
    "What came in is no HTTP.",
    "Check that http and https are not mixed up, and that the client speaks HTTP/1.1.",
  ],
  "unmet-expectation": [
    "A header Expect asks for something that is not done here.",
    "Leave the header out; only 100-continue means something.",
  ],
  "refused-request": [
    "A middleware in front of the FHIR interface has refused the request.",
    "The quoted reason is its own; ask who runs the server about logins and limits that stand in front.",
  ],
  "too-busy": [
    "More requests are under way than the server takes at a time, so that this one was not begun.",
    "Wait as long as Retry-After says, then send it again; send fewer at the same time. OSSICLE_QUEUE_LIMIT sets the number.",
  ],
  "memory-is-scarce": [
    "Long requests need memory, and with this one, or with others at the same time, nearly all of it was used up.",
    "Send less at a time, or ask again later. Who runs the server gives Node more: NODE_OPTIONS=--max-old-space-size=MB.",
  ],
  "took-too-long": [
    "The answer was not ready within the time for one request, and the work was stopped.",
    "Ask for a page (count, offset), a narrower value set, or fewer entries; OSSICLE_REQUEST_TIMEOUT sets the time.",
  ],
  "write-took-too-long": [
    "A change was under way when the time for one request was over. It may have been kept, or may be once the store answers again.",
    "Read the resource: its version tells. Only then repeat the change; OSSICLE_REQUEST_TIMEOUT sets the time.",
  ],
  "nobody-waits": [
    "The caller closed the connection before the answer was ready.",
    "Give the client more time, if it was its timeout that ran out.",
  ],
  "missing-host": [
    "The request has no Host header, which HTTP/1.1 demands.",
    "Use a client that sends it; by hand, add the line Host: followed by the server's name.",
  ],
  "several-hosts": [
    "The request has more than one Host header, so that nobody can say which one counts.",
    "Send one. A proxy that adds its own must replace the first.",
  ],
  "missing-token": [
    "What was asked for is only for those who have a key, and none came along.",
    "Send Authorization: Bearer KEY. Keys are given out by who runs the server.",
  ],
  "unknown-token": [
    "A key came along, but it is none of this server's.",
    "Check that it was copied whole and without a line end, and that it is meant for this server. Keys can be withdrawn.",
  ],
  "refused-token": [
    "The token of the login service does not count here: it has run out, or was made for something else.",
    "Get a new one from the login service, for the audience and issuer that this server is set to (OSSICLE_AUDIENCE, OSSICLE_ISSUER).",
  ],
  "insufficient-scope": [
    "The token is valid, but its scopes do not allow this.",
    "Have the scope that the message names given to the client, as system/CodeSystem.u for replacing code systems.",
  ],
  "issuer-unreachable": [
    "The login service did not answer, so that its token could not be checked.",
    "Ask again in a moment. If it lasts, who runs the server looks at the way to the issuer (OSSICLE_ISSUER, OSSICLE_JWKS).",
  ],
  "malformed-form": [
    "A form was expected, and what came is none that can be read.",
    "Send multipart/form-data with its boundary, as curl --form does.",
  ],
  "too-many-parts": [
    "Each field and each file of a form costs time, so that only so many are taken.",
    "Send fewer files at a time; many of them can be one package (.tgz), or one Bundle.",
  ],
  "encoded-form-too-long": [
    "Long texts are taken as files and fields of multipart/form-data, which can be read in pieces.",
    "Send the form as multipart/form-data, as curl --form does.",
  ],
  "no-such-message": ["No message has this name.", "Choose one of the list at /errors."],
  "no-files": [
    "The form for adding came without a file and without a text.",
    "Choose at least one file, or paste a text; programs send the field file.",
  ],
  "no-such-choice": [
    "A field of the form has a value that is not one of its choices.",
    "Take one of the values that the message lists, or leave the field empty.",
  ],
  "bad-column-roles": [
    "What should say which column is what could not be read.",
    "Write role=column, separated by commas: code=Id,display=Label,property:grade=Grade.",
  ],
  "other-files": [
    "The files that were confirmed are not those that were checked before: they were changed in between, or others were chosen.",
    "Check the present files first, and confirm those.",
  ],
  "from-other-site": [
    "A page of another site sent this form in your browser. It was not carried out.",
    "If you meant to add something, open /add on this server yourself. Programs leave Origin and Sec-Fetch-Site out.",
  ],
  "too-much-work": [
    "The request would cost more work than one request may, and was stopped before it could slow down the others.",
    "Ask in pages, with narrower filters or simpler regular expressions; a batch has one allowance for all its entries. OSSICLE_WORK_LIMIT sets it.",
  ],
};
