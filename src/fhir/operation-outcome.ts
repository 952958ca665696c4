/** Issue -> OperationOutcome, R5-shaped (R4's is the same for what we use). */
import type * as r5 from "fhir/r5";
import type { Issue } from "../terminology/issues/issue.ts";

const TX_ISSUE_TYPE = "http://hl7.org/fhir/tools/CodeSystem/tx-issue-type";
const ANSWER_ISSUE = "https://w3id.org/ossicle/CodeSystem/answer-issue";
const MESSAGE_ID = "http://hl7.org/fhir/StructureDefinition/operationoutcome-message-id";

/** Issues in their order, each with the codings that HL7's tools and our own clients read. */
export function operationOutcome(issues: readonly Issue[]): r5.OperationOutcome {
  return { resourceType: "OperationOutcome", issue: issues.map(issueNode) };
}

const codingsOf = ({ txType, about }: Issue): r5.Coding[] => [
  ...(txType ? [{ system: TX_ISSUE_TYPE, code: txType }] : []),
  ...(about ? [{ system: ANSWER_ISSUE, code: about }] : []),
];

function issueNode(issue: Issue): r5.OperationOutcomeIssue {
  return {
    ...(issue.messageId ? { extension: [{ url: MESSAGE_ID, valueString: issue.messageId }] } : {}),
    severity: issue.severity,
    code: issue.code,
    details: {
      ...(issue.txType || issue.about ? { coding: codingsOf(issue) } : {}),
      text: issue.text,
    },
    ...(issue.diagnostics ? { diagnostics: issue.diagnostics } : {}),
    ...(issue.expression ? { expression: issue.expression } : {}),
  };
}
