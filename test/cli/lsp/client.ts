import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import {
  createProtocolConnection,
  type Diagnostic,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  FoldingRangeRequest,
  InitializedNotification,
  type InitializeParams,
  InitializeRequest,
  type InitializeResult,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node'

/** A server of its own, and a client that speaks to it as an editor does. */
export interface Client {
  readonly connection: ProtocolConnection
  readonly greeting: InitializeResult
  readonly open: (uri: string, text: string) => Promise<void>
  /** What is told of a document next, or was told and not asked for. */
  readonly diagnostics: (uri: string) => Promise<readonly Diagnostic[]>
  /** Closes what is open, and forgets what was told of it. */
  readonly tidy: () => Promise<void>
  /** Shuts down as the protocol has it; answers the exit code and what stood on standard error. */
  readonly end: () => Promise<Ended>
  /** Closes the streams without a word. */
  readonly hangUp: () => Promise<Ended>
}

export interface Ended {
  readonly code: number | null
  readonly stderr: string
}

export async function startClient(wishes: Partial<InitializeParams> = {}): Promise<Client> {
  const child = spawn(process.execPath, [resolve('bin/unhardcoded.js'), 'lsp', '--stdio'])
  const exited = once(child, 'exit')
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += String(chunk)
  })
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  const inbox = inboxOf(connection)
  const opened = new Set<string>()
  connection.listen()
  const greeting = await Promise.race([
    connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
      ...wishes,
    }),
    exited.then((): never => {
      throw new Error(`the server did not start: ${stderr}`)
    }),
  ])
  await connection.sendNotification(InitializedNotification.type, {})

  async function ended(): Promise<Ended> {
    const [code] = (await exited) as [number | null]
    connection.dispose()
    return { code, stderr }
  }

  return {
    connection,
    greeting,
    diagnostics: inbox.next,
    async open(uri, text) {
      opened.add(uri)
      await connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri, languageId: 'uh', version: 1, text },
      })
    },
    async tidy() {
      for (const uri of opened) {
        await connection.sendNotification(DidCloseTextDocumentNotification.type, {
          textDocument: { uri },
        })
      }
      opened.clear()
      // An answer comes after everything that was told before it.
      await connection.sendRequest(FoldingRangeRequest.type, { textDocument: { uri: 'none:' } })
      inbox.clear()
    },
    async end() {
      await connection.sendRequest(ShutdownRequest.type)
      await connection.sendNotification(ExitNotification.type)
      return ended()
    },
    hangUp() {
      child.stdin.end()
      return ended()
    },
  }
}

/** Hands out what is told of each document, one after another. */
function inboxOf(connection: ProtocolConnection) {
  const told: PublishDiagnosticsParams[] = []
  const waiting = new Map<string, (found: PublishDiagnosticsParams) => void>()
  connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
    const wanted = waiting.get(params.uri)
    waiting.delete(params.uri)
    if (wanted === undefined) told.push(params)
    else wanted(params)
  })
  const next = async (uri: string): Promise<readonly Diagnostic[]> => {
    const index = told.findIndex((each) => each.uri === uri)
    if (index !== -1) return told.splice(index, 1)[0]?.diagnostics ?? []
    const { diagnostics } = await new Promise<PublishDiagnosticsParams>((hear) => {
      waiting.set(uri, hear)
    })
    return diagnostics
  }
  return {
    next,
    clear: () => {
      told.length = 0
    },
  }
}
