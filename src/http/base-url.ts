/** The address that a caller used, for links in answers. */
import type { HttpRequestMessage } from "./handler.ts";

/** Anything else in a Host header is left aside: it goes into links. */
const HOST = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

let last = { scheme: "", host: "", origin: "" };

/**
 * Where the handler of this request is mounted, no slash at the end: `http://host/r4`. It begins with `publicUrl`, else
 * with what the Host header says; X-Forwarded-Proto and X-Forwarded-Host count where Express's `trust proxy` trusts the
 * sender.
 */
export function baseUrl(req: HttpRequestMessage, publicUrl: string | undefined): string {
  const mount = req.baseUrl ?? "";
  if (publicUrl !== undefined) return publicUrl + mount;
  const host = forwardedHost(req) ?? req.headers.host;
  const scheme = req.protocol === "https" ? "https" : "http";
  // Mostly the same as for the request before: the very same string is compared at once, another one letter by letter.
  if (host !== last.host || scheme !== last.scheme) {
    if (host === undefined || !HOST.test(host)) return mount;
    last = { scheme, host, origin: `${scheme}://${host}` };
  }
  return mount === "" ? last.origin : last.origin + mount;
}

type Trust = (address: string | undefined, hop: number) => boolean;

/** Express 4 leaves out the port in what it says of the host, so that it is read here. */
function forwardedHost(req: HttpRequestMessage): string | undefined {
  const sent = req.headers["x-forwarded-host"];
  if (typeof sent !== "string") return undefined;
  const trusts = req.app?.get("trust proxy fn") as Trust | undefined;
  return trusts?.(req.socket.remoteAddress, 0) ? sent.split(",")[0]!.trim() : undefined;
}
