import { request } from 'node:http';

/** What a listener of OFREP's change events has heard so far. */
export interface RefetchEvents {
  readonly count: () => number;
  readonly close: () => void;
}

/** Listens to the change events at a server (or proxy) with this SDK key, as a page does. */
export async function refetchEvents(url: string, key: string): Promise<RefetchEvents> {
  const response = await fetch(`${url}/ofrep/v1/evaluate/flags`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ context: { targetingKey: 'ann' } }),
  });
  const { eventStreams } = (await response.json()) as {
    eventStreams: readonly { endpoint: { requestUri: string } }[];
  };
  let text = '';
  const sent = request(new URL(eventStreams[0]?.endpoint.requestUri ?? '', url), { agent: false });
  sent.on('error', () => undefined);
  sent.on('response', (stream) => {
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    stream.on('error', () => undefined);
  });
  sent.end();
  return {
    count: () => text.match(/^data: .*"refetchEvaluation"/gm)?.length ?? 0,
    close: () => void sent.destroy(),
  };
}
