import { PassThrough } from 'node:stream'
import { type Connection, createConnection } from 'vscode-languageserver'
import {
  createProtocolConnection,
  LSPErrorCodes,
  Message,
  type ResponseMessage,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node'
import type { Context } from '../context.ts'
import { readableOf, writableOf } from './streams.ts'

/** The connection to a client over the standard streams. */
export interface Line {
  readonly connection: Connection
  /** How many messages have been taken up so far. */
  readonly received: () => number
  /** Resolves when every message that has come in is taken up. */
  readonly idle: () => Promise<void>
  /** Resolves when the client says `exit` or closes its end. */
  readonly ended: Promise<'exited' | 'closed'>
  /** Whether the client said `exit` without `shutdown` before it. */
  readonly isRude: () => boolean
  /** Reads no more, so that the process can end. */
  readonly close: () => void
}

export function openLine({ stdin, stdout }: Pick<Context, 'stdin' | 'stdout'>): Line {
  const input = readableOf(stdin)
  // The library takes the end of its input for the end of all; what was asked is answered first.
  const unending = input.pipe(new PassThrough(), { end: false })
  let count = 0
  let isRude = false
  let end: (how: 'exited' | 'closed') => void = () => undefined
  const ended = new Promise<'exited' | 'closed'>((resolve) => {
    end = resolve
  })
  for (const event of ['end', 'close', 'error']) input.once(event, () => end('closed'))
  const connection = createConnection(
    (logger) =>
      createProtocolConnection(
        new StreamMessageReader(unending),
        new StreamMessageWriter(writableOf(stdout)),
        logger,
        {
          messageStrategy: {
            handleMessage(message, next) {
              count += 1
              return next(message)
            },
          },
          connectionStrategy: { cancelUndispatched: refusal },
        },
      ),
    {
      shutdownReceived: false,
      initialize: () => undefined,
      exit(code) {
        isRude = code !== 0
        end('exited')
      },
    },
  )
  return {
    connection,
    received: () => count,
    idle: () => quietly(() => count),
    ended,
    isRude: () => isRude,
    close() {
      connection.dispose()
      input.destroy()
      unending.destroy()
    },
  }
}

/** The answer to a request that is cancelled before it is taken up. */
function refusal(message: Message): ResponseMessage | undefined {
  if (!Message.isRequest(message)) return undefined
  const error = { code: LSPErrorCodes.RequestCancelled, message: 'the request was cancelled' }
  return { jsonrpc: message.jsonrpc, id: message.id, error }
}

/** Waits until some turns of the event loop in a row bring nothing. */
async function quietly(count: () => number): Promise<void> {
  let before = count()
  for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
    await new Promise((resolve) => setImmediate(resolve))
    if (count() !== before) quiet = 0
    before = count()
  }
}

/** A message waits a turn or two between being read and being taken up. */
const QUIET_TURNS = 8
