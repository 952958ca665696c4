/** POST /add: files are checked, or written where that is confirmed. A page for people, data for programs. */
import type { Request, Response } from "express";
import type { Access } from "../../http/auth/access.ts";
import { audit } from "../../http/auth/audit.ts";
import { HttpError } from "../../http/http-error.ts";
import type { Load } from "../../http/load.ts";
import type { Log } from "../../http/log.ts";
import { prefersHtml } from "../../http/prefers-html.ts";
import type { HttpSettings } from "../../http/settings.ts";
import { refusalData, runData } from "../../importers/run-data.ts";
import { storeIsReadOnly } from "../../terminology/issues/rest.ts";
import { fromOtherSite, otherFiles } from "../../terminology/issues/web.ts";
import { IMPORTED_TYPES } from "../../terminology/model.ts";
import type { Store, WrittenVersion } from "../../terminology/store.ts";
import type { Context } from "../context.ts";
import { addPage, NOTHING_TYPED } from "../pages/add.ts";
import { addedPage } from "../pages/added.ts";
import { failureOf, sendOutcome, sendPage } from "../send-page.ts";
import { readForm } from "../sheets/read-form.ts";
import { type Imported, importSent } from "./import-sent.ts";
import { checksum, sentIn, typedIn } from "./sent.ts";

interface Site {
  store: Store;
  settings: Pick<HttpSettings, "bodyLimit" | "keys">;
  /** Who may write; undefined: whoever gets here. */
  access: Access | undefined;
  load: Load;
  log: Log;
}

export async function addAnswer(req: Request, res: Response, context: Context, site: Site): Promise<void> {
  const people = prefersHtml(req.headers.accept, req.originalUrl);
  let typed = NOTHING_TYPED;
  try {
    notFromOtherSite(req);
    // Whoever sends the key with the request is known before anything is read.
    const { authorization } = req.headers;
    let who = authorization === undefined ? undefined : await authorize(site, authorization);
    const form = await readForm(req, site.settings.bodyLimit, site.load);
    typed = await typedIn(form);
    const sent = sentIn(form);
    if (authorization === undefined) who = await authorize(site, `Bearer ${sent.key}`);
    if (sent.confirmed && sent.checked !== "" && sent.checked !== (await checksum(sent)))
      throw new HttpError(409, otherFiles());
    const author = { caller: who === undefined ? undefined : { name: who }, request: req };
    const onWritten = (written: readonly WrittenVersion[]) => audit(site.log, author, written);
    const asked = { dryRun: !sent.confirmed, onWritten };
    if (sent.confirmed) context.work.beginToWrite();
    const imported = await importSent(sent, site.store, asked, context.work);
    if (people)
      return await sendPage(res, context, await addedPage(context, sent, imported, site.settings, typed));
    if (context.work.isStopped) return;
    res.status(imported.kind === "run" ? 200 : 422).json(dataOf(imported));
  } catch (thrown) {
    if (context.work.isStopped) return;
    if (!people) return sendOutcome(res, context, thrown, site.log);
    const failed = failureOf(thrown, req, context, site.log);
    return sendPage(res, context, addPage(context, site.settings, { ...failed, typed }));
  }
}

const dataOf = (imported: Imported): object =>
  imported.kind === "run" ? runData(imported.run) : refusalData(imported.problems, imported.notice);

/**
 * The caller's name: of whoever may create and replace what importers make.
 * @throws HttpError 401, 403: as for any write.
 */
async function authorize({ access, store }: Site, authorization: string): Promise<string | undefined> {
  let name: string | undefined;
  for (const type of IMPORTED_TYPES)
    for (const interaction of ["c", "u"] as const)
      name = (await access?.require({ authorization }, { type, interaction }))?.name;
  if (store.readOnly !== undefined) throw new HttpError(403, storeIsReadOnly(store.readOnly));
  return name;
}

/** A page elsewhere can send a form here in the name of whoever reads it: https://www.w3.org/TR/fetch-metadata/ */
function notFromOtherSite({ headers }: Request): void {
  const site = headers["sec-fetch-site"];
  const origin = headers.origin;
  const foreign =
    site === undefined
      ? origin !== undefined && URL.canParse(origin) && new URL(origin).host !== headers.host
      : site !== "same-origin" && site !== "none";
  if (foreign) throw new HttpError(403, fromOtherSite());
}
