import type { Edit, Fix, Severity } from '../../base/diagnostic.ts'
import { positionAt, type Source } from '../../base/source.ts'
import type { Span } from '../../base/span.ts'
import { Row } from './canvas.ts'
import type { FrameSize } from './code-frame.ts'
import { lineIndex } from './line-index.ts'
import { drawText, viewOf } from './line-view.ts'
import { sourceLine } from './source-line.ts'

/**
 * What the fix would change, as the lines before and after:
 *
 *       = fix: write `and`
 *     4 -   where healthy && no_log
 *     4 +   where healthy and no_log
 *
 * A fix that may change what the text means says so. A text with an error means nothing yet, so
 * there it is a guess at what is meant. Fixes over many lines are only named.
 */
export function fixRows(fix: Fix, source: Source, { severity, ...size }: FixPlace): readonly Row[] {
  const title = new Row()
  title.write(size.gutter + 1, '=', 'frame')
  const after = title.write(size.gutter + 3, 'fix:', 'strong')
  const caution = fix.safe ? '' : severity === 'error' ? MEANT : CHANGED
  title.write(title.write(after + 1, fix.title), caution, 'faint')
  const change = changeOf(fix.edits, source)
  if (change === undefined) return [title]
  return [
    title,
    ...lineRows(change.before, { sign: '-', number: change.line, focus: change.focus, size }),
    ...lineRows(change.after, { sign: '+', number: change.line, focus: change.focus, size }),
  ]
}

interface FixPlace extends FrameSize {
  /** Of what is fixed. */
  readonly severity: Severity
}

const MEANT = ' (if that is what is meant)'
const CHANGED = ' (changes what it means)'

interface Change {
  /** The number of the first line. */
  readonly line: number
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** The offset in the first line where they begin to differ. */
  readonly focus: number
}

function changeOf(edits: readonly Edit[], source: Source): Change | undefined {
  const ordered = edits.toSorted((a, b) => a.span.start - b.span.start)
  const first = ordered[0]
  const last = ordered.at(-1)
  if (first === undefined || last === undefined || !areApart(ordered)) return undefined
  const { text } = source
  const starts = lineIndex(source)
  const { line, column } = positionAt(starts, first.span.start)
  const start = starts[line - 1] ?? 0
  const end = starts[positionAt(starts, last.span.end).line] ?? text.length
  const before = linesOf(text.slice(start, end))
  const after = linesOf(applied(ordered, text, { start, end }))
  if (before.length > MOST_LINES || after.length > MOST_LINES) return undefined
  return { line, before, after, focus: column - 1 }
}

function areApart(ordered: readonly Edit[]): boolean {
  return ordered.every(({ span }, i) => (ordered[i - 1]?.span.end ?? 0) <= span.start)
}

function applied(ordered: readonly Edit[], text: string, { start, end }: Span): string {
  let result = ''
  let at = start
  for (const { span, text: replacement } of ordered) {
    result += text.slice(at, span.start) + replacement
    at = span.end
  }
  return result + text.slice(at, end)
}

function linesOf(text: string): readonly string[] {
  return text.replace(/(?:\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/)
}

function lineRows(lines: readonly string[], { sign, number, focus, size }: Side): readonly Row[] {
  return lines.map((text, index) => {
    const row = new Row()
    const role = sign === '-' ? 'bad' : 'good'
    row.write(0, `${number + index}`.padStart(size.gutter), 'frame')
    row.write(size.gutter + 1, sign, role)
    const at = index === 0 ? Math.min(focus, text.length) : 0
    const line = sourceLine(
      { name: '', text },
      { number: 1, start: 0, end: text.length, focus: at },
    )
    const room = { origin: size.gutter + 3, screen: size.screen }
    drawText(viewOf(line, { start: at, end: at }, room), row, role)
    return row
  })
}

interface Side {
  readonly sign: '-' | '+'
  readonly number: number
  readonly focus: number
  readonly size: FrameSize
}

/** A change of more lines than this is not drawn. */
const MOST_LINES = 6
