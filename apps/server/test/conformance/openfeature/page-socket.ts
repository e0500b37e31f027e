import { WebSocket } from 'ws';

/** The `WebSocket` of a page, for a Node that has none: closing one that is not open yet is no error there. */
export class PageSocket extends WebSocket {
  constructor(url: string) {
    super(url);
    this.on('error', () => undefined);
  }
}
