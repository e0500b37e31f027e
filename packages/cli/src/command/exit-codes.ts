/** What the process ends with (docs/cli.md, "Exit codes"). */
export const EXIT = {
  /** Everything asked for was done. */
  completed: 0,
  /** Anything that is none of the others. */
  failed: 1,
  /** The command line made no sense; nothing was asked of the server. */
  usage: 2,
  /** The rollout that was waited for was rolled back. */
  rolledBack: 3,
  /** The server refused, or the question was answered with no. */
  refused: 4,
  /** No server answered, or it cannot serve for the moment. */
  unreachable: 5,
  /** The rollout that was waited for had not ended when `--timeout` was over; it goes on. */
  underWay: 6,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
