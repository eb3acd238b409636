import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { type Failure, findings } from '../failure.ts'
import { writeJson } from '../json/write-json.ts'
import { renderDiagnostics } from '../report/index.ts'
import { reportFailure } from '../report-failure.ts'
import { type ClaimFile, exitOf, findingsIn, sourcesOf } from './claim-file.ts'
import { claimsJson } from './claims-json.ts'
import { claimsJunit } from './claims-junit.ts'
import { claimsText, type Naming, summaryText } from './claims-text.ts'

export interface Printing {
  readonly format: 'pretty' | 'json' | 'junit' | 'lcov'
  readonly command: 'prove' | 'test'
  readonly naming: Naming
  /** Members of the JSON document beside those about claims. */
  readonly members?: Readonly<Record<string, unknown>>
  /** What stands between the claims and the last line, for people. */
  readonly remarks?: string
  /** What lcov is, where that is asked for. */
  readonly lcov?: string
  /** Set where paths were named that hold no claim. */
  readonly failure: Failure | undefined
}

/**
 * Prints what came of claims. For people that is the result; where standard output is for a
 * program, people read what failed on standard error.
 *
 * @returns how the command ends.
 */
export function printClaims(
  files: readonly ClaimFile[],
  printing: Printing,
  context: Context,
): ExitCode {
  const { format, command, naming, remarks = '', failure } = printing
  const { stdout, stderr, screen, errorScreen } = context
  for (const file of files) tellFile(file, context)
  if (failure !== undefined) reportFailure(failure, { context })
  if (format === 'pretty') {
    const text = claimsText(files, screen)
    const parts = [text, remarks].filter((part) => part !== '')
    const summary =
      failure === undefined && isSeen(files) ? [summaryText(files, naming, screen)] : []
    stdout.write([...parts, ...summary].join('\n'))
  } else {
    stderr.write(renderDiagnostics(findingsIn(files), sourcesOf(files), errorScreen))
    if (format === 'json') writeJson(stdout, jsonOf(files, printing))
    else stdout.write(format === 'junit' ? claimsJunit(files, command) : (printing.lcov ?? ''))
  }
  return failure === undefined ? exitOf(files) : EXIT.usage
}

/** False where nothing could be looked at, which was told. */
function isSeen(files: readonly ClaimFile[]): boolean {
  return exitOf(files) === EXIT.fine || files.some(({ claims }) => claims.length > 0)
}

function jsonOf(
  files: readonly ClaimFile[],
  { members = {}, failure }: Pick<Printing, 'members' | 'failure'>,
) {
  const { errors, ...rest } = claimsJson(files)
  const own = failure?.kind === 'problem' ? [{ message: failure.message }] : []
  return { schema_version: 1, ...rest, errors: [...errors, ...own], ...members }
}

/** Tells why a file could not be looked at. */
function tellFile({ problem, diagnostics, sources }: ClaimFile, context: Context): void {
  if (problem !== undefined) reportFailure(problem, { context })
  if (diagnostics.length > 0) reportFailure(findings(diagnostics, sources), { context })
}
