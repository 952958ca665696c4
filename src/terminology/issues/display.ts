/** Messages about displays and their languages. */
import { quote, type Issue } from "./issue.ts";

export const invalidDisplayLanguage = (text: string): Issue => ({
  severity: "error",
  code: "processing",
  txType: "invalid-display",
  text: `Invalid displayLanguage: ${quote(text)}`,
  messageId: "INVALID_DISPLAY_NAME",
  diagnostics: "It takes language tags of BCP 47, such as 'de' or 'fr-CA, en;q=0.5'",
});
