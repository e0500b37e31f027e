/** PostgreSQL settings by name, as `-c` takes them. */
export type PostgresSettings = Readonly<Record<string, string>>;

/**
 * What a single small server needs: durable, reachable through its socket only, modest in memory, no
 * helper process that serves replication or parallel queries, no statement text (it may hold secrets) in
 * the log.
 */
const DEFAULTS: PostgresSettings = {
  cluster_name: 'sluice',
  listen_addresses: '',
  port: '5432',
  unix_socket_permissions: '0700',
  max_connections: '100',
  shared_buffers: '32MB',
  huge_pages: 'off',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  wal_level: 'minimal',
  max_wal_senders: '0',
  min_wal_size: '32MB',
  max_wal_size: '256MB',
  max_worker_processes: '2',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  max_logical_replication_workers: '0',
  autovacuum_max_workers: '1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '',
  log_min_error_statement: 'panic',
};

/** We learn from its log that the server is ready, or why it is not. */
const NEEDED_BY_US: PostgresSettings = {
  log_min_messages: 'warning',
  log_destination: 'stderr',
  logging_collector: 'off',
  lc_messages: 'C',
};

/** A setting's value that is a list of paths keeps commas and spaces only in double quotes. */
function quotePath(path: string): string {
  return `"${path.replaceAll('"', '""')}"`;
}

/** The command-line arguments for these settings over our defaults; they win over postgresql.conf. */
export function settingsArguments(socketDir: string, overrides: PostgresSettings = {}): string[] {
  const settings = {
    ...DEFAULTS,
    ...overrides,
    ...NEEDED_BY_US,
    unix_socket_directories: quotePath(socketDir),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
