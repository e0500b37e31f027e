/** JSON that is text already: sent as it is, neither parsed nor serialised again. */
export class PreparedJson {
  constructor(readonly text: string) {}
}
