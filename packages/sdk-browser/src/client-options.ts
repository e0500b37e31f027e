import type { Snapshot } from '@sluice/evaluator';
import type { Bootstrap, ClientEvents, Logger, User } from '@sluice/sdk-core';

/** Options of `createClient()`. */
export interface ClientOptions {
  /** Address of the Sluice server, as `https://flags.example.com`; a path before `/sdk/v1` is kept. */
  readonly url: string;
  /** Client key of one environment: `slu_cli_…`. Server keys are secrets and refused. */
  readonly key: string;
  /** Who is asked about where a question names nobody; {@link SluiceClient.identify} changes it. */
  readonly user?: User;
  /** Flags to begin with where there is no cache: a snapshot, or the body of `GET /sdk/v1/snapshot`. */
  readonly bootstrap?: Snapshot | Bootstrap;
  /** Hold a stream, so that changes arrive at once (default), or ask every 30 s while the page is visible. */
  readonly stream?: boolean;
  /** Keep the last known flags in local storage (default), so that the next page has them at once. */
  readonly cache?: boolean;
  /** Overrides of this page: flag key to boolean or name of a variant; `EMERGENCY_SHUTDOWN: true` shuts everything down. */
  readonly overrides?: Readonly<Record<string, boolean | string>>;
  /** Keys that `EMERGENCY_SHUTDOWN` leaves alone while no flags are known. */
  readonly keep?: readonly string[];
  /** Where to say what people should know; default `console`. */
  readonly logger?: Logger;
  /** Called on every change of `client.state`. */
  readonly onStateChange?: (event: ClientEvents['stateChange']) => void;
}
