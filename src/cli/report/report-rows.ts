import type { Fix, Related, Severity } from '../../base/diagnostic.ts'
import type { Source } from '../../base/source.ts'
import type { Span } from '../../base/span.ts'
import { Row } from './canvas.ts'
import { codeFrame, type Frame, type FrameSize, lastLine, placeOf } from './code-frame.ts'
import { fixRows } from './fix-preview.ts'
import { visibleLines } from './glyphs.ts'
import type { Mark } from './mark.ts'
import type { Role } from './style.ts'
import { wrap } from './wrap.ts'

/** One thing told to people: a diagnostic, or a problem with the command line or a file. */
export interface Report {
  /** What stands before the colon: `error[UH2003]`. */
  readonly title: string
  readonly severity: Severity
  readonly message: string
  readonly at: Place | undefined
  readonly related: readonly Related[]
  readonly notes: readonly string[]
  readonly help: string | undefined
  readonly fix: Fix | undefined
}

interface Place {
  /** The name of a source. */
  readonly source: string
  readonly span: Span
  readonly label: string
}

/** The rows of a report; a place in a source that is not given is told without its lines. */
export function reportRows(
  report: Report,
  sources: ReadonlyMap<string, Source>,
  screen: number,
): readonly Row[] {
  const { at, fix } = report
  const frames = at === undefined ? [] : framesOf(report, at, sources)
  const gutter = Math.max(1, ...frames.map((frame) => `${lastLine(frame)}`.length))
  const size: FrameSize = { gutter, screen }
  const own = at && sources.get(at.source)
  return [
    ...headerRows(report, screen),
    ...(at !== undefined && own === undefined ? [locationRow('┌─', at.source, size)] : []),
    ...frames.flatMap((frame, index) => [
      locationRow(index === 0 ? '┌─' : '├─', locationOf(frame), size),
      ...codeFrame(frame, size),
    ]),
    ...report.notes.flatMap((note) => remarkRows('note', note, size)),
    ...(report.help === undefined ? [] : remarkRows('help', report.help, size)),
    ...(fix === undefined || own === undefined ? [] : fixRows(fix, own, size)),
  ]
}

/** One frame for each source that the report points into, its own first. */
function framesOf(
  { severity, related }: Report,
  at: Place,
  sources: ReadonlyMap<string, Source>,
): readonly Frame[] {
  const primary: Mark = { span: at.span, label: at.label, role: severity, sign: '^' }
  const others = related.map(({ source = at.source, span, label }) => ({
    source,
    mark: { span, label, role: 'related', sign: '-' } satisfies Mark,
  }))
  return [...new Set([at.source, ...others.map(({ source }) => source)])].flatMap((name) => {
    const source = sources.get(name)
    if (source === undefined) return []
    const marks = others.filter((each) => each.source === name).map(({ mark }) => mark)
    return [{ source, marks: name === at.source ? [primary, ...marks] : marks }]
  })
}

function locationOf({ source, marks }: Frame): string {
  const [first] = marks
  if (first === undefined) return source.name
  const { line, column } = placeOf(source, first.span)
  return `${source.name}:${line}:${column}`
}

function headerRows({ title, severity, message }: Report, screen: number): readonly Row[] {
  const [first = '', ...rest] = wrap(`${title}: ${visibleLines(message)}`, screen)
  const header = new Row()
  header.write(header.write(0, title, severity), first.slice(title.length), 'strong')
  return [header, ...rest.map((line) => textRow(2, line, 'strong'))]
}

function locationRow(corner: string, location: string, { gutter }: FrameSize): Row {
  const row = new Row()
  row.write(row.write(gutter + 1, `${corner} `, 'frame'), location)
  return row
}

/** `= help: …`, wrapped under its first word. */
function remarkRows(kind: 'note' | 'help', text: string, { gutter, screen }: FrameSize): Row[] {
  const indent = gutter + 1 + `= ${kind}: `.length
  return wrap(visibleLines(text), Math.max(LEAST, screen - indent)).map((line, index) => {
    const row = new Row()
    if (index === 0) {
      row.write(gutter + 1, '=', 'frame')
      row.write(gutter + 3, `${kind}:`, 'strong')
    }
    row.write(indent, line)
    return row
  })
}

function textRow(column: number, text: string, role: Role): Row {
  const row = new Row()
  row.write(column, text, role)
  return row
}

/** Columns that a remark has at least, overflowing the screen if need be. */
const LEAST = 24
