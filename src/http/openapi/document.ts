/** The OpenAPI 3.1 document of one FHIR version's address (https://spec.openapis.org/oas/v3.1.0), made from the server's tables. */
import { software } from "../../content/software.ts";
import type { Schema } from "../../fhir/operations/schema.ts";
import type { FhirVersion } from "../../fhir/version.ts";
import type { ResourceType } from "../../terminology/model.ts";
import { operations } from "../operations/index.ts";
import { interactionPaths } from "./interaction-paths.ts";
import { type AnswerTo, operationPaths } from "./operation-paths.ts";
import { COMPONENTS } from "./schemas.ts";
import type { OpenApiDocument } from "./shapes.ts";

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  Server: "The server as a whole",
  CodeSystem: "Code systems and their concepts",
  ValueSet: "Value sets: what is in them, and whether a code is",
  ConceptMap: "Concept maps: which code stands for another",
  NamingSystem: "Other addresses of code systems",
  OperationDefinition: "The operations' definitions",
  Provenance: "Who made what, and from what",
};

interface Described {
  version: FhirVersion;
  /** The address of the version: `http://host/r4`. */
  url: string;
  types: readonly ResourceType[];
  writable: readonly ResourceType[];
  validated: readonly ResourceType[];
  answerTo: AnswerTo;
}

export async function openApiDocument({
  version,
  url,
  types,
  writable,
  validated,
  answerTo,
}: Described): Promise<OpenApiDocument> {
  const data = operations.map((operation) => operation.data);
  const paths = {
    ...interactionPaths(types, writable, validated, version),
    ...(await operationPaths(data, version, answerTo)),
  };
  return {
    openapi: "3.1.0",
    info: {
      title: `${software.name}, FHIR ${version.toUpperCase()}`,
      version: software.version,
      summary: "A FHIR terminology server",
      description: "What a clinical code means, and which code a name stands for.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url, description: `FHIR ${version.toUpperCase()}` }],
    tags: Object.entries(DESCRIPTIONS).map(([name, description]) => ({ name, description })),
    security: [],
    paths,
    components: {
      schemas: namedIn(paths),
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "Writing needs a key; reading needs none" },
      },
    },
  };
}

/** The components that are referred to, by what is asked and answered or by one another. */
function namedIn(paths: object): Record<string, Schema> {
  const all = new Map(Object.entries(COMPONENTS));
  const named = new Set<string>();
  const look = (at: object): void => {
    for (const [, name = ""] of JSON.stringify(at).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (named.has(name)) continue;
      named.add(name);
      look(all.get(name) ?? {});
    }
  };
  look(paths);
  return Object.fromEntries([...all].filter(([name]) => named.has(name)));
}
