import { readOperation } from "../../fhir/operations/definition.ts";
import { translate } from "../../terminology/translate/translate.ts";
import { after } from "../../terminology/util/awaitable.ts";
import type { Operation } from "./operation.ts";
import { readTranslateInput } from "./translate-input.ts";
import { translateOutput } from "./translate-output.ts";

/** ConceptMap/$translate, https://hl7.org/fhir/R5/conceptmap-operation-translate.html */
export const translateOperation: Operation<"translate"> = {
  data: readOperation("translate"),

  run(terminology, input, context) {
    const { request, askedAs } = readTranslateInput(input, context);
    return after(translate(terminology, request), (outcome) =>
      translateOutput(outcome, askedAs, context.version),
    );
  },
};
