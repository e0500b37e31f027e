import type { Snapshot } from '@sluice/evaluator';
import type { Bootstrap, ClientEvents, Logger } from '@sluice/sdk-core';

/** Options of `createClient()`. */
export interface ClientOptions {
  /** Address of the Sluice server, as `https://flags.example.com`; a path before `/sdk/v1` is kept. */
  readonly url: string;
  /** SDK key of one environment: `slu_srv_…`, or `slu_cli_…` for the client view. */
  readonly key: string;
  /** Directory for the last known flags, so that a start without the server serves them; none without it. */
  readonly cacheDir?: string;
  /** Flags to begin with where there is no cache: a snapshot, or the body of `GET /sdk/v1/snapshot`. */
  readonly bootstrap?: Snapshot | Bootstrap;
  /** Overrides of this process: flag key to boolean or name of a variant; `EMERGENCY_SHUTDOWN: true` shuts everything down. */
  readonly overrides?: Readonly<Record<string, boolean | string>>;
  /** Keys that `EMERGENCY_SHUTDOWN` leaves alone while no flags are known. */
  readonly keep?: readonly string[];
  /** Ask every 30 s over HTTP instead of holding a stream. */
  readonly pollOnly?: boolean;
  /** Where to say what people should know; default `console`. */
  readonly logger?: Logger;
  /** Called on every change of `client.state`. */
  readonly onStateChange?: (event: ClientEvents['stateChange']) => void;
}
