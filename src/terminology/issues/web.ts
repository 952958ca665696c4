/** Messages about what is sent from pages. */
import { quote, type Issue } from "./issue.ts";

const error = (code: Issue["code"], text: string): Issue => ({ severity: "error", code, text });

export const malformedForm = (): Issue =>
  error("structure", "The body is no form; send multipart/form-data or application/x-www-form-urlencoded");

export const noSuchMessage = (kind: string): Issue =>
  error("not-found", `There is no kind of message ${quote(kind)}; /errors lists them`);
