/** The two clocks of a process, in milliseconds. */
export interface Clock {
  /** Since the Unix epoch, as the machine believes; may jump. */
  wallMs(): number;
  /** Since any fixed instant; never goes back. */
  monotonicMs(): number;
}
