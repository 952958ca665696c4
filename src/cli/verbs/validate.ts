/** `ossicle validate`: may this code be used? */
import type * as r5 from "fhir/r5";
import { isLeftOpen } from "../../fhir/operations/left-open.ts";
import { ask, named, type Node, valueOf } from "../ask.ts";
import { isIdOf } from "../find-stored.ts";
import type { ExitCode, Io, Verb } from "../io.ts";
import { paint } from "../output/style.ts";
import { pairs } from "../output/table.ts";
import { jsonText } from "../output/text.ts";
import { codingMeant, type CommonOptions, withCommonOptions, withStore } from "../session.ts";

interface Options extends CommonOptions {
  system?: string;
  valueSet?: string;
  display?: string;
  codeVersion?: string;
  language?: string;
}

export const validateVerb: Verb = (program, io, run) => {
  withCommonOptions(program.command("validate"))
    .summary("say whether a code is valid")
    .description("Says whether a code is in a code system or a value set, and whether a display fits it.")
    .argument("<code>", "a code, PREFIX:code, or the address of an entry")
    .option("-s, --system <uri>", "code system: a uri or a prefix")
    .option("-v, --value-set <name>", "is it in this value set? Its url, url|version or TYPE/ID")
    .option("-d, --display <text>", "does this display fit it?")
    .option("--code-version <version>", "version of the code system")
    .option("-l, --language <tag>", "language of the display")
    .addHelpText(
      "after",
      `
Examples:
  ossicle validate OMIM:166350
  ossicle validate OMIM:166350 --value-set https://w3id.org/ossicle/ValueSet/poh-codes
  ossicle validate 109 --system GARD --display "Progressive osseous heteroplasia"`,
    )
    .action((code: string, options: Options) => run(() => validate(code, options, io)));
};

function validate(text: string, options: Options, io: Io): Promise<ExitCode> {
  return withStore(options, io, async (store) => {
    const { system, code } = await codingMeant(text, options.system, store);
    const { valueSet } = options;
    const inValueSet = valueSet !== undefined;
    const hasId = inValueSet && isIdOf("ValueSet", valueSet);
    const at = hasId ? valueSet : inValueSet ? "ValueSet" : "CodeSystem";
    const { resource, parameters } = await ask(store, `${at}/$validate-code`, [
      ["url", hasId ? undefined : inValueSet ? valueSet : system],
      ["system", inValueSet ? system : undefined],
      ["code", code],
      ["display", options.display],
      [inValueSet ? "systemVersion" : "version", options.codeVersion],
      ["displayLanguage", options.language],
    ]);
    if (options.json) io.out(jsonText(resource));
    else show(parameters, io);
    return valueOf(parameters, "result") === "true" ? 0 : 1;
  });
}

function show(parameters: readonly Node[], io: Io): void {
  const valid = valueOf(parameters, "result") === "true";
  const outcome = named(parameters, "issues")[0]?.resource as r5.OperationOutcome | undefined;
  const color = paint(io);
  const known = valid ? color("green", "Valid\n") : color("red", "Not valid\n");
  io.out(isLeftOpen(valid, outcome?.issue ?? []) ? color("yellow", "Not known\n") : known);
  io.out(
    pairs(io, [
      ["Code", valueOf(parameters, "code")],
      ["Display", valueOf(parameters, "display")],
      ["System", valueOf(parameters, "system")],
      ["Version", valueOf(parameters, "version")],
    ]),
  );
  for (const { severity, details } of outcome?.issue ?? []) io.out(pairs(io, [[severity, details?.text]]));
  if (!outcome) io.out(pairs(io, [["Note", valueOf(parameters, "message")]]));
}
