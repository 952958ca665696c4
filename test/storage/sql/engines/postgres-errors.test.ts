import { expect, test } from "vitest";
import { translated } from "../../../../src/storage/sql/engines/postgres-errors.ts";
import { TerminologyError } from "../../../../src/terminology/issues/issue.ts";

/** As the driver tells what PostgreSQL says. */
const said = (code: string) => translated(Object.assign(new Error("as it was said"), { code }));

test.each([
  ["08006", "transient", "the connection failed"],
  ["57P01", "transient", "it was shut down"],
  ["53300", "transient", "there are too many connections"],
  ["25P03", "transient", "a transaction did nothing for too long"],
  ["25P04", "transient", "a transaction took too long"],
  ["57014", "timeout", "a statement took too long"],
  ["28P01", "no-store", "the password is another one now"],
  ["3D000", "no-store", "the database is gone"],
  ["42P01", "no-store", "a table is gone"],
  ["42501", "no-store", "a right was taken"],
  ["25006", "no-store", "it may only be read"],
  ["53200", "no-store", "it has no memory"],
  ["53400", "no-store", "a limit of its configuration is met"],
  ["58030", "no-store", "its disk fails"],
  ["XX001", "no-store", "its data are damaged"],
])("%s is an issue, %s: %s", (code, issue) => {
  const error = said(code);
  expect(error).toBeInstanceOf(TerminologyError);
  expect((error as TerminologyError).issues).toMatchObject([{ code: issue }]);
});

test("what is wrong in a statement of ours stays a failure", () => {
  expect(said("42601")).not.toBeInstanceOf(TerminologyError);
});
