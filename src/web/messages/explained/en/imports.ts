/** Messages about files that are imported: whether they can be read, and what is there already. */
import type { Explanations } from "../explanation.ts";

export const imports: Explanations = {
  "no-such-file": [
    "The file or folder that was named is not there.",
    "Correct the path. It is read from the folder in which the command runs.",
  ],
  "unreadable-file": [
    "The system does not let the file be read; the message says why.",
    "Give the user that runs Ossicle the right to read it, or copy it elsewhere.",
  ],
  "empty-file": ["There is nothing in the file.", "Fetch or save it again: a download may have broken off."],
  "unknown-format": [
    "Neither the name nor the beginning of the file is that of a format that is imported.",
    "Choose the format where you know it (“Format” on the page, --format on the command line), or convert the file into one of those that the message lists.",
  ],
  "other-kind-of-file": [
    "The file is of a kind that nothing is imported from as it stands, whatever its name is.",
    "Unpack it, save or convert it as the message says, or mend its name.",
  ],
  "unknown-format-name": [
    "The format was given by a name that there is not.",
    "Take one of the names in the message, or give none: formats are recognised.",
  ],
  "nothing-to-import": [
    "No file in the folder has a format that is imported.",
    "Name the files themselves, or the folder in which they lie.",
  ],
  "not-utf8": [
    "A byte of the file is not UTF-8, so that letters would be read wrongly.",
    "Save it as UTF-8. From Excel: “CSV UTF-8”, or send the workbook itself.",
  ],
  "other-encoding": [
    "The file is written in another encoding than UTF-8, and has no mark that says which.",
    "Open it in an editor and save it as UTF-8.",
  ],
  "control-character": [
    "A character stands in the file that is invisible and no text: it may be left over from another program.",
    "Look at the line that the message names, and take the character out.",
  ],
  "byte-order-mark": [
    "An invisible mark stands at the beginning of the file, as some programs write it. It was skipped.",
    "Nothing: it is only said so that nobody looks for it.",
  ],
  "line-too-long": [
    "One line is longer than any real one; a quotation mark may be open, or the line ends are missing.",
    "Look at the line that is named, and close its quotation marks.",
  ],
  "document-too-large": [
    "A single document is larger than what is read at one go.",
    "Write it as NDJSON or as a Bundle, which are read in pieces, or split it.",
  ],
  truncated: [
    "The file stops in the middle of something.",
    "Fetch it again; its size shows whether a download was complete.",
  ],
  malformed: [
    "The file breaks the rules of its own format, at the place that is named.",
    "Correct that place, or export the file again from where it comes from.",
  ],
  "archive-too-large": [
    "Unpacked, the archive would be larger than what is allowed.",
    "Unpack it yourself and import the files that you need.",
  ],
  "archive-too-dense": [
    "The archive swells so much that it looks like an attack.",
    "If you trust it, unpack it yourself and import what is in it.",
  ],
  "unsafe-entry": [
    "A file in the archive would be written outside of its folder.",
    "Do not use the archive; ask where it comes from.",
  ],
  "corrupt-archive": [
    "The archive can't be unpacked: bytes are missing or changed.",
    "Fetch it again, and compare its checksum where there is one.",
  ],
  "entry-no-list": [
    "The entries of the Bundle are no list, so that none of them could be read.",
    "Put them into square brackets, or fetch the file again.",
  ],
  "entry-no-object": [
    "An entry of the Bundle is a text, a number, a list or nothing, where an object is expected.",
    'Put the resource there as { "resource": { ... } }, or take the entry out.',
  ],
  "misspelt-type": [
    "The resource calls itself by a name that FHIR does not have, and that is nearly one of those that are imported.",
    "Mend its resourceType.",
  ],
  "no-resource-type": [
    "The JSON is no FHIR resource: nothing in it says its type.",
    'Give a file that begins with { "resourceType": ... }, or choose the right format.',
  ],
  "without-url": [
    "A code system, value set or map came without its canonical address, by which others name it.",
    "Add url to the resource.",
  ],
  "no-package-manifest": [
    "The archive has no package.json that says its FHIR version, as FHIR's packages do.",
    "Fetch the package from a FHIR registry, or import the single files.",
  ],
  "unknown-fhir-version": [
    "The resources are of a FHIR version that is neither R4 nor R5.",
    "Where they are like one of the two, say which: “FHIR version” on the page, --fhir-version on the command line.",
  ],
  "dependency-not-given": [
    "The package builds on another one that did not come along.",
    "Import that one too if its codes are needed; the command line finds it in the folder of --dependencies.",
  ],
  "dependency-missing": [
    "A package that another one needs is not in the folder of dependencies.",
    "Put its .tgz there and import again.",
  ],
  "no-code": ["A row or concept has a name, but no code.", "Fill the code in, or leave refused rows out."],
  "bad-code": [
    "The code has blanks or signs that FHIR allows in no code.",
    "Write it as its publisher does, without blanks at its ends.",
  ],
  "cyclic-hierarchy": [
    "A concept stands, over several steps, under itself.",
    "Take one of the named parents away.",
  ],
  "odd-code": [
    "The code does not look like those of its code system. It was kept as it stands.",
    "Compare it with its source: often letters were mistyped, or zeros got lost.",
  ],
  "more-odd-codes": [
    "More codes than are listed do not look like those of their code system.",
    "Look at the first ones: if all are of one kind, the wrong code system may be named.",
  ],
  "replaces-other": [
    "One of this address and version is there already, and it came from another source; so that nothing is lost by mistake, nothing was written.",
    "On the page open “How it is read” and say what is to become of what is there already: it is added to, or replaced. On the command line: --merge or --replace. To keep both give the new one another address or version.",
  ],
  "changed-meanwhile": [
    "Between reading what was there and writing, somebody else wrote the same resource: another import, or a program over HTTP. What they wrote has stayed.",
    "Import the same again: it is then added to what is there now, or the question is asked what is to become of it.",
  ],
  "will-replace": [
    "What was stored under this address and version gives way to what comes now.",
    "Nothing, if that is meant. Otherwise stop here, and give the new one a version of its own.",
  ],
  "brought-twice": [
    "Two of the files make the same code system or map; one of them would be lost.",
    "Import the second one by itself with --merge to add to the first. To keep the last alone, give --replace; to keep both apart, --url or --set-version.",
  ],
  "twice-in-one-run": [
    "Two of the files hold the same resource; the later one counts.",
    "Take the one out that is not meant.",
  ],
};
