/** Codes in issue.details.coding: HL7's kinds of terminology issues, and what a program should know of a translation. */
import type { Explanations } from "../explanation.ts";

export const kinds: Explanations = {
  "not-in-vs": [
    "The code is valid, but not a member of the value set.",
    "Choose a member: the value set's page lists them.",
  ],
  "this-code-not-in-vs": [
    "One coding of several is not in the value set; another may be.",
    "Nothing needs to be done as long as the result is true.",
  ],
  "invalid-code": [
    "The code is not one of its code system.",
    "Check its spelling and the version; a code system that is known in part says so in the text.",
  ],
  "invalid-data": [
    "The coding itself is not sound: its system or code is missing or of the wrong kind.",
    "Give it an absolute system and a code.",
  ],
  "invalid-display": [
    "The display does not belong to the code.",
    "Find out which of the two is meant. The text lists the names that are right.",
  ],
  "display-comment": [
    "The display is known, but something is to be said about it, as that it was withdrawn.",
    "Take a present name when you next show it.",
  ],
  "code-comment": [
    "The code is valid, and something is to be said about it.",
    "Review whether it should still be recorded; old records may keep it.",
  ],
  "code-rule": [
    "A rule about the use of codes is touched: case, activity or abstractness.",
    "Follow what the text says about this code.",
  ],
  "cannot-infer": ["The code system could not be told from the code alone.", "Send the system along."],
  "vs-invalid": [
    "The definition of the value set is wrong or contradicts itself.",
    "Mend the value set at the place that is named, or tell its author.",
  ],
  "status-check": [
    "A resource that was used is not simply active.",
    "Weigh whether a draft, experimental or retired resource is good enough for the purpose.",
  ],
  "version-error": [
    "A version that was demanded is not the one that would be used.",
    "Bring the version parameters and the value set into line.",
  ],
  "processing-note": [
    "It is told how the answer came about.",
    "Read it when the answer surprises; nothing is wrong.",
  ],
  uncertain: [
    "The answer could not be made certain with what is here.",
    "Load what is missing, before the answer is taken for a no.",
  ],
  "marked-name": [
    "Beside the name stands a word or sign that changes its meaning: a doubt, a denial, a history, another person.",
    "Do not code it as a present finding of this patient. A person decides what the record says.",
  ],
  "name-not-exact": [
    "The name is listed for the condition, but does not mean the same: it is wider, narrower or only related.",
    "Have a person confirm it before it is recorded; the statement's relation says which it is.",
  ],
  "display-contradicts": [
    "The display that came with the code is a name of something else.",
    "Look at the record: code and words disagree, and one of them is wrong.",
  ],
  "text-contradicts": [
    "The text beside the code names something else than the code.",
    "Look at the record before using either; the code was what counted here.",
  ],
  "maps-disagree": [
    "Several maps say different things of the same code.",
    "See on the concept's page who says what and on what evidence, and decide for one map with url.",
  ],
  "codings-disagree": [
    "The codings of one concept lead to different conditions.",
    "Check which of them the record means; sending one alone gives a clear answer.",
  ],
  "several-sources": [
    "Read backwards, the map leads to more than one code that means the same.",
    "Choose by the purpose, or ask in the direction that the map was made for.",
  ],
  "condition-open": [
    "The statement holds only under a condition that the request does not answer, such as the gene.",
    "Send it as dependency; until then neither possibility may be applied.",
  ],
  "condition-contradicted": [
    "A statement was left out, because what was sent contradicts its condition.",
    "Nothing needs to be done if that is right; else correct the dependency.",
  ],
  "other-version": [
    "The map was made for another version of the code system than the one that was sent.",
    "Check that the code means the same in both versions.",
  ],
  "system-unknown": [
    "Neither the code system nor a map of it is here, so that this is no statement about its codes.",
    "Correct the address of the system; the message may name the one that is likely. Or import a map.",
  ],
  "system-without-map": [
    "No map here goes from or into this system.",
    "Import one. That nothing was found says nothing about the code.",
  ],
  "supplement-needed": [
    "What was asked is known only through a supplement that was not asked for.",
    "Ask again with useSupplement, if codes beyond the source are good enough for you.",
  ],
  "licence-needed": [
    "Codes of this system need a licence, so that no map of it comes with the server.",
    "Import a map that you are licensed for.",
  ],
  "code-unknown": [
    "The code is not in the system, or in none of the maps that are here.",
    "Check its spelling; a map that lists it could be imported.",
  ],
};
