/** Messages about units of measure. */
import { quote, type Issue } from "./issue.ts";

/** `reason` is what the reader of units says. */
export const unitNotRead = (code: string, reason: string): Issue => ({
  severity: "information",
  code: "code-invalid",
  txType: "invalid-code",
  text: `Error processing unit ${quote(code)}: ${reason}`,
});
