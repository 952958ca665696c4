/** What an issuer publishes is some kilobytes; what goes on longer would fill the memory until its time is over. */
const MOST_BYTES = 1_000_000;

/** As fetch does, with all of the answer read. @throws Error where it is longer than any issuer's */
export async function fetchBounded(address: string, init: RequestInit): Promise<Response> {
  const { body, status, headers } = await fetch(address, init).catch((failed: Error) => {
    // "fetch failed" alone says nothing: whether the name is not known, or a redirect was refused, stands in its cause.
    throw failed.cause instanceof Error && failed.cause.message !== "" ? failed.cause : failed;
  });
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += piece.length;
    if (size > MOST_BYTES) throw new Error(`${address} answers with more than ${MOST_BYTES} bytes`);
    pieces.push(piece);
  }
  return new Response(body && Buffer.concat(pieces), { status, headers });
}
