/** The OpenAPI documents, and the page that shows them: made once per version and address, with examples that were asked here. */
import type { FhirVersion } from "../fhir/version.ts";
import { openApiDocument } from "../http/openapi/document.ts";
import type { OpenApiDocument } from "../http/openapi/shapes.ts";
import { SERVED, WRITABLE } from "../http/routes.ts";
import { ADD_PATH } from "./additions/openapi.ts";
import type { Context } from "./context.ts";

/** A longer answer is no example. */
const LONGEST = 6_000;

export function documentOf(context: Context, version: FhirVersion): Promise<OpenApiDocument> {
  return openApiDocument({
    version,
    url: `${context.base}/${version}`,
    types: SERVED,
    writable: context.writes ? WRITABLE : [],
    validated: WRITABLE,
    async answerTo(path, { query, body }) {
      const { status, resource } = await context.ask(version, path.slice(1), query, body);
      return status === 200 && JSON.stringify(resource).length <= LONGEST ? resource : undefined;
    },
  });
}

/** Both versions as one document: paths begin with the version. */
export async function wholeDocument(context: Context): Promise<OpenApiDocument> {
  const [r4, r5] = await Promise.all([documentOf(context, "r4"), documentOf(context, "r5")]);
  const below = ({ paths }: OpenApiDocument, version: FhirVersion): OpenApiDocument["paths"] =>
    Object.fromEntries(
      Object.entries(paths).map(([path, item]) => [
        path === "/" ? `/${version}` : `/${version}${path}`,
        Object.fromEntries(
          Object.entries(item).map(([key, value]) => [
            key,
            Array.isArray(value) ? value : { ...value, operationId: `${version}-${value.operationId}` },
          ]),
        ),
      ]),
    );
  return {
    ...r4,
    info: { ...r4.info, title: "Ossicle" },
    components: { ...r4.components, schemas: { ...r4.components.schemas, ...r5.components.schemas } },
    servers: [{ url: context.base === "" ? "/" : context.base, description: "FHIR R4 and R5" }],
    paths: { ...below(r4, "r4"), ...below(r5, "r5"), ...(context.writes ? ADD_PATH : {}) },
  };
}
