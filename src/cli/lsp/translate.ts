import {
  type CompletionItem,
  CompletionItemKind,
  DiagnosticSeverity,
  type DocumentSymbol,
  type FoldingRange,
  FoldingRangeKind,
  type Location,
  type Diagnostic as LspDiagnostic,
  MarkupKind,
  type Range,
  SymbolKind,
  type TextEdit,
} from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { Diagnostic, Edit, Severity } from '../../base/diagnostic.ts'
import type { Span } from '../../base/span.ts'
import type { Place } from '../../compile/index.ts'
import type { Completion, CompletionKind, Fold, OutlineSymbol } from '../../editor/index.ts'
import type { Desk } from './desk.ts'

/*
 * From offsets and spans to what the protocol has: lines from 0, characters in UTF-16 units, and
 * numbers for kinds.
 */

export function rangeOf(text: TextDocument, { start, end }: Span): Range {
  return { start: text.positionAt(start), end: text.positionAt(end) }
}

export function textEdits(text: TextDocument, edits: readonly Edit[]): TextEdit[] {
  return edits.map((edit) => ({ range: rangeOf(text, edit.span), newText: edit.text }))
}

/** The text of any file by its name, for its positions. */
export function textNamed(name: string, desk: Desk): TextDocument {
  return TextDocument.create(desk.uriOf(name), LANGUAGE, 0, desk.textOf(name) ?? '')
}

/** What editors call the language. */
const LANGUAGE = 'uh'

export function locationOf({ source, span }: Place, desk: Desk): Location {
  const text = textNamed(source, desk)
  return { uri: text.uri, range: rangeOf(text, span) }
}

export function lspDiagnostic(found: Diagnostic, text: TextDocument, desk: Desk): LspDiagnostic {
  const { code, severity, span, message, notes = [], help, related = [] } = found
  return {
    range: rangeOf(text, span),
    severity: SEVERITIES[severity],
    code,
    source: 'unhardcoded',
    message: [message, ...notes, ...(help === undefined ? [] : [`help: ${help}`])].join('\n'),
    relatedInformation: related.map((each) => ({
      location:
        each.source === undefined || each.source === found.source
          ? { uri: text.uri, range: rangeOf(text, each.span) }
          : locationOf({ source: each.source, span: each.span }, desk),
      message: each.label,
    })),
  }
}

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const satisfies Record<Severity, DiagnosticSeverity>

export function completionItem(completion: Completion, text: TextDocument): CompletionItem {
  const { kind, label, detail, doc, insert, span, rank } = completion
  return {
    label,
    kind: COMPLETION_KINDS[kind],
    ...(detail === '' ? {} : { detail }),
    ...(doc === '' ? {} : { documentation: { kind: MarkupKind.Markdown, value: doc } }),
    sortText: `${rank} ${label}`,
    // What is typed is held against this: a quote or a digit is part of it.
    filterText: kind === 'quantity' ? text.getText(rangeOf(text, span)) || insert : insert,
    textEdit: { range: rangeOf(text, span), newText: insert },
  }
}

const COMPLETION_KINDS = {
  keyword: CompletionItemKind.Keyword,
  operator: CompletionItemKind.Operator,
  field: CompletionItemKind.Field,
  subject: CompletionItemKind.Property,
  let: CompletionItemKind.Constant,
  param: CompletionItemKind.Variable,
  policy: CompletionItemKind.Function,
  step: CompletionItemKind.Variable,
  function: CompletionItemKind.Function,
  name: CompletionItemKind.Value,
  label: CompletionItemKind.EnumMember,
  route: CompletionItemKind.Value,
  quantity: CompletionItemKind.Unit,
  type: CompletionItemKind.TypeParameter,
} as const satisfies Record<CompletionKind, CompletionItemKind>

export function documentSymbol(symbol: OutlineSymbol, text: TextDocument): DocumentSymbol {
  return {
    // An outline does not show what has no name.
    name: symbol.name === '' ? symbol.kind : symbol.name,
    detail: symbol.detail,
    kind: SYMBOL_KINDS[symbol.kind],
    range: rangeOf(text, symbol.span),
    selectionRange: rangeOf(text, symbol.nameSpan),
    children: symbol.children.map((child) => documentSymbol(child, text)),
  }
}

const SYMBOL_KINDS = {
  use: SymbolKind.Module,
  let: SymbolKind.Constant,
  policy: SymbolKind.Function,
  param: SymbolKind.Variable,
  flow: SymbolKind.Class,
  step: SymbolKind.Method,
  prove: SymbolKind.Event,
  test: SymbolKind.Event,
} as const satisfies Record<OutlineSymbol['kind'], SymbolKind>

export function foldingRange({ kind, firstLine, lastLine }: Fold): FoldingRange {
  return {
    startLine: firstLine - 1,
    endLine: lastLine - 1,
    ...(kind === 'comment' ? { kind: FoldingRangeKind.Comment } : {}),
  }
}
