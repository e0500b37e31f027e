/** Larger answers are not read: 256 MiB after decompression. */
const LARGEST_BODY_BYTES = 256 * 1024 * 1024;

/** Text of a response, or an error when it is larger than anything a server of ours sends. */
export async function readBody(response: Response, most = LARGEST_BODY_BYTES): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  if (response.body === null) return text;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > most) throw new Error(`its answer is larger than ${most} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
