import { visible } from '../report/glyphs.ts'
import { type Style, styleOf } from '../report/style.ts'
import { wrap } from '../report/wrap.ts'
import type { Screen } from '../screen.ts'
import type { DivergenceLine, Reproduction } from './reproduction.ts'
import type { TraceFile } from './trace-files.ts'

/** Each divergence that was kept, and how many there are. */
export function reproductionText(
  { divergences, ...counts }: Reproduction,
  files: readonly TraceFile[],
  screen: Screen,
): string {
  const style = styleOf(screen)
  const width = screen.isFixed ? screen.width : Number.MAX_SAFE_INTEGER
  const told = divergences.map((each) => divergenceText(each, files, { width, style }))
  const more = counts.diverged - divergences.length
  return [
    ...told.map((text) => `${text}\n`),
    ...(more > 0 ? [`and ${more} more\n\n`] : []),
    `${summary(counts, style)}\n`,
  ].join('')
}

function summary(counts: Omit<Reproduction, 'divergences'>, style: Style): string {
  const { reproduced, diverged, unsettled } = counts
  const good = `${reproduced} reproduced`
  const bad = `${diverged} diverged`
  const told = diverged === 0 ? `${style.good(good)}, ${bad}` : `${good}, ${style.bad(bad)}`
  if (unsettled === 0) return told
  return `${told}, ${unsettled} unsettled: their log does not hold all that they were decided from`
}

interface Look {
  readonly width: number
  readonly style: Style
}

function divergenceText(
  { file, line, id, at, policy, flow, cause, message, difference }: DivergenceLine,
  files: readonly TraceFile[],
  { width, style }: Look,
): string {
  const rows: readonly Row[] = [
    ['where', `${files[file]?.name}:${line}`],
    ['when', at],
    ...(policy === undefined ? [] : [['policy', policy] as const]),
    ...(flow === undefined ? [] : [['flow', flow] as const]),
    ['cause', cause],
    ...(difference === undefined
      ? [['why', message] as const]
      : ([
          ['differs', difference.path],
          ['recorded', valueText(difference.recorded)],
          ['computed', valueText(difference.computed)],
        ] as const)),
  ]
  const head = `${style.error('diverged')} ${style.strong(visible(id))}`
  return [head, ...rows.flatMap((row) => rowLines(row, { width, style })), ''].join('\n')
}

type Row = readonly [label: string, text: string]

function rowLines([label, text]: Row, { width, style }: Look): readonly string[] {
  const lines = wrap(visible(text), width - INDENT)
  return lines.map((line, i) => {
    const shown = i === 0 ? label : ''
    return `  ${style.faint(shown.padEnd(INDENT - 2))}${line}`
  })
}

const INDENT = '  recorded  '.length

function valueText(value: unknown): string {
  return value === undefined ? 'nothing' : (JSON.stringify(value) ?? 'nothing')
}
