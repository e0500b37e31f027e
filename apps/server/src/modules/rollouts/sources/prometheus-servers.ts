/** A Prometheus server named in the configuration. */
export interface PrometheusServer {
  readonly url: string;
  /** Value of the header Authorization; null sends none. */
  readonly authorization: string | null;
}

/** The servers by name, from `name=url` and `name=header` items. */
export function prometheusServers(
  urls: readonly string[],
  authorizations: readonly string[],
): ReadonlyMap<string, PrometheusServer> {
  const pairs = (items: readonly string[]) =>
    items.map((item): [string, string] => {
      const at = item.indexOf('=');
      return [item.slice(0, at), item.slice(at + 1)];
    });
  const headers = new Map(pairs(authorizations));
  return new Map(
    pairs(urls).map(([name, url]) => [name, { url, authorization: headers.get(name) ?? null }]),
  );
}

/** The servers by name. */
export type PrometheusServers = ReadonlyMap<string, PrometheusServer>;

/** Injection token of the {@link PrometheusServers}. */
export const PROMETHEUS_SERVERS = Symbol('PROMETHEUS_SERVERS');
