/**
 * Declared flags: key to type of value. Add to it, or let `sluice types` do so:
 * `declare module '@sluice/sdk-browser' { interface Flags { 'checkout-copy': string } }`.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- programs fill it by declaration merging
export interface Flags {}
