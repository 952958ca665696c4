/** An issue of an OperationOutcome. */
interface Said {
  severity?: string | undefined;
  details?: { coding?: { code?: string | undefined }[] | undefined } | undefined;
}

/** Of HL7's tx-issue-type: what would decide is not here. */
const NOT_HERE = new Set(["not-found", "cannot-infer"]);

/** Did $validate-code find nothing that speaks for the code, and nothing against it? `result` alone does not tell. */
export function isLeftOpen(result: boolean, issues: readonly Said[]): boolean {
  const ofSeverity = (asked: string): string[] =>
    issues.flatMap(({ severity, details }) => (severity === asked ? [details?.coding?.[0]?.code ?? ""] : []));
  if (result) return ofSeverity("warning").includes("invalid-code");
  const errors = ofSeverity("error");
  return errors.length > 0 && errors.every((code) => NOT_HERE.has(code));
}
