/** Media types: `application/fhir+json`, `text/plain; charset=utf-8` (BCP 13, RFC 6838 and the parameters of RFC 2045). */
import type { Grammar } from "./grammar.ts";

const TYPES =
  "application|audio|example|font|haptics|image|message|model|multipart|text|video|x-[a-z0-9-]{1,60}";
const NAME = "[a-z0-9][a-z0-9!#$&^_.+-]{0,126}";
const VALUE = `(?:[a-z0-9!#$%&'*+.^_\`{|}~-]{1,200}|"[^"\\\\]{0,200}")`;
const MEDIA_TYPE = new RegExp(`^(?:${TYPES})/${NAME}(?: ?; ?${NAME}=${VALUE}){0,10}$`, "i");

export const bcp13: Grammar = {
  url: "urn:ietf:bcp:13",
  name: "BCP13",
  title: "Media types (BCP 13)",
  caseSensitive: false,
  read: (code) => (MEDIA_TYPE.test(code) ? { code, display: code } : undefined),
};
