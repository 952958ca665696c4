/** `ossicle diff`: what changed between two versions, in plain words and as data. */
import { printCanonical } from "../../terminology/canonical.ts";
import { EVERY_CONCEPT } from "../../terminology/concepts/concept-condition.ts";
import { notComparable } from "../../terminology/issues/command-line.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import type { CodeSystem, Concept } from "../../terminology/model.ts";
import type { StoredResource, Terminology } from "../../terminology/store.ts";
import { type Change, type Detail, diffConcepts } from "../diff/code-system-diff.ts";
import { diffMappings } from "../diff/concept-map-diff.ts";
import { findOne, headerOf } from "../find-stored.ts";
import type { ExitCode, Io, Verb } from "../io.ts";
import { harmless, paint } from "../output/style.ts";
import { jsonText } from "../output/text.ts";
import { type CommonOptions, withCommonOptions, withStore } from "../session.ts";

interface Options extends CommonOptions {
  all?: boolean;
}

export const diffVerb: Verb = (program, io, run) => {
  withCommonOptions(program.command("diff"))
    .summary("say what changed between two versions")
    .description("Says what changed between two versions of a code system or a concept map.")
    .argument("<before>", "url|version or TYPE/ID")
    .argument("<after>", "url|version or TYPE/ID; |version alone is of the same url")
    .option("-a, --all", "show every change, not only the first ones")
    .addHelpText(
      "after",
      `
Examples:
  ossicle diff 'https://example.org/codes|1.0' '|1.1'
  ossicle diff ConceptMap/a ConceptMap/b --json`,
    )
    .action((before: string, after: string, options: Options) => run(() => diff(before, after, options, io)));
};

function diff(before: string, after: string, options: Options, io: Io): Promise<ExitCode> {
  return withStore(options, io, async (store) => {
    const from = await findOne(store, before);
    const to = await findOne(store, after.startsWith("|") ? `${headerOf(from).url ?? ""}${after}` : after);
    const changes = await changesBetween(store, from, to);
    const names = [nameOf(from), nameOf(to)] as const;
    if (options.json) io.out(jsonText({ before: names[0], after: names[1], changes }));
    else {
      io.out(`From ${names[0]}\nto   ${names[1]}\n\n`);
      show(io, from.type, changes, options.all ?? false);
    }
    return changes.length > 0 ? 1 : 0;
  });
}

const nameOf = (stored: StoredResource): string => {
  const header = headerOf(stored);
  return header.url === undefined ? `${stored.type}/${stored.id}` : printCanonical(header);
};

async function changesBetween(
  store: Terminology,
  from: StoredResource,
  to: StoredResource,
): Promise<Change[]> {
  const [old, young] = [from.resource, to.resource];
  if (old?.resourceType === "CodeSystem" && young?.resourceType === "CodeSystem") {
    return diffConcepts(await conceptsOf(store, old), await conceptsOf(store, young));
  }
  if (from.type === "ConceptMap" && to.type === "ConceptMap") {
    const [before] = await store.conceptMaps({ id: from.id });
    const [after] = await store.conceptMaps({ id: to.id });
    return diffMappings(before!.all(), after!.all());
  }
  throw new TerminologyError(notComparable(from.type, to.type));
}

async function conceptsOf(store: Terminology, { url, version, content }: CodeSystem): Promise<Concept[]> {
  const provider =
    content === "supplement"
      ? (await store.supplements({ url: url!, version }))[0]
      : await store.codeSystem({ url: url!, version });
  return (await provider!.select({ condition: EVERY_CONCEPT })).items;
}

const SHOWN = 50;

function show(io: Io, type: string, changes: readonly Change[], all: boolean): void {
  const color = paint(io);
  const count = (kind: Change["kind"]): number => changes.filter((c) => c.kind === kind).length;
  const thing = type === "CodeSystem" ? "Codes" : "Mappings";
  if (changes.length === 0) {
    io.out(`${thing}: the same.\n`);
    return;
  }
  io.out(`${thing}: ${count("added")} added, ${count("removed")} removed, ${count("changed")} changed.

`);
  const marks = { added: color("green", "+"), removed: color("red", "-"), changed: color("yellow", "~") };
  for (const { kind, code, display, details } of all ? changes : changes.slice(0, SHOWN)) {
    io.out(`${marks[kind]} ${harmless(code)}${display === undefined ? "" : `  ${harmless(display)}`}\n`);
    for (const detail of details) io.out(`    ${harmless(words(detail))}\n`);
  }
  if (!all && changes.length > SHOWN) io.out(`... and ${changes.length - SHOWN} more; --all shows them\n`);
}

function words({ what, from, to }: Detail): string {
  if (from === undefined || from === "") return `${what} added: ${to ?? ""}`;
  if (to === undefined || to === "") return `${what} removed: ${from}`;
  return `${what} was: ${from}\n    ${" ".repeat(what.length)} now: ${to}`;
}
