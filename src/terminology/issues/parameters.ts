/** Messages about the parameters of a request. */
import { beyondDoubles, error, type Issue, quote } from "./issue.ts";

/** @param names a parameter, or several of which one will do: `url or valueSet` */
export const requiredParameter = (names: string, hint: string): Issue =>
  error("required-parameter", "required", `${names} is required: ${hint}`, {
    expression: names.split(/ or |, /),
  });

export const invalidParameter = (name: string, value: unknown, expected: string): Issue =>
  error(
    "invalid-parameter",
    "value",
    `${name}: ${beyondDoubles(value) ?? quote(value)} is not valid here; ${expected}`,
    { expression: [name] },
  );

/** Its value is missing, or stands where it can't be read. */
export const misplacedParameter = (name: string, problem: string, expected: string): Issue =>
  error("misplaced-parameter", "value", `${name} is not valid here: ${problem}; ${expected}`, {
    expression: [name],
  });

export const refusedParameter = (name: string, why: string): Issue =>
  error("refused-parameter", "not-supported", `${name} is not supported: ${why}`, { expression: [name] });

export const misspelledParameter = (name: string, meant: string): Issue =>
  error(
    "misspelled-parameter",
    "invalid",
    `Parameter ${quote(name)} is not defined here; did you mean '${meant}'?`,
    { expression: [meant] },
  );

export const unknownParameter = (name: string, known: readonly string[]): Issue =>
  error(
    "unknown-parameter",
    "not-supported",
    `Parameter ${quote(name)} is not defined here (handling=strict). Defined are: ${known.join(", ")}`,
  );

export const exclusiveParameters = (names: readonly string[]): Issue =>
  error("exclusive-parameters", "invalid", `Give exactly one of ${names.join(", ")}`, {
    expression: [...names],
  });

/** Two of one parameter name different versions of one code system or value set. */
export const contradictoryVersions = (parameter: string, url: string, one: string, other: string): Issue =>
  invalidParameter(parameter, `${url}|${other}`, `it is given as ${url}|${one} too; name one version`);

export const invalidDisplayLanguage = (text: string): Issue => ({
  severity: "error",
  code: "processing",
  txType: "invalid-display",
  text: `Invalid displayLanguage: ${quote(text)}`,
  messageId: "INVALID_DISPLAY_NAME",
  diagnostics: "It takes language tags of BCP 47, such as 'de' or 'fr-CA, en;q=0.5'",
});
