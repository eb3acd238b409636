import { coverageOf, lcov, type PolicyCoverage } from '../../claims/index.ts'
import type { ClaimFile } from '../claims/claim-file.ts'
import { sourcesOf } from '../claims/claim-file.ts'
import type { Naming } from '../claims/claims-text.ts'
import { coverageJson } from '../claims/coverage-json.ts'
import { coverageText, coverageTotal } from '../claims/coverage-text.ts'
import { groundsOf } from '../claims/grounds.ts'
import { printClaims } from '../claims/print-claims.ts'
import { emptyRun, readClaimFiles } from '../claims/read-claim-files.ts'
import { type TestedFile, type Testing, testFile } from '../claims/test-file.ts'
import { tracesJson, tracesText } from '../claims/trace-remarks.ts'
import { changesText, keptText, updateFile } from '../claims/update-file.ts'
import { defineCommand, type Values } from '../command.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import type { Failure } from '../failure.ts'
import type { Traffic } from '../trace/read-traffic.ts'

const FORMATS = ['pretty', 'json', 'junit', 'lcov'] as const

const NAMING: Naming = { one: 'test', several: 'tests', passed: 'passed' }

const OPTIONS = {
  catalog: { kind: 'text', value: 'FILE', doc: 'another catalog than the one in force' },
  coverage: { kind: 'flag', doc: 'tell which parts of the filters were not decided both ways' },
  threshold: {
    kind: 'whole',
    value: 'PERCENT',
    least: 0,
    most: 100,
    doc: 'exit with 1 when less is covered; measures coverage',
  },
  update: { kind: 'flag', doc: 'have failing tests expect what happens now' },
  format: { kind: 'choice', choices: FORMATS, value: 'FORM', doc: FORMATS.join(', ') },
} as const

export const testCommand = defineCommand({
  operands: [
    {
      name: 'PATH',
      doc: 'files, or directories with `.uh` files in them; `-` is standard input; else the configured ones, else everything here and below',
      needed: 'many',
    },
  ],
  options: OPTIONS,
  details: [
    'Each test is run on the catalog that it names, else on the one in force: without a request, nothing measured, nobody disabled. One that names a trace has to hold for every request in it, each decided on what its receipt recorded. What happens instead is told for every expectation that fails.',
    'Coverage counts the parts of filters that were seen to hold for some route and not for another. With `--update` the routes after `picks` and `orders` and the number after `keeps at least` become what they are now; what is rejected or never picked is left as it is wanted, and so is what a trace shows.',
    'Exits with 1 when a test fails or too little is covered, and with 2 when a path is named and nothing is tested there.',
  ],
  examples: [
    { line: 'unhardcoded test acme.test.uh', doc: 'Do the policies decide as they should?' },
    {
      line: 'unhardcoded test acme.test.uh --coverage',
      doc: 'Which part of a filter does no test depend on?',
    },
    {
      line: 'unhardcoded test acme.test.uh --format lcov',
      doc: 'The same for tools that show it:',
    },
  ],
  answersJson: ({ format }) => format === 'json',
  async run({ operands, options }, context) {
    const isMeasured =
      options.coverage || options.threshold !== undefined || options.format === 'lcov'
    const grounds = groundsOf(options.catalog, context)
    const testing: Testing = { grounds, everyFile: isMeasured, context }
    const files = await readClaimFiles(
      operands,
      (source) => (options.update ? updateFile(source, testing) : testFile(source, testing)),
      context,
    )
    if (!files.ok) return files.error
    const failure = emptyRun(files.value, { paths: operands, word: 'test' })
    const coverage = isMeasured ? coverageIn(files.value) : undefined
    return tell(files.value, { options, failure, coverage, traces: grounds.traces() }, context)
  },
})

function coverageIn(files: readonly (TestedFile | ClaimFile)[]): readonly PolicyCoverage[] {
  return coverageOf(files.flatMap((file) => ('runs' in file ? file.runs : [])))
}

interface Told {
  readonly options: Values<typeof OPTIONS>
  readonly failure: Failure | undefined
  readonly coverage: readonly PolicyCoverage[] | undefined
  readonly traces: readonly Traffic[]
}

function tell(
  files: readonly (TestedFile | ClaimFile)[],
  { options, failure, coverage, traces }: Told,
  context: Context,
): ExitCode {
  const sources = sourcesOf(files)
  const changes = files.flatMap((file) => ('runs' in file ? file.changes : []))
  const measured = coverage && coverageText(coverage, sources, context.screen)
  const { format = 'pretty', threshold = 0 } = options
  const exit = printClaims(
    files,
    {
      format,
      command: 'test',
      naming: NAMING,
      failure,
      remarks: [
        tracesText(traces),
        changesText(changes),
        options.update ? keptText(files) : '',
        measured ?? '',
      ]
        .filter((text) => text !== '')
        .join('\n'),
      members: {
        ...(coverage && { coverage: coverageJson(coverage, sources) }),
        ...(options.update && { changes }),
        ...(traces.length > 0 && { traces: tracesJson(traces) }),
      },
      lcov: lcov(coverage ?? [], sources),
    },
    context,
  )
  const percent = coverageTotal(coverage ?? []).percent
  if (percent >= threshold) return exit
  context.stderr.write(`${percent}% is covered, less than the ${threshold}% that are asked for\n`)
  return exit === EXIT.fine ? EXIT.findings : exit
}
