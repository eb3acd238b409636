import { lineStarts, positionAt } from '../base/source.ts'
import type { Span } from '../base/span.ts'
import { spanOf } from '../syntax/tokenize.ts'
import * as t from '../syntax/tokens.ts'
import type { Document } from './document.ts'

/** A range of lines that can be folded away, its first line staying. */
export interface Fold {
  readonly kind: 'item' | 'comment'
  /** From 1, both ends included. */
  readonly firstLine: number
  readonly lastLine: number
}

/** Items, lists and tables of more than one line, and comments of more than one. By first line. */
export function foldingOf(document: Document): readonly Fold[] {
  const { source, program } = document
  const starts = lineStarts(source.text)
  const lineOf = (offset: number) => positionAt(starts, offset).line
  const folds = [...program.main.file.items.map(({ span }) => span), ...bracketsOf(document)].map(
    ({ start, end }): Fold => ({ kind: 'item', firstLine: lineOf(start), lastLine: lineOf(end) }),
  )
  const known = new Set<number>()
  return [...folds, ...commentFolds(document, lineOf)]
    .filter(({ firstLine, lastLine }) => lastLine > firstLine)
    .sort((a, b) => a.firstLine - b.firstLine || b.lastLine - a.lastLine)
    .filter(({ firstLine }) => !known.has(firstLine) && known.add(firstLine))
}

/** Pairs of brackets, as far as they match. */
function bracketsOf({ lexed }: Document): readonly Span[] {
  const open: number[] = []
  const pairs: Span[] = []
  for (const token of lexed.tokens) {
    const { tokenType, startOffset } = token
    if (tokenType === t.LeftCurly || tokenType === t.LeftSquare || tokenType === t.LeftParen) {
      open.push(startOffset)
    } else if (
      tokenType === t.RightCurly ||
      tokenType === t.RightSquare ||
      tokenType === t.RightParen
    ) {
      const start = open.pop()
      if (start !== undefined) pairs.push({ start, end: spanOf(token).end })
    }
  }
  return pairs
}

/** Comments on lines of their own, one right below the other. */
function commentFolds(
  { lexed, source }: Document,
  lineOf: (offset: number) => number,
): readonly Fold[] {
  const folds: Fold[] = []
  for (const { startOffset } of lexed.comments) {
    const line = lineOf(startOffset)
    if (!beginsLine(source.text, startOffset)) continue
    const last = folds.at(-1)
    if (last !== undefined && last.lastLine === line - 1) {
      folds[folds.length - 1] = { ...last, lastLine: line }
    } else folds.push({ kind: 'comment', firstLine: line, lastLine: line })
  }
  return folds
}

function beginsLine(text: string, offset: number): boolean {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1))
  return text.slice(lineStart + 1, offset).trim() === ''
}
