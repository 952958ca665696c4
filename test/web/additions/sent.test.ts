/** What a form holds that is to be imported. */
import { expect, test } from "vitest";
import { sentIn } from "../../../src/web/additions/sent.ts";
import { Form } from "../../../src/web/sheets/read-form.ts";

test("a form's line ends become those of a file, and nothing else of what was pasted changes", () => {
  const form = new Form();
  form.addText("text", "code\tdisplay\r\nc1\tÄ 😀\r\r\n\nc2\t\r");
  const [file] = sentIn(form).files;
  expect(file!.name).toBe("pasted.tsv");
  expect(file!.bytes.toString()).toBe("code\tdisplay\nc1\tÄ 😀\r\n\nc2\t\r");
});
