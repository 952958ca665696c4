/** Messages about resources: reading, searching and writing them, and the store beneath. */
import type { Explanations } from "../explanation.ts";

export const resources: Explanations = {
  "wrong-resource-type": [
    "The body holds another resource than the address or operation expects.",
    "Send a resource of the expected type, or send this one to the address of its own type. Operations take Parameters.",
  ],
  "deleted-resource": [
    "The resource was here, and was deleted.",
    "Its versions are still in its history. To bring it back, PUT the version wanted to the same address.",
  ],
  "code-of-no-resource": [
    "The search asks for a code that the element can't have, so it finds nothing.",
    "Send one of the codes that the message lists, in lower case.",
  ],
  "search-too-long": [
    "A search has more values or parameters than one search takes.",
    "Split the list into several searches, or send them as the entries of a batch.",
  ],
  "writing-is-off": [
    "This server only reads.",
    "Who runs it can allow writing with OSSICLE_WRITES=on and keys in OSSICLE_KEYS, or load files with: npx ossicle import FILE.",
  ],
  "store-is-read-only": [
    "Writing is allowed here, but the store itself can't be written to at present.",
    "The message says why: a file without write permission, or a database that is a replica. Who runs the server can change that.",
  ],
  "id-mismatch": [
    "The id in the address and the id in the resource are not the same.",
    "Make them the same. To create a resource without choosing its id, POST it to the type's address.",
  ],
  "bad-id": [
    "The id has characters that no FHIR id may have, or is too long.",
    "Use letters, digits, hyphens and points, at most 64. A code or url as such is no id.",
  ],
  "bad-condition": [
    "A header that makes the request conditional can't be read.",
    'If-Match takes an ETag such as W/"3"; If-None-Match for writing takes *; If-None-Exist takes search parameters.',
  ],
  "condition-without-criteria": [
    "A conditional request has no condition: it would be about every resource.",
    "Add search parameters that single out one resource, such as url=https://example.org/x.",
  ],
  "reference-matches-none": [
    "A reference in the transaction is a search, and nothing that is here or in the transaction fits it.",
    "Check the search by sending it as a request: GET TYPE?url=...; a reference of another kind names a resource by its id, or an entry by its fullUrl.",
  ],
  "reference-by-codes": [
    "A reference in the transaction searches by the codes that a resource has.",
    "Search by what the resource says of itself: url, version, name, identifier.",
  ],
  "condition-matches-many": [
    "More than one resource fits the condition, and which one is meant is not guessed.",
    "Add version= to url=, or use the id of the one that is meant.",
  ],
  "exists-already": [
    "If-None-Match: * asks to write only what is not there, and it is there.",
    "Leave the header out to replace it, or give the new resource another id.",
  ],
  "gone-before": [
    "If-Match asks for a resource that is there, and none is.",
    "Read it again; without the header the resource is written anew.",
  ],
  "unsupported-history-parameter": [
    "A history can be cut by time and number only; this parameter would leave versions out in another way.",
    "Use _since and _count, and pick from what comes back.",
  ],
  "profile-not-judged": [
    "The resource was checked as what its type is; what a profile asks for besides was not looked at.",
    "Use HL7's validator for profiles.",
  ],
  "condition-matches-none": [
    "A PATCH changes what is there, and nothing fits the condition.",
    "Search with the same parameters first; PUT with a condition creates what is not there.",
  ],
  "unsupported-patch": [
    "Changes in part are read as JSON Patch or FHIRPath Patch; other forms of patch are not.",
    "Send a list of operations with Content-Type: application/json-patch+json, a Parameters resource with parameters operation, or the whole resource by PUT.",
  ],
  "bad-patch": [
    "The body is a list, but not of operations as RFC 6902 has them.",
    "Each has op and path; add, replace and test have value, move and copy have from.",
  ],
  "bad-fhirpath-patch": [
    "The Parameters do not hold operations as FHIR has them for a patch.",
    "Each parameter operation has the parts type and path; add has name and value, insert value and index, move source and destination.",
  ],
  "failed-patch": [
    "The patch speaks of something that the resource does not have, or tests for another value. All of it was left undone.",
    "Read the resource again and write the patch for what it is now.",
  ],
  "patch-copies-too-much": [
    "Copies of copies grow without end; what they may add is bounded.",
    "Send the whole resource by PUT.",
  ],
  "version-needed": [
    "The code system does not promise that a code means the same in each of its versions (versionNeeded), and no version was named.",
    "Send the version beside the code, in Coding.version, or name it for the whole request by system-version.",
  ],
  "unknown-version": [
    "The resource is here, but was never at this version.",
    "Read its _history: version numbers count from 1 with each change.",
  ],
  "wrong-bundle-type": [
    "The Bundle is of a type that can't be carried out.",
    "Set type to batch, where each entry stands alone, or to transaction, where all succeed or none.",
  ],
  "bad-entry": [
    "An entry of the Bundle is no request.",
    "Give the entry request.method and request.url, with the address below the base: CodeSystem/$lookup?system=...",
  ],
  "too-many-entries": [
    "The Bundle, or the batch of validations, has more entries than are processed at a time.",
    "Send several of the size that the message names.",
  ],
  "unknown-search-parameter": [
    "Resources of this type can't be searched by this parameter.",
    "Take one of the listed ones. Without Prefer: handling=strict, the search is done without it and says so.",
  ],
  "unsortable-parameter": [
    "A resource has many values of this parameter (its codes, say), so that there is no order by it.",
    "Sort by one of the parameters that the message names.",
  ],
  "unknown-modifier": [
    "The search parameter is known, but not with this modifier.",
    "Take one of the listed modifiers, or none: :exact and :contains are for texts, :in for value sets.",
  ],
  "bad-search-value": [
    "The value can't be searched for with this parameter.",
    "Write it in the form that the message names: a date as 2026-11 with ge or le in front, a token as system|code.",
  ],
  "already-exists": [
    "A resource with this id is here, and was to be created anew.",
    "Update it with PUT, or let the server choose an id with POST.",
  ],
  "duplicate-canonical": [
    "Another resource has this url and version already, and a canonical reference must mean one thing.",
    "Give the new one a version of its own, or update the one that is here.",
  ],
  "version-conflict": [
    "Somebody has changed the resource since it was read.",
    "Read it again, make the change on what is there now, and send that with its new ETag in If-Match.",
  ],
  "nothing-to-delete": [
    "What was to be deleted is not here.",
    "Nothing needs to be done, unless the id was meant to be another one.",
  ],
  "row-without-header": [
    "An import gave a concept or mapping before saying what it belongs to.",
    "This is a fault of the importer: report it, with the file if you may give it away.",
  ],
  "unknown-store": [
    "The address of the store is none that is known.",
    "Set OSSICLE_STORE to memory:, sqlite:FILE or postgres://USER@HOST/DATABASE.",
  ],
  "schema-too-new": [
    "A later version of the program has written this store, and this one can't read it.",
    "Start the later version again, or restore the copy that was made before it was upgraded.",
  ],
  "schema-too-old": [
    "The store is of an earlier version and must be brought up to date, but can't be written to.",
    "Start once with write access; that is when stores are upgraded. Make a copy first.",
  ],
  "store-unopenable": [
    "The store can't be opened.",
    "The message says what the system answered: a missing folder, a permission, a wrong password, or a file that is no store.",
  ],
  "store-read-only": [
    "The store is opened for reading alone.",
    "Give the process write access to the file and its folder, or connect to the database's primary.",
  ],
  "store-full": [
    "The disk that the store lies on is full. What was being written was taken back.",
    "Make room, then send the same request again.",
  ],
  "store-failed": [
    "The store gave an error in reading or writing. Nothing was changed.",
    "Who runs the server finds the store's own words in the log; a damaged file is replaced by a backup.",
  ],
  "store-unreachable": [
    "The database does not answer. Nothing was changed.",
    "Ask again in a moment. If it lasts, look at the database and at the network between.",
  ],
  "write-in-doubt": [
    "The connection to the database broke just as a change was being confirmed, so that nobody knows whether it counts.",
    "Read the resource: its version tells. Only then repeat the change.",
  ],
  "store-took-too-long": [
    "The database did not answer in time.",
    "Ask for less at a time. Who runs the server looks at the load of the database and at its indexes.",
  ],
  "write-waited-too-long": [
    "Writes are done one after the other, and the one before took longer than this one may wait.",
    "Send it again later. A large import is often what goes on; the log says which.",
  ],
  "unstorable-text": [
    "A text is longer than the database can index, or has characters such as U+0000.",
    "Take the characters out, and shorten names of thousands of letters. Definitions may be long.",
  ],
};
