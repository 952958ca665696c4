/** What runs in the thread: a resource's JSON, which comes in pieces, is written as XML. */
import { parentPort } from "node:worker_threads";
import type { FhirVersion } from "../fhir/version.ts";
import { writeXml } from "../fhir/xml/xml.ts";
import { TerminologyError } from "../terminology/issues/issue.ts";

export interface WantedForm {
  version: FhirVersion;
  pretty: boolean;
}

/** A piece; the last one says what is wanted. Without a text: nothing is wanted any more. */
export interface Piece {
  number: number;
  text?: string;
  wanted?: WantedForm;
}

export type Formatted = { number: number } & (
  { bytes: Uint8Array<ArrayBuffer>[] } | { issues: TerminologyError["issues"] } | { message: string }
);

const coming = new Map<number, string[]>();

parentPort!.on("message", ({ number, text, wanted }: Piece) => {
  if (text === undefined) return void coming.delete(number);
  const pieces = coming.get(number) ?? [];
  pieces.push(text);
  coming.set(number, pieces);
  if (!wanted) return;
  coming.delete(number);
  const formatted = answer(number, pieces, wanted);
  parentPort!.postMessage(formatted, "bytes" in formatted ? formatted.bytes.map((b) => b.buffer) : []);
});

function answer(number: number, pieces: string[], { version, pretty }: WantedForm): Formatted {
  try {
    const resource = JSON.parse(pieces.join("")) as object;
    // Of what is long its text and its objects take room enough.
    pieces.length = 0;
    const bytes: Uint8Array<ArrayBuffer>[] = [];
    const write = (text: string): void => void bytes.push(new TextEncoder().encode(text));
    writeXml(resource, version, pretty, write);
    return { number, bytes };
  } catch (thrown) {
    return thrown instanceof TerminologyError
      ? { number, issues: thrown.issues }
      : { number, message: String(thrown) };
  }
}
