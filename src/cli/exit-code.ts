/** What the process says when it ends. */
export const EXIT = {
  fine: 0,
  /** Something was found: an unformatted file, a failed vector, differences. */
  findings: 1,
  /** The command line, the configuration, a file, or the policy itself is wrong. */
  usage: 2,
  /** The policy selects no candidate. */
  nothing: 3,
  /** Every attempt at a live call failed. */
  exhausted: 4,
  /** A call was given up by whoever ran the command, with Ctrl-C. As shells say it: 128 + 2. */
  interrupted: 130,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
