/** An HTTP request, whole: what the server read, or what a test made up. */
export interface WireRequest {
  readonly method: string;
  /** Path as sent, still percent-encoded, without the query: `/`, `/bucket/key%20one`. */
  readonly path: string;
  /** Query as sent, without the question mark. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Address of the client, where a client there is. */
  readonly sourceIp?: string;
}

/** An HTTP response. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}
