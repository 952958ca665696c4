/** POST /add in the OpenAPI document: it is of no FHIR version. */
import { answers, type Paths } from "../../http/openapi/shapes.ts";
import { FORMATS } from "../../importers/formats.ts";

const text = (description: string): object => ({ type: "string", description });

const file = (description: string): object => ({
  type: "string",
  contentMediaType: "application/octet-stream",
  description,
});

const FORM = {
  type: "object",
  properties: {
    file: {
      type: "array",
      description: "Files of any format that is imported; several are read together",
      items: { type: "string", contentMediaType: "application/octet-stream" },
    },
    text: text("A resource or a table, in the place of a file"),
    confirmed: { enum: ["yes"], description: "Write; without it, only say what would be written" },
    format: { enum: Object.keys(FORMATS), description: "Do not recognise the format, read as this" },
    fhirVersion: { enum: ["r4", "r5"], description: "Where FHIR resources don't say it" },
    existing: {
      enum: ["merge", "replace"],
      description: "What to do with what is there from another source",
    },
    licensed: {
      enum: ["on"],
      description: "Take over strings of SNOMED CT and MedDRA too: there is a licence for them",
    },
    keepGoing: { enum: ["on"], description: "Leave out what is refused, and take the rest" },
    url: text("Canonical address of what is made"),
    version: text("Version of what is made"),
    title: text("Title of what is made"),
    publisher: text("Publisher of what is made"),
    copyright: text("Copyright and licence of what is made"),
    source: text("Where it comes from, instead of the file's name"),
    columns: text("Which column is what: code=Id,display=Label"),
    sheet: text("Sheet of a workbook; default: the first"),
    noMap: text(
      "Words in the column of targets that say that there is none: N/A,-; a comma alone: every one is a code",
    ),
    metadata: file("SSSOM metadata (YAML) of a table of mappings that has none"),
    curation: file("SSSOM literal mappings that raise or lower the names of MedlinePlus conditions"),
    sourceSystem: text("Code system of a table's source codes"),
    targetSystem: text("Code system of a table's target codes"),
    content: { enum: ["complete", "fragment"], description: "Has a table the whole of its code system?" },
  },
};

const RUN = {
  type: "object",
  required: ["imported"],
  properties: {
    imported: { type: "boolean", description: "Was anything written?" },
    inputs: { type: "array", items: { type: "object" } },
    resources: { type: "array", items: { type: "object" }, description: "What is in the files" },
    report: { type: "object", description: "What was written, or would be" },
    refused: {
      type: "array",
      items: { type: "object" },
      description: "Each with its file, line, text, and the id of its page below /errors",
    },
    notes: { type: "array", items: { type: "object" } },
  },
};

const json = (description: string): object => ({
  description,
  content: { "application/json": { schema: RUN } },
});

const { "400": malformed, default: failure } = answers({});

export const ADD_PATH: Paths = {
  "/add": {
    post: {
      operationId: "add",
      tags: ["Server"],
      summary: "Add files: what they would change, or, confirmed, change it",
      requestBody: { required: true, content: { "multipart/form-data": { schema: FORM } } },
      responses: {
        "200": json("What was written; without `confirmed`, what would be"),
        "400": malformed!,
        "422": json("Nothing was written, and why"),
        default: failure!,
      },
      security: [{ key: [] }],
    },
  },
};
