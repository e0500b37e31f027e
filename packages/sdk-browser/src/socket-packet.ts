/** A packet of the server: Engine.IO 4 outside, Socket.IO 5 inside, in text frames. */
export type SocketPacket =
  | { readonly kind: 'open'; readonly silenceMs: number }
  | { readonly kind: 'ping' }
  | { readonly kind: 'event'; readonly name: unknown; readonly payload: unknown }
  | { readonly kind: 'refused'; readonly data: unknown }
  | { readonly kind: 'end' }
  | { readonly kind: 'other' };

/** The packet in a WebSocket message; `end` for one that makes no sense. */
export function readPacket(data: unknown): SocketPacket {
  if (typeof data !== 'string') return { kind: 'end' };
  try {
    return parsed(data);
  } catch {
    return { kind: 'end' };
  }
}

function parsed(text: string): SocketPacket {
  if (text === '2') return { kind: 'ping' };
  if (text.startsWith('0')) {
    const { pingInterval, pingTimeout } = JSON.parse(text.slice(1)) as Record<string, unknown>;
    const silenceMs = Number(pingInterval) + Number(pingTimeout);
    return { kind: 'open', silenceMs };
  }
  const body = text.slice(2);
  switch (text.slice(0, 2)) {
    case '42': {
      const [name, payload] = JSON.parse(body) as unknown[];
      return { kind: 'event', name, payload };
    }
    case '44':
      return { kind: 'refused', data: (JSON.parse(body) as { data?: unknown }).data };
    case '41':
      return { kind: 'end' };
    default:
      return { kind: text.startsWith('1') ? 'end' : 'other' };
  }
}
