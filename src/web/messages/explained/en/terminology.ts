/** Messages about code systems, value sets and maps. */
import type { Explanations } from "../explanation.ts";

export const terminology: Explanations = {
  "unknown-code-system": [
    "The code system, or this version of it, is not loaded here.",
    "Compare its address letter by letter with the list under Content; http and https, and a slash at the end, count. If it is missing, it has to be imported.",
  ],
  "unknown-code": [
    "The code system is here, and has no such code in this version.",
    "Check capitals, leading zeros and points. If the system is known only in part, the message says so, and the code may exist all the same. The search looks for it everywhere.",
  ],
  "supplement-not-found": [
    "One or more supplements that the request asks for are not here, or are of another code system; the message names them.",
    "Leave them out of useSupplement, or have them imported; the code system's page lists those that are.",
  ],
  "unknown-concept-map": [
    "No map has this address, or none of this version.",
    "Leave url out: then all maps that fit are asked. /r4/ConceptMap lists them; of a misspelt address the message asks which was meant.",
  ],
  "code-without-system": [
    "A code came without its code system, and the same code means different things in different systems.",
    "Send the system too: system=http://www.omim.org for OMIM. If what you have is a name, send it as text in a codeableConcept.",
  ],
  "markup-in-code": [
    "A code or name holds markup such as <b>, which no code has.",
    "Send the text alone, without tags and entities.",
  ],
  "nothing-to-translate": [
    "The concept to translate has neither a code with its system nor a text.",
    "Fill at least one of them; a coding needs both system and code.",
  ],
  "wrong-coding-text": [
    "A coding in an address could not be read.",
    "Write system|code with the bar between, and encode the bar as %7C.",
  ],
  "systems-differ": [
    "Codes of different systems can't lie one below the other.",
    "Translate one of them first, with $translate, then compare within one system.",
  ],
  "versions-differ": [
    "The two codes are of different versions, whose hierarchies may differ.",
    "Name one version for both, or none for the latest.",
  ],
  "code-system-without-url": [
    "The code system is stored without a url, so that no code can name it.",
    "Write it again with a url of your own, such as http://example.org/CodeSystem/colours.",
  ],
  "other-than-instance": [
    "The operation was called on one resource by its id, and a parameter names another.",
    "Leave the parameter out, or call the operation on the type: CodeSystem/$lookup, ValueSet/$expand.",
  ],
  "subsumption-unknown": [
    "Only a part of the code system is here, and what would decide may not be in it.",
    "Import the whole code system; until then neither yes nor no would be honest.",
  ],
  "each-below-the-other": [
    "Over their parents each of the two codes is below the other, which no hierarchy of kinds allows.",
    "Take one of the parents between them out of the code system.",
  ],
  "hierarchy-is-no-subsumption": [
    "The hierarchy of this code system is not one of kinds, so nothing subsumes anything.",
    "Use filters such as child-of, which take the hierarchy as it stands.",
  ],
  "unknown-identifier": [
    "Nothing here knows a system by this identifier: no NamingSystem, no code system, and not the table that comes with the server.",
    "Check it letter by letter; OIDs are taken bare or with urn:oid:. If it is right, import the NamingSystem that has it.",
  ],
  "no-identifier-of-type": [
    "The system is known, but not by an identifier of the kind that was asked for.",
    "Ask for one of the kinds that the message lists, or import a NamingSystem that has the other one; a date in the past may leave some out.",
  ],
  "identifier-of-several": [
    "Several NamingSystems or code systems claim this identifier, and guessing between them could mix up two systems.",
    "Ask with an identifier that only one of them has, or mend the one that claims it wrongly.",
  ],
  "implicit-kind-not-supported": [
    "Of SNOMED CT's implicit value sets, this kind is not offered.",
    "Use ?fhir_vs=isa/CODE, or write the value set out with filters.",
  ],
  "filter-without-value": [
    "A filter of the value set has no value to compare with.",
    "Give value; to ask whether a property is there at all, use op exists with true.",
  ],
  "unknown-filter-operator": [
    "A filter's op is none of FHIR's.",
    "Choose one of those listed: is-a and descendent-of follow the hierarchy, = and in compare values.",
  ],
  "unknown-filter-property": [
    "The code system has no property of this name.",
    "Take one of those listed; code, display and concept can always be used.",
  ],
  "filter-not-understood": [
    "The code system announces a filter of this name, but nothing here says which concepts it selects.",
    "Filter by one of its properties, list the codes, or import the code system with that property.",
  ],
  "reference-set-not-offered": [
    "A reference set of SNOMED CT is asked for, and only concepts and their hierarchy are known here.",
    "List the members as concepts, or store the value set with its expansion.",
  ],
  "unfit-filter-operator": [
    "The operator does not go with this property.",
    "Use one of those listed: = and in for values, is-a for concept, regex for texts.",
  ],
  "hierarchy-is-no-is-a": [
    "is-a was asked of a hierarchy that says it is something else.",
    "Use child-of or the list of codes, or have the code system say hierarchyMeaning is-a if that is true.",
  ],
  "invalid-filter-regex": [
    "A regular expression in a filter can't be read, or uses what is left out so that no pattern can hang the server.",
    "Write it in RE2's syntax: no look-around and no back-references. It must fit the whole value.",
  ],
  "invalid-filter-boolean": [
    "The filter exists was given something else than true or false.",
    "Write true for those that have the property, false for those that have not.",
  ],
  "empty-include": [
    "A part of the value set's definition names neither a code system nor a value set.",
    "Give it system or valueSet, or delete the part.",
  ],
  "concept-without-code": [
    "A concept that the value set lists has no code.",
    "Add the code; a display alone does not say which concept is meant.",
  ],
  "unreadable-locked-date": [
    "The date that fixes the versions of the value set can't be read.",
    "Write it as 2025-03-31.",
  ],
  "without-definition": [
    "The value set says nothing about its codes: it has no compose and no expansion.",
    "Add a compose, or fetch the whole resource from where it comes from; a summary leaves it out.",
  ],
  "without-include": [
    "The compose of the value set has no include: it does not say which codes are in.",
    "Add an include; to take codes away, include the whole code system and exclude them.",
  ],
  "unknown-modifier-extension": [
    "The value set, code system or concept map, or a part of it that the question is about, has a modifier extension, or implicit rules, that nobody here understands: it may turn round what is said, so no answer is given.",
    "Take it out where it does not matter for the codes, or ask a server that knows it.",
  ],
  "no-version-at": [
    "All versions that are here are later than the date that was asked for.",
    "Ask for a later date, or have the version of that time imported.",
  ],
  "code-may-be-composed": [
    "The code system has a grammar for codes put together of others, and the code is none of those that are listed.",
    "Send a code that is listed, or ask a server that reads the grammar.",
  ],
  "membership-not-known": [
    "Whether the code is in the value set can't be told, because only a part of what decides is here.",
    "Import the code system or expansion as a whole. The answer is not no.",
  ],
  "no-coding-of-system": [
    "None of the codings is of the code system that was asked about.",
    "Send a coding of that system, or ask the value set instead.",
  ],
  "coding-without-code": [
    "A coding has a system or a display, but no code.",
    "Add the code. To find one from a name, use $match or the search.",
  ],
  "nothing-to-validate": [
    "No code was found in the request.",
    "Send code with system, coding, or codeableConcept; parameters in an address are code=...&system=...",
  ],
  "other-system": [
    "The coding is of another code system than the one it should be checked against.",
    "Ask about the code system of the coding, or leave the url out.",
  ],
  ABSTRACT_CODE_NOT_ALLOWED: [
    "The code only groups others, and was asked for as a value.",
    "Choose one of the codes below it, or allow abstract codes with abstract=true.",
  ],
  CODESYSTEM_CS_NO_SUPPLEMENT: [
    "The system of the coding is a supplement, which adds names to another system and has no codes.",
    "Put the address of the code system that it supplements into Coding.system.",
  ],
  CODE_CASE_DIFFERENCE: [
    "The code was recognised, but its author writes it with other capitals.",
    "Store it as the message has it: other programs may compare exactly.",
  ],
  CONCEPT_DEPRECATED_IN_VALUESET: [
    "The value set itself marks this code as one to leave.",
    "Choose another member; records that have it can stay as they are.",
  ],
  Coding_has_no_system__cannot_validate: [
    "The coding has a code and no system, so that it has no meaning that could be checked.",
    "Add system. Guessing it from a bare number leads to other diseases.",
  ],
  DEPRECATED_CONCEPT_FOUND: [
    "The code is still valid, but its authors advise against it.",
    "Look at the concept's page for what replaces it.",
  ],
  Display_Name_for__should_be_one_of__instead_of: [
    "The display that was sent is no name of this code.",
    "Check whether the code or the name is what was meant, and only then correct the other: a wrong name beside a right code is how mix-ups show.",
  ],
  Display_Name_WS_for__should_be_one_of__instead_of: [
    "The display is right but for its spaces.",
    "Take out spaces at the ends and double ones.",
  ],
  INACTIVE_CONCEPT_FOUND: [
    "The code is no longer in use.",
    "Keep it in old records; for new ones take the code that replaces it, which its page names if it is known.",
  ],
  INACTIVE_DISPLAY_FOUND: [
    "The name was right once, and has been withdrawn.",
    "Show one of the present names that the message lists.",
  ],
  INVALID_DISPLAY_NAME: [
    "The language that displays were wanted in is no language tag.",
    "Write tags such as de, pt-BR or a list with weights: de, en;q=0.5.",
  ],
  NO_VALID_DISPLAY_FOUND: [
    "The code system has no names, so the one that was sent can be neither right nor wrong.",
    "Nothing needs to be done; check the code itself.",
  ],
  NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_ERR: [
    "There is no name in that language, and the one that was sent is not the usual one either.",
    "Send the default display, or import a translation as a supplement.",
  ],
  NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_OK: [
    "There is no name in the language asked for; the one that was sent is right in the code system's own.",
    "Nothing needs to be done; a supplement with names of that language could be added.",
  ],
  None_of_the_provided_codes_are_in_the_value_set_one: [
    "The code is not a member of the value set.",
    "Open the value set's page, which shows how it is defined, and choose a member; or use a value set that fits the purpose.",
  ],
  STATUS_CODE_WARNING_CODE: [
    "The code is a member, but inactive, and activeOnly was asked for.",
    "Choose an active code, or leave activeOnly out to accept old records.",
  ],
  TX_GENERAL_CC_ERROR_MESSAGE: [
    "None of the codings of the concept is in the value set.",
    "The other issues say what is wrong with each coding; one good one is enough.",
  ],
  Terminology_TX_System_Relative: [
    "Coding.system is no absolute address.",
    "Write the canonical url of the code system, with http:// or urn:, not an id or a path.",
  ],
  Terminology_TX_System_ValueSet2: [
    "Coding.system names a value set. Value sets collect codes; they have none of their own.",
    "Put the code system's address there; the value set's page shows which systems its codes are of.",
  ],
  UNABLE_TO_HANDLE_SYSTEM_FILTER_WITH_NO_VALUE: [
    "A filter in the value set has an empty value, and would choose by nothing.",
    "Ask the author of the value set for the missing value, or complete it in ValueSet.compose.",
  ],
  UNABLE_TO_INFER_CODESYSTEM: [
    "The code came without a system, and no member of the value set has this code.",
    "Send the system. The code may also be misspelled, or not be in the value set at all.",
  ],
  UNKNOWN_CODESYSTEM: [
    "The code system of the code is not here, or is here without its concepts, so nothing is said about the code.",
    "Compare the address with the list under Content, and have the code system imported.",
  ],
  UNKNOWN_CODESYSTEM_EXP: [
    "The value set takes codes from a system that is not here.",
    "Import that code system, then expand again.",
  ],
  UNKNOWN_CODESYSTEM_VERSION: [
    "The code system is here, but not in the version that was named with the code.",
    "Use one of the versions that are listed, or name none to ask the latest.",
  ],
  UNKNOWN_CODESYSTEM_VERSION_EXP: [
    "The value set is bound to a version of a code system, and other versions are here.",
    "Import that version, or ask with system-version or force-system-version for one that is here.",
  ],
  UNKNOWN_CODESYSTEM_VERSION_EXP_NONE: [
    "The value set is bound to a version of a code system of which no version is here.",
    "Import the code system in that version.",
  ],
  UNKNOWN_CODESYSTEM_VERSION_NONE: [
    "A version was named of a code system that is not here in any.",
    "Check the address of the system before its version; then import it.",
  ],
  UNKNOWN_CODE_IN_FRAGMENT: [
    "The code is not in the part of the code system that is here; it may be in the rest.",
    "Do not take it for wrong. The whole code system, once imported, would tell.",
  ],
  Unable_to_resolve_system__value_set_has_multiple_matches: [
    "The code came without a system, and members of several systems have it.",
    "Send the system that is meant; the message lists which ones have the code.",
  ],
  Unable_to_resolve_value_Set_: [
    "No value set has this address here.",
    "Compare it with /r4/ValueSet. A hint may follow: the address may be a code system's, that of another version, or a misspelt one.",
  ],
  Unknown_Code_in: [
    "The code system has no such code.",
    "Look for misspellings, and for the code in other versions; the search finds codes by name.",
  ],
  Unknown_Code_in_Version: [
    "This version of the code system has no such code.",
    "It may be younger or older than that version: ask without a version, or name the one that the record was made with.",
  ],
  VALUESET_CIRCULAR_REFERENCE: [
    "Value sets include one another in a circle, so that there is no end of resolving them.",
    "Take one of the imports that the pathway lists out of its value set.",
  ],
  VALUESET_SUPPLEMENT_MISSING: [
    "The request or the value set demands one or more supplements that are not here, or that are of another code system than the one asked; the message names them.",
    "Import them, or leave them out of useSupplement: without them names that were asked for would be missing.",
  ],
  VALUESET_TOO_COSTLY: [
    "The expansion has too many codes for one answer, or no end.",
    "Ask for pages with count and offset, narrow it with filter, or ask $validate-code about single codes.",
  ],
  VALUESET_VALUE_MISMATCH: [
    "The value set is bound to one version of the code system, and the coding names another.",
    "Send the coding with the version of the value set, or without any.",
  ],
  VALUESET_VALUE_MISMATCH_CHANGED: [
    "A parameter of the request has changed the version that the value set uses, and the coding names another one.",
    "Bring system-version and the version of the coding into line.",
  ],
  VALUESET_VALUE_MISMATCH_DEFAULT: [
    "The value set names no version, so that the latest counts, and the coding is of another.",
    "Nothing needs to be done if the code means the same in both; else fix the version with system-version.",
  ],
  VALUESET_VERSION_CHECK: [
    "The request demands one version (check-system-version), and the value set uses another.",
    "Drop the demand, or change the value set; force-system-version overrides it.",
  ],
  VS_EXP_CS_NOT_PRESENT: [
    "The code system is here as a header, without its concepts, so that it can't be listed.",
    "Import its concepts. Value sets that list their codes one by one work without.",
  ],
  VS_EXP_EXCLUDE_NOT_KNOWN: [
    "What the value set leaves out is only known in part, so that too much would be listed.",
    "Import the whole of what is excluded.",
  ],
  VS_EXP_IMPORT_UNK: [
    "The value set includes another one that is not here.",
    "Import that value set, or write its codes into this one.",
  ],
  VS_EXP_IMPORT_UNK_PINNED: [
    "The value set includes a certain version of another one, and that version is not here.",
    "Import the version that is named, or change the reference to one that is here.",
  ],
  MSG_DEPRECATED: [
    "What was used is marked as deprecated by its authors.",
    "It still answers. Look for its successor before new data is built on it.",
  ],
  MSG_WITHDRAWN: [
    "What was used has been withdrawn by its authors.",
    "Find out why, at its publisher, before its answers are relied on.",
  ],
  MSG_RETIRED: [
    "What was used has been retired: nobody maintains it any more.",
    "Take the version that followed, if there is one.",
  ],
  MSG_EXPERIMENTAL: [
    "What was used is marked as experimental: made for trying things out.",
    "Do not use it in care; ask its publisher for the real one.",
  ],
  MSG_DRAFT: [
    "What was used is a draft that may still change.",
    "Note its version with your results, and check again when it becomes active.",
  ],
};
