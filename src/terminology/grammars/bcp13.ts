/** Media types: `application/fhir+json`, `text/plain; charset=utf-8` (BCP 13, RFC 6838 and the parameters of RFC 2045). */
import type { Grammar } from "./grammar.ts";

const TYPES =
  "application|audio|example|font|haptics|image|message|model|multipart|text|video|x-[a-z0-9-]{1,60}";
const NAME = "[a-z0-9][a-z0-9!#$&^_.+-]{0,126}";
const VALUE = `(?:[a-z0-9!#$%&'*+.^_\`{|}~-]{1,200}|"[^"\\\\]{0,200}")`;
const MEDIA_TYPE = new RegExp(`^((?:${TYPES})/${NAME})(?: ?; ?${NAME}=${VALUE}){0,10}$`, "i");

/** IANA's registry of media types, as the npm package mime-db ships it. */
let registered: ReadonlySet<string> | undefined;

export const bcp13: Grammar = {
  url: "urn:ietf:bcp:13",
  name: "BCP13",
  title: "Media types (BCP 13)",
  caseSensitive: false,
  async load() {
    registered ??= await loadRegistry();
  },
  read: readMediaType,
};

/** One that is written as it should be is taken: a type may be newer than the registry here, or for use among a few. */
function readMediaType(code: string): ReturnType<Grammar["read"]> {
  const type = MEDIA_TYPE.exec(code)?.[1];
  if (type === undefined) return undefined;
  const isRegistered = registered!.has(type.toLowerCase());
  return { code, display: code, ...(isRegistered ? {} : { status: "unregistered" }) };
}

// A name that TypeScript does not follow: it would take the 2,500 records for a type.
const REGISTRY: string = "mime-db/db.json";

async function loadRegistry(): Promise<ReadonlySet<string>> {
  const { default: types } = (await import(REGISTRY, { with: { type: "json" } })) as {
    default: Record<string, { source?: string }>;
  };
  const ofIana = Object.entries(types).filter(([, { source }]) => source === "iana");
  return new Set(ofIana.map(([type]) => type));
}
