/** The address that a caller used, for links in answers. */
import type { Request } from "express";

/** Anything else in a Host header is left aside: it goes into links. */
const HOST = /^[A-Za-z0-9._-]+(:\d{1,5})?$|^\[[0-9A-Fa-f:.]+\](:\d{1,5})?$/;

/** `publicUrl`, else what the Host header says; no slash at the end. */
export function serverUrl(req: Request, publicUrl?: string): string {
  if (publicUrl) return publicUrl.replace(/\/+$/, "");
  const host = req.headers.host;
  return host !== undefined && HOST.test(host) ? `http://${host}` : "";
}
