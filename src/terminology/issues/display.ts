/** Messages about displays and their languages. */
import type { Issue } from "./issue.ts";

export const invalidDisplayLanguage = (text: string): Issue => ({
  severity: "error",
  code: "processing",
  txType: "invalid-display",
  text: `Invalid displayLanguage: '${text.slice(0, 80)}'`,
  messageId: "INVALID_DISPLAY_NAME",
});
