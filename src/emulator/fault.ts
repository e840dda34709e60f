/** An error answer of AWS. Its wire form is the protocol's business. */
export class AwsFault extends Error {
  override readonly name = "AwsFault";
  /** As on the wire: `NoSuchEntity`, `ValidationError`, `AlreadyExistsException`. */
  readonly code: string;
  /** HTTP status. @default 400, or what the SDK's schema of the error says */
  readonly status: number | undefined;

  constructor(code: string, message: string, status?: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
