import { positionAt, type Source } from '../../base/source.ts'
import { type AtomCoverage, isDecided, type PolicyCoverage } from '../../claims/index.ts'
import { visible } from '../report/glyphs.ts'
import { lineIndex } from '../report/line-index.ts'
import { styleOf } from '../report/style.ts'
import { cutMiddle } from '../report/table.ts'
import type { Screen } from '../screen.ts'

/** How much of all filters was decided both ways. */
export interface CoverageTotal {
  readonly decided: number
  readonly total: number
  /** From 0 to 100, whole, rounded down; 100 where there is nothing to decide. */
  readonly percent: number
}

export function coverageTotal(policies: readonly Pick<PolicyCoverage, 'atoms'>[]): CoverageTotal {
  const atoms = policies.flatMap((policy) => policy.atoms)
  const decided = atoms.filter(isDecided).length
  const total = atoms.length
  return { decided, total, percent: total === 0 ? 100 : Math.floor((decided * 100) / total) }
}

/** For each policy how much of its filter was decided both ways, and what was not. */
export function coverageText(
  policies: readonly PolicyCoverage[],
  sources: readonly Source[],
  screen: Screen,
): string {
  const style = styleOf(screen)
  const texts = new Map(sources.map((source) => [source.name, source]))
  const lines = policies.flatMap(({ name, atoms }) => {
    const { decided, total } = coverageTotal([{ atoms }])
    const paint = decided === total ? style.good : style.warning
    return [
      `${style.strong(visible(name))}: decided both ways ${paint(`${decided} of ${total}`)}`,
      ...atoms.filter((atom) => !isDecided(atom)).map((atom) => `  ${atomText(atom, texts)}`),
    ]
  })
  const { decided, total, percent } = coverageTotal(policies)
  return [...lines, `coverage ${percent}% (${decided} of ${total})`, ''].join('\n')
}

function atomText(atom: AtomCoverage, texts: ReadonlyMap<string, Source>): string {
  const { source, span } = atom.place
  const text = texts.get(source)
  const line = text === undefined ? 0 : positionAt(lineIndex(text), span.start).line
  const written = (text?.text ?? '').slice(span.start, span.end).replace(/\s+/g, ' ')
  return `${visible(source)}:${line}  \`${cutMiddle(visible(written), MOST_COLUMNS)}\` ${missing(atom)}`
}

const MOST_COLUMNS = 60

/** Which way it was never decided. */
export function missing({ held, failed }: AtomCoverage): string {
  if (held + failed === 0) return 'was never looked at'
  return held === 0 ? 'never held' : 'never failed'
}
