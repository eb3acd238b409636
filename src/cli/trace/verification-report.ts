import { counted } from '../../base/counted.ts'
import type { JointFault, Verification } from '../../trace/index.ts'
import { visible } from '../report/glyphs.ts'
import { styleOf } from '../report/style.ts'
import { wrap } from '../report/wrap.ts'
import type { Screen } from '../screen.ts'

export interface VerifiedTrace {
  readonly name: string
  readonly found: Verification
}

/** What some traces were found to be, each and together. */
export interface VerifiedTraces {
  readonly traces: readonly VerifiedTrace[]
  readonly joints: readonly JointFault[]
}

export function isIntact({ traces, joints }: VerifiedTraces): boolean {
  return joints.length === 0 && traces.every(({ found }) => found.faults.length === 0)
}

/** The faults, each with its place, then a line for each trace. */
export function verificationText({ traces, joints }: VerifiedTraces, screen: Screen): string {
  const style = styleOf(screen)
  const width = screen.isFixed ? screen.width : Number.MAX_SAFE_INTEGER
  const told = (place: string, kind: string, message: string): string => {
    const [first = '', ...rest] = wrap(`${place}: ${kind}: ${message}`, width - 2)
    const head = first.replace(
      `${place}: ${kind}:`,
      `${style.strong(place)}: ${style.error(kind)}:`,
    )
    return [head, ...rest.map((line) => `  ${line}`), ''].join('\n')
  }
  const parts = traces.map(({ name, found }) => {
    const faults = found.faults.map(({ kind, line, message }) =>
      told(`${visible(name)}:${line}`, kind, visible(message)),
    )
    const more = found.more === 0 ? '' : `… and ${found.more} more\n`
    return `${faults.join('')}${more}${visible(name)}: ${summary(found, style)}\n`
  })
  const between = joints.map(({ file, message }) =>
    told(visible(file), 'dropped', visible(message)),
  )
  return parts.join('') + between.join('')
}

function summary(found: Verification, style: ReturnType<typeof styleOf>): string {
  const { lines, receipts, missing, stretches, unknown, faults, more } = found
  const counts = [
    counted(lines, 'line'),
    `${counted(receipts, 'receipt')} of ${counted(stretches.length, 'writer')}`,
    ...(missing === 0 ? [] : [`${counted(missing, 'receipt')} that could not be written`]),
    ...(found.signatures === 'not checked' ? ['signatures not checked'] : []),
    ...(unknown === 0 ? [] : [`${counted(unknown, 'record')} of a type not known here`]),
  ].join(', ')
  const count = faults.length + more
  return `${counts}: ${count === 0 ? style.good('intact') : style.bad(counted(count, 'fault'))}`
}

export function verificationJson(verification: VerifiedTraces) {
  const { traces, joints } = verification
  return {
    schema_version: 1,
    intact: isIntact(verification),
    files: traces.map(({ name, found }) => ({
      name,
      lines: found.lines,
      receipts: found.receipts,
      receipts_not_written: found.missing,
      writers: found.stretches.map(({ writer, first, last }) => ({
        writer,
        from: first.seq,
        to: last.seq,
      })),
      signatures: found.signatures,
      unknown_records: found.unknown,
      faults: found.faults,
      more_faults: found.more,
    })),
    joints,
  }
}
