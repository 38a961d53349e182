/** How much a client may send: what is beyond it is not read. */

/** Bytes; the forms here need a few dozen. */
export const maxBody = 65_536;

/** Reads the request's body to its end and forgets it; false where it is broken off, or larger than allowed. */
export async function fits(request: Request): Promise<boolean> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBody) return false;
  const reader = request.body?.getReader();
  if (reader === undefined) return true;
  try {
    for (let size = 0; size <= maxBody; ) {
      const { done, value } = await reader.read();
      if (done) return true;
      size += value.length;
    }
  } catch {
    // The client has gone.
  }
  return false;
}
