/** `ossicle translate`: a code, or a name, in another code system. */
import { InvalidArgumentError } from "commander";
import { CONDITION_NAMES } from "../../terminology/resolve/names.ts";
import type { Store } from "../../terminology/store.ts";
import type { ExitCode, Io, Verb } from "../io.ts";
import { harmless, paint } from "../output/style.ts";
import { pairs, table } from "../output/table.ts";
import { jsonText } from "../output/text.ts";
import {
  codingMeant,
  type CommonOptions,
  knownSystems,
  systemFrom,
  withCommonOptions,
  withStore,
} from "../session.ts";
import {
  type Dependency,
  type Step,
  stepsFrom,
  together,
  type Way,
  waysThrough,
} from "../translate-matches.ts";

interface Options extends CommonOptions {
  system?: string;
  to?: string;
  map?: string;
  supplement?: string[];
  dependency?: [attribute: string, value: string][];
  reverse?: boolean;
  through?: string;
  name?: boolean;
}

export const translateVerb: Verb = (program, io, run) => {
  withCommonOptions(program.command("translate"))
    .summary("give a code or a name in another code system")
    .description(
      "Gives a code, or a name, in another code system, by every map that knows it, with who says so.",
    )
    .argument("<code>", "a code, PREFIX:code, or with --name the name of a condition")
    .option("-s, --system <uri>", "code system of the code: a uri or a prefix")
    .option("-t, --to <uri>", "only into this code system: a uri or a prefix")
    .option("-m, --map <name>", "only by this concept map: its url, url|version or TYPE/ID")
    .option("-r, --reverse", "from target to source")
    .option("--through <uri>", "in two steps, through this code system")
    .option("--name", "it is a name, not a code")
    .option("--supplement <url...>", "with the cross-references of these supplements")
    .option(
      "--dependency <attribute=value...>",
      "what else is known: gene=HGNC:4392",
      (text, before: [string, string][] = []) => [...before, dependencyFrom(text)],
    )
    .addHelpText(
      "after",
      `
Examples:
  ossicle translate OMIM:166350
  ossicle translate OMIM:166350 --reverse
  ossicle translate OMIM:166350 --through MONDO --to GARD
  ossicle translate "Osteoma cutis" --name --json
  ossicle translate "Myositis ossificans progressiva" --name --dependency gene=HGNC:4392`,
    )
    .action((code: string, options: Options) => run(() => translate(code, options, io)));
};

function dependencyFrom(text: string): [attribute: string, value: string] {
  const [, attribute, value] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (attribute === undefined || value === undefined)
    throw new InvalidArgumentError("Write attribute=value, such as gene=HGNC:4392.");
  return [attribute, value];
}

/** A value with a prefix, or an address, is a code; any other is text. */
async function readDependency([attribute, value]: [string, string], store: Store): Promise<Dependency> {
  const isCode = /^[A-Za-z][\w.-]*:\S+$/.test(value);
  return { attribute, value: isCode ? await codingMeant(value, undefined, store) : value };
}

function translate(text: string, options: Options, io: Io): Promise<ExitCode> {
  return withStore(options, io, async (store) => {
    const systems = await knownSystems(store);
    const { system, code } = options.name
      ? { system: CONDITION_NAMES, code: text }
      : await codingMeant(text, options.system, store);
    const { map, reverse, supplement } = options;
    const to = options.to === undefined ? undefined : systemFrom(options.to, systems);
    const dependencies = await Promise.all(
      (options.dependency ?? []).map((given) => readDependency(given, store)),
    );
    const question = { system, code, to, map, reverse, supplement, dependencies };
    if (options.through !== undefined) {
      const { ways, message } = await waysThrough(store, question, systemFrom(options.through, systems));
      if (options.json) io.out(jsonText({ ways: ways.map(asData), message }));
      else show(ways, ways.length > 0, message, io);
      return ways.some((way) => together(way) !== "not-related-to") ? 0 : 1;
    }
    const { steps, result, message, resource } = await stepsFrom(store, question);
    const ways = steps.map((step): Way => [step]);
    if (options.json) io.out(jsonText(resource));
    else show(ways, result, message, io);
    return result ? 0 : 1;
  });
}

const asData = (way: Way) => ({ relationship: together(way), steps: way });

function show(ways: readonly Way[], found: boolean, message: string | undefined, io: Io): void {
  const color = paint(io);
  io.out(color(found ? "green" : "yellow", found ? "Found\n" : "No translation\n"));
  io.out(pairs(io, [["Note", message]]));
  if (ways.length === 0) return;
  const onlyIf = ways.some((way) => conditionsOf(way).length > 0);
  const rows = ways.map((way) => {
    const { coding, map } = way.at(-1)!;
    return [
      together(way) ?? "",
      ...(onlyIf ? [conditionsOf(way).join(" and ")] : []),
      coding.code ?? "(none)",
      coding.display ?? "",
      coding.system ?? "",
      map ?? "",
    ];
  });
  const headings = ["Relationship", ...(onlyIf ? ["Only if"] : []), "Code", "Display", "System", "By map"];
  io.out(`\n${table(io, headings, rows)}`);
  const said = ways.flatMap((way) => way.map((step) => provenance(step, way.length > 1)));
  for (const line of new Set(said)) if (line !== "") io.out(color("dim", harmless(line)));
}

/** Without them the relationship is not said. */
const conditionsOf = (way: Way): readonly string[] => way.flatMap(({ conditions }) => conditions);

/** What a reader wants to know before trusting it. */
const SAID = [
  "predicate_id",
  "mapping_justification",
  "justification",
  "asserted-by",
  "author_label",
  "reviewer_label",
  "reviewed-by",
  "confidence",
  "mapping_date",
];

function provenance(step: Step, withRelationship: boolean): string {
  const said = SAID.flatMap((name) => step.provenance.filter(([n]) => n === name)).map(
    ([n, value]) => `${n}: ${value}`,
  );
  if (withRelationship) said.unshift(step.relationship, `by ${step.map ?? "?"}`);
  if (step.comment !== undefined) said.push(step.comment);
  return said.length === 0 ? "" : `  ${step.coding.code ?? "(none)"}: ${said.join("; ")}\n`;
}
