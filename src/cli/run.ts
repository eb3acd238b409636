import { main } from './main.ts'

/**
 * Runs the command line on this process. The exit code is set, not forced, so that output which a
 * slow reader has not taken yet is not lost.
 */
export async function run(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endQuietly)
  process.exitCode = await main({
    argv: process.argv.slice(2),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    cwd: process.cwd(),
    env: process.env,
    now: Date.now,
  })
}

/** A reader that has seen enough, as `head`, closes its end: that is no failure. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
  process.exit()
}
