/** What runs in the thread: a resource's JSON, which comes in pieces, is written in another form. */
import { parentPort } from "node:worker_threads";
import type { FhirVersion } from "../fhir/version.ts";
import { formatXml } from "../fhir/xml/xml.ts";
import { TerminologyError } from "../terminology/issues/issue.ts";

export interface WantedForm {
  version: FhirVersion;
  format: "json" | "xml";
  pretty: boolean;
}

/** A piece; the last one says what is wanted. Without a text: nothing is wanted any more. */
export interface Piece {
  number: number;
  text?: string;
  wanted?: WantedForm;
}

export type Formatted = { number: number } & (
  { bytes: Uint8Array<ArrayBuffer> } | { issues: TerminologyError["issues"] } | { message: string }
);

const coming = new Map<number, string[]>();

parentPort!.on("message", ({ number, text, wanted }: Piece) => {
  if (text === undefined) return void coming.delete(number);
  const pieces = coming.get(number) ?? [];
  pieces.push(text);
  coming.set(number, pieces);
  if (!wanted) return;
  coming.delete(number);
  const formatted = answer(number, pieces.join(""), wanted);
  parentPort!.postMessage(formatted, "bytes" in formatted ? [formatted.bytes.buffer] : []);
});

function answer(number: number, json: string, { version, format, pretty }: WantedForm): Formatted {
  try {
    const resource = JSON.parse(json) as object;
    const text =
      format === "xml"
        ? formatXml(resource, version, pretty)
        : JSON.stringify(resource, undefined, pretty ? 2 : undefined);
    return { number, bytes: new TextEncoder().encode(text) };
  } catch (thrown) {
    return thrown instanceof TerminologyError
      ? { number, issues: thrown.issues }
      : { number, message: String(thrown) };
  }
}
