import { after, type Awaitable } from "../terminology/util/awaitable.ts";
import type { Handler } from "./fhir-request.ts";

/** The handler that `make` makes of what is loaded with its first request. A load that fails is that request's answer, and is tried again. */
export function lazyHandler<T>(load: () => Awaitable<T>, make: (loaded: T) => Handler): Handler {
  let handler: Handler | undefined;
  return (request) =>
    handler ? handler(request) : after(load(), (loaded) => (handler = make(loaded))(request));
}
