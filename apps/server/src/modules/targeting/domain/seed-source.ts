/** Draws seeds: unsigned 32-bit integers, uniformly at random. */
export interface SeedSource {
  draw(): number;
}
