import type {
  CancellationToken,
  Connection,
  TextDocumentPositionParams,
} from 'vscode-languageserver'
import * as answers from './answers.ts'
import type { Desk, OpenFile } from './desk.ts'

/** The requests that are being answered. */
export interface Requests {
  /** Resolves when each has its answer. */
  readonly settled: () => Promise<void>
}

/**
 * Answers what a client asks about documents.
 *
 * @param folders the directories of the workspace, in which a name may be used.
 */
export function answerRequests(
  connection: Connection,
  desk: Desk,
  folders: () => readonly string[],
): Requests {
  const working = new Set<Promise<unknown>>()

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
    return { desk, documents: [...open, ...(await desk.others(folders()))] }
  }

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

  return {
    async settled() {
      await Promise.all(working)
    },
  }
}
