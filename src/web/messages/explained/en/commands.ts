/** Messages of the command line. */
import type { Explanations } from "../explanation.ts";

export const commands: Explanations = {
  "bad-option": [
    "An option of the command has a value that it does not take.",
    "See its choices with --help after the command.",
  ],
  "store-forgets": [
    "The store that was named lives in memory, and would be gone when the command ends.",
    "Name one that lasts: --store sqlite:FILE; or look only, with --dry-run.",
  ],
  "system-needed": [
    "A code was given without its code system; many have the same code.",
    "Add --system, or write the prefix in front: OMIM:166350.",
  ],
  "code-of-several": [
    "Several of the code systems that are stored have this code.",
    "Say with --system which one is meant.",
  ],
  "unknown-system-name": [
    "The code system was named by a word that is not known here.",
    "Give its address, or one of the prefixes in the message.",
  ],
  "nothing-called": [
    "Nothing in the store has this address, id or title.",
    "See with ossicle list what there is.",
  ],
  "several-called": [
    "Several resources could be meant.",
    "Name the one by TYPE/ID, as the message has them.",
  ],
  "not-exportable": [
    "This type of resource has no place in the format that was asked for.",
    "Take another format; SSSOM is for concept maps alone.",
  ],
  "needs-confirmation": [
    "Deleting wants a yes, and nobody sits at the terminal to give it.",
    "Add --yes to the command, after a look with --dry-run.",
  ],
  "not-comparable": [
    "Two different types of resource were given to be compared.",
    "Give two code systems, or two concept maps.",
  ],
  "unknown-shell": ["There is no completion for this shell.", "Take one of those in the message."],
  "target-missing": ["The command was not told what it shall give back.", "Name it, or say --all."],
  "output-unwritable": [
    "What was to be written could not be, or not all of it: take nothing for whole that lies there now.",
    "See that the folder is there, that you may write to it and that there is room, and give the command again.",
  ],
  "many-need-folder": [
    "Several resources can't go into one file of this format.",
    "Name a folder with --output FOLDER/, or take --format ndjson.",
  ],
};
