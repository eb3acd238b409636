import {
  type CancellationToken,
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type TextDocumentPositionParams,
  TextDocuments,
  type WorkspaceFolder,
} from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import * as answers from './answers.ts'
import { deskOf, type OpenFile } from './desk.ts'
import { INITIALIZED } from './initialize.ts'
import { type Line, openLine } from './line.ts'
import { publisher } from './publisher.ts'
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
  const working = new Set<Promise<unknown>>()
  let client: InitializeParams | undefined

  /** A request that fails answers an error; one that was cancelled says so. */
  function settle<A>(token: CancellationToken, answer: () => Promise<A>) {
    const work = answer().then(
      (found) => (token.isCancellationRequested ? answers.cancelled() : found),
      answers.bug,
    )
    working.add(work)
    return work.finally(() => working.delete(work))
  }

  /** An answer about a place of an open document; null for any other. */
  function about<P extends TextDocumentPositionParams, A>(
    answer: (spot: answers.Spot, params: P) => A | Promise<A>,
  ) {
    return (params: P, token: CancellationToken) =>
      settle(token, async () => {
        const spot = await answers.spotOf(params, desk)
        return spot === undefined || token.isCancellationRequested ? null : answer(spot, params)
      })
  }

  /** An answer about an open document; null for any other. */
  function of<P extends { readonly textDocument: { readonly uri: string } }, A>(
    answer: (file: OpenFile, params: P) => A,
  ) {
    return (params: P, token: CancellationToken) =>
      settle(token, async () => {
        const file = await desk.open(params.textDocument.uri)
        return file === undefined || token.isCancellationRequested ? null : answer(file, params)
      })
  }

  /** The other documents in which a name may stand. */
  async function elsewhere() {
    const open = (await desk.all()).map(({ document }) => document)
    return { desk, documents: [...open, ...(await desk.others(foldersOf(client)))] }
  }

  connection.onInitialize((params) => {
    client = params
    return INITIALIZED
  })
  connection.onInitialized(() => watchFiles(connection, client))
  connection.onCompletion(about((spot) => answers.completion(spot)))
  connection.onHover(about((spot) => answers.hover(spot) ?? null))
  connection.onDefinition(about((spot) => answers.definition(spot, desk) ?? null))
  connection.onReferences(
    about(async (spot, { context: { includeDeclaration } }) =>
      answers.references(spot, { ...(await elsewhere()), withDefinition: includeDeclaration }),
    ),
  )
  connection.onPrepareRename(about((spot) => answers.prepareRename(spot)))
  connection.onRenameRequest(
    about(async (spot, { newName }) => answers.rename(spot, newName, await elsewhere())),
  )
  connection.onDocumentFormatting(of((file) => answers.formatting(file) ?? null))
  connection.onDocumentSymbol(of((file) => answers.symbols(file)))
  connection.onFoldingRanges(of((file) => answers.folding(file)))
  connection.onCodeLens(of((file) => answers.lenses(file)))
  connection.onCodeAction(of((file, params) => answers.codeActions(file, params, desk)))
  connection.languages.semanticTokens.on(
    async (params, token) =>
      (await of((file) => answers.semanticTokens(file))(params, token)) ?? { data: [] },
  )

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
      await Promise.all([...working, diagnostics.settled()])
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
