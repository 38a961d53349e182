/** How much a client may send: what is beyond it is not read. */

/** Bytes; the forms here need a few hundred. */
export const maxBody = 65_536;

/** Reads the request's body to its end and forgets it; false where it is broken off, or larger than allowed. */
export async function fits(request: Request): Promise<boolean> {
  return (await readBody(request)) !== null;
}

/** The whole body; null where it is broken off, or larger than allowed. */
export async function readBody(request: Request): Promise<Buffer | null> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBody) return null;
  const reader = request.body?.getReader();
  const pieces: Uint8Array[] = [];
  if (reader === undefined) return Buffer.alloc(0);
  try {
    for (let size = 0; size <= maxBody; ) {
      const { done, value } = await reader.read();
      if (done) return Buffer.concat(pieces);
      size += value.length;
      pieces.push(value);
    }
  } catch {
    // The client has gone.
  }
  return null;
}
