/** A request of the SDK to its server. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Path below the server's address, as `/sdk/v1/snapshot`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came back, its body not read yet. */
export interface HttpResponse {
  readonly status: number;
  header(name: string): string | null;
  /** The body as text; rejects where it is larger than the adapter takes. */
  text(): Promise<string>;
}

/** Sends a request with the SDK key; rejects where no response came. */
export type SendHttp = (request: HttpRequest) => {
  readonly response: Promise<HttpResponse>;
  abort(): void;
};
