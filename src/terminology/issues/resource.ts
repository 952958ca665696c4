/** Messages about a resource's form: its structure, its invariants, its XML. */
import { quote, type Issue } from "../issues.ts";

export const nestedTooDeeply = (limit: number): Issue => ({
  severity: "error",
  code: "too-long",
  text: `The resource nests more than ${limit} levels deep`,
});
