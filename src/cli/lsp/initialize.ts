import { CodeActionKind, type InitializeResult, TextDocumentSyncKind } from 'vscode-languageserver'
import { VERSION } from '../../base/version.ts'
import { TOKEN_KINDS, TOKEN_MODIFIERS } from '../../editor/index.ts'
import { FIX_ALL } from './answers.ts'

/** What the server can do, as it says when it is greeted. */
export const INITIALIZED: InitializeResult = {
  serverInfo: { name: 'unhardcoded', version: VERSION },
  capabilities: {
    positionEncoding: 'utf-16',
    textDocumentSync: {
      openClose: true,
      change: TextDocumentSyncKind.Incremental,
      save: { includeText: false },
    },
    completionProvider: { triggerCharacters: [' ', '"', '[', '(', ',', ':', '/', '.', '$', '%'] },
    hoverProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    renameProvider: { prepareProvider: true },
    documentFormattingProvider: true,
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    semanticTokensProvider: {
      legend: { tokenTypes: [...TOKEN_KINDS], tokenModifiers: [...TOKEN_MODIFIERS] },
      full: true,
    },
    codeLensProvider: {},
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
  },
}
