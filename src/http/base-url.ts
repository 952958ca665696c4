/** The address that a caller used, for links in answers. */
import type { IncomingHttpHeaders } from "node:http";

/** Anything else in a Host header is left aside: it goes into links. */
const HOST = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

/** `publicUrl`, else what the Host header says; no slash at the end. */
export function serverUrl(headers: IncomingHttpHeaders, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl;
  const { host } = headers;
  return host !== undefined && HOST.test(host) ? `http://${host}` : "";
}
