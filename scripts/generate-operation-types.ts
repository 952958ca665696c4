/**
 * Writes src/fhir/operations/types.ts, the input and output of each operation as TypeScript, from resources/operations:
 * `node scripts/generate-operation-types.ts`. To be run after a change there; a test says when it is due.
 */
import { writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";
import {
  isResourceType,
  type OperationData,
  operationNames,
  ownDefinition,
  type ParameterDefinition,
  sharedParameters,
} from "../src/fhir/operations/definition.ts";

export const TYPES = new URL("../src/fhir/operations/types.ts", import.meta.url);

const HEAD = `/** Made by scripts/generate-operation-types.ts from resources/operations: what each operation takes and gives. */
import type * as r5 from "fhir/r5";
import type { CodeableConcept, CodeSystem, Coding, ConceptMap, Quantity, Resource, ValueSet } from "../../terminology/model.ts";
import type { TypedValue } from "./write-parameters.ts";
`;

type Use = "in" | "out";

const instanceOf = ({ levels, resource }: OperationData): string =>
  (levels.includes("instance") ? resource : undefined) ?? "undefined";

/** The source of the module. */
export async function typesSource(): Promise<string> {
  const all = operationNames().map(ownDefinition);
  const outputs = new Map<string, string>();
  const source = [
    HEAD,
    interfaceOf("CommonInput", sharedParameters(), "in", "What operations share; not each takes all of it."),
    ...all.flatMap((data) => [inputOf(data), outputOf(data, outputs)]),
    `/** By the name of the operation's file; \`instance\`: what it may be called on. */\nexport interface OperationTypes {\n${all
      .map(
        (data) =>
          `"${data.file}": { input: ${typeName(data.file)}Input; output: ${typeName(data.file)}Output; instance: ${instanceOf(data)} };`,
      )
      .join("\n")}\n}`,
  ].join("\n\n");
  const file = TYPES.pathname;
  return format(source, { ...(await resolveConfig(file)), filepath: file });
}

function inputOf(data: OperationData): string {
  const base = data.parametersOf ? `${typeName(data.parametersOf)}Input` : "CommonInput";
  const inherited = data.common?.length === 0 ? "" : ` extends ${base}`;
  const about = `The input of ${data.resource ? `${data.resource}/` : ""}$${data.name}.`;
  return interfaceOf(`${typeName(data.file)}Input`, data.parameters, "in", about, inherited);
}

/** @param known the outputs so far: two operations that give the same give one type */
function outputOf(data: OperationData, known: Map<string, string>): string {
  const about = `The output of ${data.resource ? `${data.resource}/` : ""}$${data.name}.`;
  const name = `${typeName(data.file)}Output`;
  const parameters = data.output ?? [];
  const members = JSON.stringify(parameters.map(({ documentation: _documentation, ...rest }) => rest));
  const same = known.get(members);
  if (same !== undefined) return `/** ${about} */\nexport type ${name} = ${same};`;
  known.set(members, name);
  return interfaceOf(name, parameters, "out", about);
}

function interfaceOf(
  name: string,
  parameters: readonly ParameterDefinition[],
  use: Use,
  about: string,
  inherited = "",
): string {
  const inner = parameters.flatMap((p) =>
    p.part ? [interfaceOf(partName(name, p), p.part, use, `${p.documentation}.`)] : [],
  );
  if (parameters.length === 0 && inherited === "")
    return `/** ${about} */\nexport type ${name} = Record<string, never>;`;
  const members = parameters.map((p) => member(name, p, use)).join("\n");
  return [...inner, `/** ${about} */\nexport interface ${name}${inherited} {\n${members}\n}`].join("\n\n");
}

function member(owner: string, parameter: ParameterDefinition, use: Use): string {
  const { name, max, required, documentation } = parameter;
  const one = parameter.part ? partName(owner, parameter) : valueType(parameter, use);
  const type = max === "*" ? `${one.includes(" ") ? `(${one})` : one}[]` : one;
  const key = /^[A-Za-z]+$/.test(name) ? name : `"${name}"`;
  const optional = required && (use === "in" || max !== "*");
  return `/** ${documentation}. */\n${key}${optional ? "" : "?"}: ${type}${optional ? "" : " | undefined"};`;
}

/** What is read is what it is; what is written says its type where the parameter leaves it open. */
function valueType({ type = "string", types = [] }: ParameterDefinition, use: Use): string {
  const all = [type, ...types];
  if (use === "out" && types.length > 0) return "TypedValue";
  return [...new Set(all.map(typeScript))].join(" | ");
}

function typeScript(type: string): string {
  if (type === "boolean") return "boolean";
  if (type === "integer" || type === "decimal") return "number";
  if (/^[a-z]/.test(type)) return "string";
  return isResourceType(type) && type !== "Resource" ? `r5.${type}` : type;
}

const typeName = (file: string): string =>
  file.replace(/(^|-)([a-z])/g, (_match, _dash, letter: string) => letter.toUpperCase());

const partName = (owner: string, { name }: ParameterDefinition): string => `${owner}${typeName(name)}`;

if (import.meta.main) writeFileSync(TYPES, await typesSource());
