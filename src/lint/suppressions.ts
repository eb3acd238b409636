import type { Diagnostic } from '../base/diagnostic.ts'
import { lineStarts, positionAt } from '../base/source.ts'
import type { Span } from '../base/span.ts'
import type { LintedFile } from './linted-file.ts'

/*
 * A comment that says which findings are meant to be, and why:
 *
 *     # uh-ignore redundant-clause: the contract names both limits
 *     policy support = …
 *
 *     where quality >= 0.7   # uh-ignore UH3103: kept for readers
 *
 * Behind something it holds for its own line. On a line of its own it holds for what follows: the
 * whole definition where one begins there, else the next line.
 */

/** A suppression as written. */
export interface Suppression {
  /** Of the comment. */
  readonly span: Span
  /** Each a code or a name of a rule. */
  readonly rules: readonly { readonly text: string; readonly span: Span }[]
  /** Empty where none is given. */
  readonly reason: string
  /** Findings that begin in it are meant. */
  readonly target: Span
}

const MARK = /^#\s*uh-ignore\b/

const SHAPE = /^(#\s*uh-ignore\b\s*)([^:]*?)\s*(?::\s*(.*?)\s*)?$/

/** The suppressions of a file, in the order of the text. */
export function suppressionsOf(file: LintedFile): readonly Suppression[] {
  // Most files have none, and are not split into tokens again to learn so.
  if (!file.source.text.includes('uh-ignore')) return []
  return file.comments().flatMap(({ start, text }) => {
    const [, mark = '', list = '', reason = ''] = MARK.test(text) ? (SHAPE.exec(text) ?? []) : []
    if (mark === '') return []
    const rules = [...list.matchAll(/[^\s,]+/g)].map(({ 0: word, index }) => {
      const from = start + mark.length + index
      return { text: word, span: { start: from, end: from + word.length } }
    })
    const span = { start, end: start + text.trimEnd().length }
    return [{ span, rules, reason, target: targetOf(file, span) }]
  })
}

function targetOf({ source: { text }, analysis }: LintedFile, { start, end }: Span): Span {
  const lines = lineStarts(text)
  const lineOf = (offset: number): Span => {
    const { line } = positionAt(lines, offset)
    return { start: lines[line - 1] ?? 0, end: lines[line] ?? text.length + 1 }
  }
  const own = lineOf(start)
  if (text.slice(own.start, start).trim() !== '') return own
  const next = nextWritten(text, end)
  const item = analysis.tree.items.find(({ span }) => span.start === next)
  return item === undefined ? lineOf(next) : { start: item.span.start, end: item.span.end + 1 }
}

/** The offset of the first character after `from` that is neither white space nor comment. */
function nextWritten(text: string, from: number): number {
  const blank = /(?:\s|#[^\r\n]*)*/y
  blank.lastIndex = from
  blank.exec(text)
  return blank.lastIndex
}

/** What is left to report once the suppressions had their say, and which of them did. */
export interface Suppressed {
  readonly kept: readonly Diagnostic[]
  /** For each suppression, the words of its list that kept something from being reported. */
  readonly used: ReadonlyMap<Suppression, ReadonlySet<string>>
}

/** Leaves out what is meant to be. An error of the language is never left out. */
export function suppress(
  diagnostics: readonly Diagnostic[],
  suppressions: readonly Suppression[],
  { source, namesOf }: { readonly source: string; readonly namesOf: NamesOf },
): Suppressed {
  const used = new Map(suppressions.map((each) => [each, new Set<string>()]))
  const kept = diagnostics.filter((diagnostic) => {
    if (diagnostic.source !== source) return true
    const names = namesOf(diagnostic)
    let isMeant = false
    for (const [{ target, rules }, words] of used) {
      const { start } = diagnostic.span
      if (start < target.start || start >= target.end) continue
      for (const { text } of rules) {
        if (!names.includes(text)) continue
        words.add(text)
        isMeant = true
      }
    }
    return !isMeant
  })
  return { kept, used }
}

/** By which words a finding can be suppressed: none where it cannot. */
export type NamesOf = (diagnostic: Diagnostic) => readonly string[]
