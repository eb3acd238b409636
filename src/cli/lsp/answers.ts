import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  ErrorCodes,
  LSPErrorCodes,
  MarkupKind,
  type Position,
  ResponseError,
  type SemanticTokens,
  SemanticTokensBuilder,
  type TextDocumentPositionParams,
  type WorkspaceEdit,
} from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { Edit } from '../../base/diagnostic.ts'
import type { Result } from '../../base/result.ts'
import * as editor from '../../editor/index.ts'
import type { Desk, OpenFile } from './desk.ts'
import * as lsp from './translate.ts'

/** What a request is about: an open document, and a place in it. */
export interface Spot extends OpenFile {
  readonly offset: number
}

/** The spot of a request; undefined for a document that is not open. */
export async function spotOf(
  { textDocument, position }: TextDocumentPositionParams,
  desk: Desk,
): Promise<Spot | undefined> {
  const file = await desk.open(textDocument.uri)
  return file && { ...file, offset: file.text.offsetAt(position) }
}

export function hover({ document, text, offset }: Spot) {
  const found = editor.hoverAt(document, offset)
  return (
    found && {
      contents: { kind: MarkupKind.Markdown, value: found.text },
      range: lsp.rangeOf(text, found.span),
    }
  )
}

export function completion({ document, text, offset }: Spot) {
  return editor.completionsAt(document, offset).map((each) => lsp.completionItem(each, text))
}

export function definition({ document, offset }: Spot, desk: Desk) {
  const place = editor.definitionAt(document, offset)
  return place && lsp.locationOf(place, desk)
}

/** @param documents the other documents at hand. */
export function references(
  { document, offset }: Spot,
  { desk, documents, withDefinition }: Elsewhere & { readonly withDefinition: boolean },
) {
  return editor
    .referencesTo(document, offset, documents)
    .filter(({ mention }) => withDefinition || mention.role === 'use')
    .map((place) => lsp.locationOf(place, desk))
}

interface Elsewhere {
  readonly desk: Desk
  readonly documents: readonly editor.Document[]
}

export function prepareRename({ document, text, offset }: Spot) {
  const { span, name } = granted(editor.renamableAt(document, offset))
  return { range: lsp.rangeOf(text, span), placeholder: name }
}

export function rename(
  { document, offset }: Spot,
  to: string,
  { desk, documents }: Elsewhere,
): WorkspaceEdit {
  const edits = granted(editor.renameAt(document, { offset, to }, documents))
  const changes = [...edits].map(([name, each]) => {
    const text = lsp.textNamed(name, desk)
    return [text.uri, lsp.textEdits(text, each)]
  })
  return { changes: Object.fromEntries(changes) }
}

/** A refusal is told as the editor shows it. */
function granted<T>(result: Result<T, string>): T {
  if (result.ok) return result.value
  throw new ResponseError(LSPErrorCodes.RequestFailed, result.error)
}

export function formatting({ document, text }: OpenFile) {
  const edits = editor.formattingOf(document)
  return edits && lsp.textEdits(text, edits)
}

export function symbols({ document, text }: OpenFile) {
  return editor.symbolsOf(document).map((symbol) => lsp.documentSymbol(symbol, text))
}

export function folding({ document }: OpenFile) {
  return editor.foldingOf(document).map(lsp.foldingRange)
}

export function lenses({ document, text }: OpenFile) {
  return editor.lensesOf(document).map(({ span, title }) => ({
    range: lsp.rangeOf(text, span),
    // Without a command to run it is a line to read.
    command: { title, command: '' },
  }))
}

export function semanticTokens({ document, text }: OpenFile): SemanticTokens {
  const builder = new SemanticTokensBuilder()
  for (const { span, kind, modifiers } of editor.semanticTokensOf(document)) {
    const { line, character }: Position = text.positionAt(span.start)
    const bits = modifiers.reduce(
      (all, each) => all | (1 << editor.TOKEN_MODIFIERS.indexOf(each)),
      0,
    )
    const length = span.end - span.start
    builder.push(line, character, length, editor.TOKEN_KINDS.indexOf(kind), bits)
  }
  return builder.build()
}

/** The kind of the action that applies every safe fix. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.unhardcoded`

export function codeActions(
  { document, text }: OpenFile,
  { range, context }: CodeActionParams,
  desk: Desk,
): CodeAction[] {
  const isAsked = (kind: string) =>
    context.only === undefined || context.only.some((each) => `${kind}.`.startsWith(`${each}.`))
  const span = { start: text.offsetAt(range.start), end: text.offsetAt(range.end) }
  const fixes = isAsked(CodeActionKind.QuickFix) ? editor.fixesFor(document, span) : []
  const actions = fixes.map(
    ({ title, safe, edits, diagnostic }): CodeAction => ({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [lsp.lspDiagnostic(diagnostic, text, desk)],
      isPreferred: safe,
      edit: editOf(text, edits),
    }),
  )
  const all = isAsked(FIX_ALL) ? editor.safeFixes(document) : []
  if (all.length === 0) return actions
  return [...actions, { title: 'apply all safe fixes', kind: FIX_ALL, edit: editOf(text, all) }]
}

function editOf(text: TextDocument, edits: readonly Edit[]): WorkspaceEdit {
  return { changes: { [text.uri]: lsp.textEdits(text, edits) } }
}

/** A request whose client has lost interest. */
export function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'the request was cancelled')
}

/** A bug of this program: the request fails, and the server goes on. */
export function bug(error: unknown): ResponseError<void> {
  if (error instanceof ResponseError) return error
  const cause = error instanceof Error ? error.message : String(error)
  return new ResponseError(ErrorCodes.InternalError, `this is a bug of unhardcoded: ${cause}`)
}
