/** Asks the sources that have to be asked; what they answer is stored for the next check. */
export abstract class SourceProber {
  abstract probe(): Promise<void>;
}
