/** `ossicle lookup`: what a code means. */
import { SYNONYM } from "../../terminology/concepts/designation-uses.ts";
import { ask, named, type Node, printValue, valueOf } from "../ask.ts";
import type { ExitCode, Io, Verb } from "../io.ts";
import { pairs, table } from "../output/table.ts";
import { jsonText } from "../output/text.ts";
import { codingMeant, type CommonOptions, withCommonOptions, withStore } from "../session.ts";

interface Options extends CommonOptions {
  system?: string;
  codeVersion?: string;
  language?: string;
  property?: string[];
  supplement?: string[];
}

export const lookupVerb: Verb = (program, io, run) => {
  withCommonOptions(program.command("lookup"))
    .summary("say what a code means")
    .description("Says what a code means: its display, definition, names and properties.")
    .argument("<code>", "a code, PREFIX:code, or the address of an entry")
    .option("-s, --system <uri>", "code system: a uri, another address of it, an OID or a prefix")
    .option("--code-version <version>", "version of the code system")
    .option("-l, --language <tag>", "language of the display, as in de or de-CH")
    .option("-p, --property <code...>", "only these properties")
    .option("--supplement <url...>", "with these supplements")
    .addHelpText(
      "after",
      `
Examples:
  ossicle lookup OMIM:166350
  ossicle lookup progressive-osseous-heteroplasia -s https://w3id.org/ossicle/CodeSystem/genetic-conditions
  ossicle lookup DOID:0111535 --json`,
    )
    .action((code: string, options: Options) => run(() => lookup(code, options, io)));
};

function lookup(text: string, options: Options, io: Io): Promise<ExitCode> {
  return withStore(options, io, async (store) => {
    const { system, code } = await codingMeant(text, options.system, store);
    const { resource, parameters } = await ask(store, "CodeSystem/$lookup", [
      ["system", system],
      ["code", code],
      ["version", options.codeVersion],
      ["displayLanguage", options.language],
      ...(options.property ?? []).map((p) => ["property", p] as const),
      ...(options.supplement ?? []).map((s) => ["useSupplement", s] as const),
    ]);
    if (options.json) io.out(jsonText(resource));
    else show(parameters, io);
    return 0;
  });
}

function show(parameters: readonly Node[], io: Io): void {
  const version = valueOf(parameters, "version");
  io.out(
    pairs(io, [
      ["Code", valueOf(parameters, "code")],
      ["Display", valueOf(parameters, "display")],
      ["System", `${valueOf(parameters, "system")}${version === undefined ? "" : `|${version}`}`],
      ["Definition", valueOf(parameters, "definition")],
      ["Note", valueOf(parameters, "message")],
    ]),
  );
  const names = named(parameters, "designation").map(({ part }) => [
    valueOf(part, "value") ?? "",
    valueOf(part, "language") ?? "",
    shortUse(named(part, "use")[0]),
  ]);
  if (names.length > 0) io.out(`\n${table(io, ["Name", "Language", "Use"], names)}`);
  const properties = named(parameters, "property").map(({ part }) => [
    valueOf(part, "code") ?? "",
    valueOf(part, "value") ?? "",
  ]);
  if (properties.length > 0) io.out(`\n${table(io, ["Property", "Value"], properties)}`);
}

function shortUse(use: Node | undefined): string {
  if (use?.valueCoding?.code === SYNONYM.code) return "synonym";
  return use?.valueCoding?.display ?? use?.valueCoding?.code ?? (use ? printValue(use) : "");
}
