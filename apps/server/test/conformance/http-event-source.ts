import { request, type ClientRequest } from 'node:http';

type Listener = (event: { data: string }) => void;

/** As much of the browsers' `EventSource` as the OFREP web provider uses; it never connects again. */
export class HttpEventSource {
  static readonly opened: HttpEventSource[] = [];
  readyState = 0;
  readonly #listeners = new Map<string, Listener[]>();
  readonly #request: ClientRequest;

  constructor(url: string) {
    HttpEventSource.opened.push(this);
    this.#request = request(url, { agent: false, headers: { accept: 'text/event-stream' } });
    this.#request.on('response', (response) => {
      this.readyState = 1;
      this.#emit('open', '');
      let rest = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        const blocks = (rest + chunk).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) this.#read(block);
      });
    });
    this.#request.on('error', () => undefined).end();
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  close(): void {
    this.readyState = 2;
    this.#request.destroy();
  }

  #read(block: string): void {
    const [, data] = /^data: (.*)$/m.exec(block) ?? [];
    if (data !== undefined) this.#emit('message', data);
  }

  #emit(type: string, data: string): void {
    for (const listener of this.#listeners.get(type) ?? []) listener({ data });
  }
}
