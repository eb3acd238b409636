import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { displayWidth, visible } from '../report/glyphs.ts'
import { type Style, styleOf } from '../report/style.ts'
import { wrap } from '../report/wrap.ts'
import { missingText } from './missing.ts'
import type { Place, Reading } from './reading.ts'
import type { TraceFile } from './trace-files.ts'

/** Tells on standard error what of the files could not be read or be known, and what was never written. */
export function tellReading(
  reading: Reading,
  files: readonly TraceFile[],
  { stderr, errorScreen }: Pick<Context, 'stderr' | 'errorScreen'>,
): void {
  const style = styleOf(errorScreen)
  const width = errorScreen.isFixed ? errorScreen.width : Number.MAX_SAFE_INTEGER
  for (const { role, text } of remarks(reading, files)) {
    stderr.write(`${remarkText({ role, text }, width, style)}\n`)
  }
}

/** How a command exits: as what it found says, unless some of the files could not be read. */
export function exitAfter(
  verdict: ExitCode,
  reading: Reading,
  files: readonly TraceFile[],
): ExitCode {
  if (isReadWhole(reading, files)) return verdict
  return reading.receipts === 0 ? EXIT.usage : EXIT.findings
}

/** Whether all of the files was read: what was cut off while it was written counts as read. */
function isReadWhole(reading: Reading, files: readonly TraceFile[]): boolean {
  return (
    sumOf(reading.faultsIn) === 0 &&
    files.every((file, i) => file.breakage() === undefined && hasRecords(reading, i))
  )
}

function hasRecords({ recordsIn }: Reading, file: number): boolean {
  return (recordsIn[file] ?? 0) > 0
}

interface Remark {
  readonly role: 'error' | 'warning'
  readonly text: string
}

function remarks(reading: Reading, files: readonly TraceFile[]): readonly Remark[] {
  const place = ({ file, line }: Place) => `\`${files[file]?.name}:${line}\``
  const foreign = new Set([...files.keys()].filter((file) => !hasRecords(reading, file)))
  const faults = reading.faults.filter(({ file }) => !foreign.has(file))
  const more = sumOf(reading.faultsIn.filter((_, file) => !foreign.has(file))) - faults.length
  return [
    ...[...foreign].map((file) => error(foreignText(reading, files, file))),
    ...faults.map((fault) => error(`${place(fault)}: ${fault.message}`)),
    ...(more > 0 ? [error(`${more} more lines are no records that can be read`)] : []),
    ...files.flatMap((file) => {
      const breakage = file.breakage()
      return breakage === undefined ? [] : error(`\`${file.name}\` ${breakage}`)
    }),
    ...reading.cutOff
      .filter(({ file }) => !foreign.has(file) && files[file]?.breakage() === undefined)
      .map((cut) => warning(`${place(cut)}: the last line was cut off, and is left out`)),
    ...unknownRemarks(reading),
    ...(reading.missing === undefined ? [] : [warning(missingText(reading.missing))]),
  ]
}

/** What a file is that holds no record. */
function foreignText(reading: Reading, files: readonly TraceFile[], file: number): string {
  const isEmpty =
    (reading.faultsIn[file] ?? 0) === 0 && !reading.cutOff.some((cut) => cut.file === file)
  return isEmpty
    ? `\`${files[file]?.name}\` is empty: not even the header of a trace is there`
    : `\`${files[file]?.name}\` is not a trace: none of its lines is a record of one`
}

function unknownRemarks({ unknown, unknownRecords: count }: Reading): readonly Remark[] {
  if (count === 0) return []
  const types = [...unknown.keys()].map((type) => `\`${type}\``)
  const records = count === 1 ? '1 record is' : `${count} records are`
  return [warning(`${records} of a type that this version does not know: ${types.join(', ')}`)]
}

function error(text: string): Remark {
  return { role: 'error', text }
}

function warning(text: string): Remark {
  return { role: 'warning', text }
}

function remarkText({ role, text }: Remark, width: number, style: Style): string {
  const label = `${role}: `
  const indent = ' '.repeat(displayWidth(label))
  const lines = wrap(visible(text), width - displayWidth(label))
  return lines
    .map((line, i) => (i === 0 ? `${style[role](role)}: ${line}` : indent + line))
    .join('\n')
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
