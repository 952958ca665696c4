/** What sax has besides the published types. */
import type {} from "sax";

declare module "sax" {
  interface SAXOptions {
    strictEntities?: boolean;
  }
  /** Of HTML: a character, or its number. */
  export const ENTITIES: Readonly<Record<string, string | number>>;
  export let MAX_BUFFER_LENGTH: number;
}
