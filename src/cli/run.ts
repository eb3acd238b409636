import { interruption } from './interruption.ts'
import { main } from './main.ts'

/**
 * Runs the command line on this process. The exit code is set, not forced, so that output which a
 * slow reader has not taken yet is not lost.
 */
export async function run(): Promise<void> {
  process.exitCode = await main({
    argv: process.argv.slice(2),
    get stdin() {
      return process.stdin
    },
    get stdout() {
      return patient(process.stdout)
    },
    get stderr() {
      return patient(process.stderr)
    },
    get interrupted() {
      return interruption()
    },
    onReload: (reload) => process.on('SIGHUP', reload),
    cwd: process.cwd(),
    env: process.env,
  })
}

function patient(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  return stream.listeners('error').includes(endQuietly) ? stream : stream.on('error', endQuietly)
}

/** A reader that has seen enough, as `head`, closes its end: that is no failure. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
  process.exit()
}
