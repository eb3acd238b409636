import type { IToken } from 'chevrotain'
import type { DocsAt } from './cst-to-ast.ts'

/**
 * Finds the `##` lines that belong to an item: those on lines of their own, right above it, with
 * nothing but comments between. Without the marks and one space after them.
 */
export function docsOf(text: string, comments: readonly IToken[]): DocsAt {
  return (offset) => {
    const lines: string[] = []
    let above = offset
    for (let i = lastBefore(comments, offset); i >= 0; i--) {
      const comment = comments[i]
      if (
        comment === undefined ||
        !isBlank(text, comment.startOffset + comment.image.length, above)
      )
        break
      if (!beginsItsLine(text, comment.startOffset)) break
      if (isDoc(comment.image)) lines.push(comment.image.slice(2).replace(/^ /, '').trimEnd())
      above = comment.startOffset
    }
    return lines.reverse()
  }
}

/** `##` but not the `###` of a banner. */
export function isDoc(comment: string): boolean {
  return comment.startsWith('##') && comment.charAt(2) !== '#'
}

/** The index of the last comment that begins before `offset`, or -1. */
function lastBefore(comments: readonly IToken[], offset: number): number {
  let low = 0
  let high = comments.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((comments[middle]?.startOffset ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low - 1
}

function isBlank(text: string, start: number, end: number): boolean {
  return text.slice(start, end).trim() === ''
}

function beginsItsLine(text: string, offset: number): boolean {
  for (let i = offset - 1; i >= 0; i--) {
    const unit = text.charAt(i)
    if (unit === '\n' || unit === '\r') return true
    if (unit !== ' ' && unit !== '\t') return false
  }
  return true
}
