/** Apart from the other commands: these bring servers along. */

export { runCommand } from '../commands/run.ts'
export { sandboxCommand } from '../commands/sandbox.ts'
export { serveCommand } from '../commands/serve.ts'
