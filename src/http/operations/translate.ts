import { readOperation } from "../../fhir/operations/definition.ts";
import { after } from "../../terminology/util/awaitable.ts";
import { translate, type TranslateOutcome } from "../../terminology/translate/translate.ts";
import type { Operation } from "./operation.ts";
import { translateAnswer } from "./translate-answer.ts";
import { readTranslateInput, type AskedAs } from "./translate-input.ts";

/** ConceptMap/$translate, https://hl7.org/fhir/R5/conceptmap-operation-translate.html */
export const translateOperation: Operation<{ outcome: TranslateOutcome; askedAs: AskedAs }> = {
  data: readOperation("translate"),

  run(store, input, context) {
    const { request, askedAs } = readTranslateInput(input, context);
    return after(translate(store, request), (outcome) => ({ outcome, askedAs }));
  },

  write: ({ outcome, askedAs }, version) => translateAnswer(outcome, askedAs, version),
};
