/**
 * Ossicle in your own Express app, version 4 or 5: one FHIR version at the address where you mount it, with all that the
 * server has below `/r4` and `/r5`.
 *
 *     const engine = createEngine(new MemoryStore(bundledResources()));
 *     app.use("/fhir/r4", auth, ossicle(engine, "r4"));
 *
 * Mount it before what reads bodies (`express.json()`): a body that was read before is taken from `req.body`, but with
 * that middleware's limit, and without the last digits of long decimals.
 */
import type { Engine, FhirVersion } from "./engine.ts";
import { versions } from "./fhir/versions.ts";
import { AnswerCache } from "./http/caching/answer-cache.ts";
import { failureHandler } from "./http/failure-handler.ts";
import { fhirHandler } from "./http/fhir-handler.ts";
import type { HttpHandler } from "./http/handler.ts";
import { Load } from "./http/load.ts";

export type { HttpHandler };

/**
 * The handler answers every request that gets to it, failures too, as FHIR does. Links begin with where it is mounted:
 * `publicUrl` of the engine, else protocol and host as Express's `trust proxy` has them, and then the mount path.
 * @throws Error: there is no such FHIR version.
 */
export function ossicle({ parts }: Engine, version: FhirVersion): HttpHandler {
  if (!Object.hasOwn(versions, version)) {
    throw new Error(
      `'${version}' is no FHIR version that is served: give ${Object.keys(versions).join(" or ")}`,
    );
  }
  const { routes, store, settings, log } = parts;
  const answers = new AnswerCache(store, settings);
  const load = new Load({ bodies: settings.bodiesLimit });
  const answer = fhirHandler(versions[version], { routes, answers, settings, load });
  const answerFailure = failureHandler(log, versions[version]);
  return (req, res, next) => answer(req, res, (thrown) => answerFailure(thrown, req, res, next));
}
