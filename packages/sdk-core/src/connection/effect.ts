/** What a transition tells the engine to do, in order. */
export type Effect =
  | 'open-stream'
  | 'close-stream'
  | 'start-fetch'
  | 'abort-fetch'
  | 'send-resync'
  | 'send-resync-full';
