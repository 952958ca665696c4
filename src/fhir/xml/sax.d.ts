/** What sax has besides the published types. */
import type {} from "sax";

declare module "sax" {
  interface SAXOptions {
    strictEntities?: boolean;
  }
  /** What is being read. */
  interface SAXParser {
    attribName: string;
    attribValue: string;
    cdata: string;
    comment: string;
    /** True: it has been read. */
    doctype: string | true;
    entity: string;
    procInstBody: string;
    procInstName: string;
    sgmlDecl: string;
    /** One of `STATE`. */
    state: number;
    tagName: string;
    textNode: string;
  }
  /** Of HTML: a character, or its number. */
  export const ENTITIES: Readonly<Record<string, string | number>>;
  export const STATE: Readonly<{ TEXT: number }>;
  export let MAX_BUFFER_LENGTH: number;
}
