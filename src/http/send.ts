/** Writes an answer to the socket, in the caller's format. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Version } from "../fhir/versions.ts";
import type { Answer } from "./fhir-request.ts";
import { answerFormat, MEDIA_TYPES, type Format } from "./negotiate.ts";
import type { Query } from "./query.ts";

/** The bytes of an answer, ready to be sent or kept. */
export interface Rendered {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/**
 * @throws HttpError 406: the wanted format can't be given. An error answer is then given in JSON.
 */
export async function render(
  answer: Answer,
  headers: IncomingMessage["headers"],
  query: Query,
  version: Version,
): Promise<Rendered> {
  const { status, resource } = answer;
  if (!resource) return { status, headers: { ...answer.headers }, body: "" };
  const format = wantedFormat(status, headers, query, version);
  const pretty = query.get("_pretty") === "true";
  const body =
    format === "xml"
      ? await xml(resource, version)
      : JSON.stringify(resource, undefined, pretty ? 2 : undefined);
  return { status, headers: { "Content-Type": MEDIA_TYPES[format], ...answer.headers }, body };
}

function wantedFormat(
  status: number,
  headers: IncomingMessage["headers"],
  query: Query,
  version: Version,
): Format {
  try {
    return answerFormat(headers, query, version);
  } catch (error) {
    // What is wrong must be said in some format, the wanted one being what is wrong.
    if (status >= 400) return "json";
    throw error;
  }
}

/** XML's tables are read at first use: most servers never need them. */
async function xml(resource: object, version: Version): Promise<string> {
  const { formatXml } = await import("../fhir/xml.ts");
  return formatXml(resource, version.name);
}

export function send(req: IncomingMessage, res: ServerResponse, { status, headers, body }: Rendered): void {
  if (status !== 304 && status !== 204) headers["Content-Length"] = String(Buffer.byteLength(body));
  res.writeHead(status, headers);
  res.end(req.method === "HEAD" || status === 304 ? undefined : body);
}
