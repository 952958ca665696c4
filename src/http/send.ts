/** Writes an answer to the socket, in the caller's format. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Version } from "../fhir/versions.ts";
import type { Answer } from "./fhir-request.ts";
import { MEDIA_TYPES, type Format } from "./negotiate.ts";

/** The bytes of an answer, ready to be sent or kept. */
export interface Rendered {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The wanted form of an answer. */
export interface Form {
  format: Format;
  pretty: boolean;
}

export async function render(answer: Answer, { format, pretty }: Form, version: Version): Promise<Rendered> {
  const { status, resource } = answer;
  if (!resource) return { status, headers: { ...answer.headers }, body: "" };
  const body =
    format === "xml"
      ? await xml(resource, version)
      : JSON.stringify(resource, undefined, pretty ? 2 : undefined);
  return { status, headers: { "Content-Type": MEDIA_TYPES[format], ...answer.headers }, body };
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
