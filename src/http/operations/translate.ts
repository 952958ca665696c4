import { readOperation } from "../../fhir/operations/definition.ts";
import { translate } from "../../terminology/translate/translate.ts";
import { flow, found } from "../../terminology/util/flow.ts";
import type { Operation } from "./operation.ts";
import { readTranslateInput } from "./translate-input.ts";
import { translateOutput } from "./translate-output.ts";

/** ConceptMap/$translate, https://hl7.org/fhir/R5/conceptmap-operation-translate.html */
export const translateOperation: Operation<"translate"> = {
  data: readOperation("translate"),

  run: flow(function* (terminology, input, context) {
    const { request, askedAs } = readTranslateInput(input, context);
    const outcome = yield* found(translate(terminology, request));
    yield* found(context.work?.giveWay());
    return translateOutput(outcome, askedAs, context);
  }),
};
