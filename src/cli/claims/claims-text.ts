import { displayWidth, visible } from '../report/glyphs.ts'
import { renderDiagnostics } from '../report/index.ts'
import { type Style, styleOf } from '../report/style.ts'
import { wrap } from '../report/wrap.ts'
import type { Screen } from '../screen.ts'
import { type ClaimFile, type ClaimResult, findingsIn, sourcesOf } from './claim-file.ts'

/** What claims are called, one and several. */
export interface Naming {
  readonly one: string
  readonly several: string
  /** What becomes of one that holds: `passed`. */
  readonly passed: string
}

/** A line for each claim, by file; then what there is to say about those that do not hold. */
export function claimsText(files: readonly ClaimFile[], screen: Screen): string {
  const style = styleOf(screen)
  const width = screen.isFixed ? screen.width : Number.POSITIVE_INFINITY
  const lists = files
    .filter(({ claims }) => claims.length > 0)
    .map(({ name, claims }) => {
      const lines = claims.flatMap((claim) => claimLines(claim, width, style))
      return `${[style.strong(visible(name)), ...lines].join('\n')}\n`
    })
  const found = findingsIn(files)
  if (found.length === 0) return lists.join('\n')
  const reports = renderDiagnostics(found.slice(0, MOST), sourcesOf(files), screen)
  const more = found.length > MOST ? `\nand ${found.length - MOST} more\n` : ''
  return `${[...lists, reports].join('\n')}${more}`
}

/** Reports that a person reads at once; programs get them all. */
const MOST = 50

/** `2 of 3 tests passed` */
export function summaryText(
  files: readonly ClaimFile[],
  { one, several, passed }: Naming,
  screen: Screen,
): string {
  const style = styleOf(screen)
  const results = files.flatMap(({ claims }) => claims)
  if (results.length === 0) return `no ${several} found\n`
  const good = results.filter(({ outcome }) => outcome === 'passed').length
  const noun = results.length === 1 ? one : several
  if (good === results.length) return `${style.good(`${good} ${noun} ${passed}`)}\n`
  return `${style.bad(`${good} of ${results.length} ${noun} ${passed}`)}\n`
}

const MARKS = {
  passed: { sign: '✓', role: 'good' },
  failed: { sign: '✗', role: 'bad' },
  open: { sign: '?', role: 'warning' },
} as const

function claimLines(
  { title, outcome }: ClaimResult,
  width: number,
  style: Style,
): readonly string[] {
  const { sign, role } = MARKS[outcome]
  const indent = displayWidth(sign) + GAP.length * 2 - 1
  return wrap(visible(title), width - indent).map((line, i) =>
    i === 0 ? `${GAP}${style[role](sign)} ${line}` : `${' '.repeat(indent)}${line}`,
  )
}

const GAP = '  '
