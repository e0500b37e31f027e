/** An outgoing request that was refused or came to nothing. */
export class EgressError extends Error {
  constructor(
    message: string,
    /** True where it was never sent, because of its address. */
    readonly refused: boolean,
  ) {
    super(message);
    this.name = 'EgressError';
  }
}
