import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  TextDocuments,
  type WorkspaceFolder,
} from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { deskOf } from './desk.ts'
import { INITIALIZED } from './initialize.ts'
import { type Line, openLine } from './line.ts'
import { publisher } from './publisher.ts'
import { answerRequests } from './requests.ts'
import { pathOfUri } from './uri.ts'

/**
 * Speaks the language server protocol over the standard streams until the client says `exit` or
 * closes them.
 *
 * @returns 0 when the client shut the server down or closed the streams, 1 for an `exit` without.
 */
export async function serve(context: Context): Promise<ExitCode> {
  const line = openLine(context)
  const server = serverOn(line, context)
  line.connection.listen()
  if ((await line.ended) === 'closed') await server.settled()
  server.stop()
  line.close()
  return line.isRude() ? EXIT.findings : EXIT.fine
}

interface Server {
  /** Resolves when nothing that was asked for is open any more. */
  readonly settled: () => Promise<void>
  /** Tells the client nothing more. */
  readonly stop: () => void
}

function serverOn({ connection, received, idle }: Line, context: Context): Server {
  const texts = new TextDocuments(TextDocument)
  const desk = deskOf(texts, context)
  const diagnostics = publisher(connection, { desk, received })
  let client: InitializeParams | undefined
  const requests = answerRequests(connection, desk, () => foldersOf(client))

  connection.onInitialize((params) => {
    client = params
    return INITIALIZED
  })
  connection.onInitialized(() => watchFiles(connection, client))

  texts.onDidChangeContent(() => {
    desk.changed()
    diagnostics.schedule()
  })
  texts.onDidClose(({ document: { uri } }) => {
    desk.changed()
    diagnostics.clear(uri)
    diagnostics.schedule()
  })
  texts.onDidSave(() => {
    if (!canWatch(client)) filesChanged()
  })
  connection.onDidChangeWatchedFiles(filesChanged)
  texts.listen(connection)

  function filesChanged(): void {
    desk.forget()
    diagnostics.schedule()
    if (client?.capabilities.workspace?.codeLens?.refreshSupport === true) {
      connection.sendRequest('workspace/codeLens/refresh').catch(() => undefined)
    }
  }

  return {
    stop: diagnostics.stop,
    async settled() {
      await idle()
      await Promise.all([requests.settled(), diagnostics.settled()])
      // What they answer is written in the turns that follow.
      await idle()
    },
  }
}

function foldersOf(client: InitializeParams | undefined): readonly string[] {
  const folders: readonly Pick<WorkspaceFolder, 'uri'>[] =
    client?.workspaceFolders ?? (client?.rootUri ? [{ uri: client.rootUri }] : [])
  return folders.flatMap(({ uri }) => pathOfUri(uri) ?? [])
}

function canWatch(client: InitializeParams | undefined): boolean {
  return client?.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true
}

/** Policies that others use, catalogs, configurations. */
function watchFiles(connection: Connection, client: InitializeParams | undefined): void {
  if (!canWatch(client)) return
  const watchers = [{ globPattern: '**/*.{uh,yaml,yml,json}' }]
  connection.client
    .register(DidChangeWatchedFilesNotification.type, { watchers })
    .catch((error) => connection.console.warn(`files are not watched: ${error}`))
}
