/** Injection token of the server's {@link Config}. */
export const CONFIG = Symbol('CONFIG');

/** Everything the environment says about this server process, read once at start and never again. */
export interface Config {
  /** `null`: the embedded database. */
  readonly databaseUrl: string | null;
  /** Absolute path. */
  readonly dataDir: string;
  readonly port: number;
  readonly host: string;
  /** Bootstrap admin token, accepted while it is set. */
  readonly adminToken: string | null;
  readonly seed: 'genesis' | 'none';
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly logFormat: 'json' | 'pretty';
  readonly corsOrigins: readonly string[];
  readonly auditKey: string | null;
  readonly overridesFile: string | null;
  readonly emergencyShutdown: boolean;
  /** Requests per second and admin token. */
  readonly rateLimit: number;
  /** Requests per second and SDK key. */
  readonly sdkRateLimit: number;
  /** Requests without a valid credential per minute and address. */
  readonly anonymousRateLimit: number;
  readonly changeLogHours: number;
  readonly changeLogMaxRows: number;
  readonly egressAllow: readonly string[];
  /** `name=url` and `name=header`. */
  readonly prometheus: readonly string[];
  readonly prometheusAuthorization: readonly string[];
  /** Without a slash at its end; `null`: messages carry no links. */
  readonly publicUrl: string | null;
  /** Path of `publicUrl`, `/flags`, without a slash at its end; empty where it has none. */
  readonly publicPath: string;
  readonly trustProxy: readonly string[];
  /** The process environment as it was at start: the overlay reads flag overrides from it. */
  readonly processEnvironment: Readonly<Record<string, string>>;
}
