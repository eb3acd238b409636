import { resolve } from 'node:path'
import type { Diagnostic } from '../../base/diagnostic.ts'
import { VERSION } from '../../base/version.ts'
import { RULES } from '../../lint/index.ts'
import { CODES } from '../codes.ts'
import { defineCommand } from '../command.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import type { Failure } from '../failure.ts'
import { type CheckedCallers, configuredCallers } from '../lint/configured-callers.ts'
import { type FilesToLint, filesToLint } from '../lint/files-to-lint.ts'
import { type LintedFiles, lintFiles, type Strength } from '../lint/lint-files.ts'
import { type LintSetting, lintSetting } from '../lint/lint-setting.ts'
import { problem } from '../problem.ts'
import {
  isJsonFormat,
  LINT_FORMATS,
  type LintFormat,
  type LintReport,
  renderLintReport,
} from '../report/lint/index.ts'
import { reportFailure } from '../report-failure.ts'

export const lintCommand = defineCommand({
  operands: [
    {
      name: 'PATH',
      doc: 'files, or directories with `.uh` files in them; else the configured ones, else `.`; `-` is standard input',
      needed: 'many',
    },
  ],
  options: {
    catalog: {
      kind: 'text',
      value: 'FILE',
      doc: 'the catalog that policies are tried on; else the one in force',
    },
    fix: { kind: 'flag', doc: 'mend what can be mended without changing a fingerprint' },
    unsafe: { kind: 'flag', doc: 'with `--fix`: mend the rest too, and change what is meant' },
    format: { kind: 'choice', choices: LINT_FORMATS, value: 'FORM', doc: LINT_FORMATS.join(', ') },
    'max-warnings': {
      kind: 'whole',
      value: 'N',
      least: 0,
      doc: 'more warnings than these fail the run; any number is fine unless said',
    },
    only: { kind: 'list', value: 'RULES', doc: 'ask nothing but these rules, by name or code' },
    skip: { kind: 'list', value: 'RULES', doc: 'leave these rules out' },
    'stdin-filepath': {
      kind: 'text',
      value: 'FILE',
      doc: 'what standard input is called, and what its `use` is relative to',
    },
    since: {
      kind: 'text',
      value: 'REV',
      doc: 'look only at files that differ from a git revision',
    },
  },
  details: [
    'Syntax, names and types; then, where a file compiles, what its policies mean: filters that no model can pass, clauses that do nothing, scores and failure plans that do not do what they seem to; then what they do with the catalog of today. `unhardcoded rules` lists the rules; the opt-in ones are asked where `unhardcoded.yaml` gives them a level, or by `--only`.',
    'A comment `# uh-ignore RULE: reason` says that a finding is meant to be, for its line or for the line or definition below it.',
    'Exits with 1 when there is an error, or more warnings than `--max-warnings` allows; with 2 when part of the work could not be done. `--fix` never takes a fix on trust: every policy keeps its fingerprint, and with `--unsafe` no error comes in.',
  ],
  examples: [
    { line: 'unhardcoded lint policies', doc: 'Every file below a directory:' },
    {
      line: 'unhardcoded lint acme.uh --catalog acme.yaml --max-warnings 0 --format github',
      doc: 'In a GitHub workflow, warnings included:',
      exit: EXIT.findings,
    },
    {
      line: "echo 'cheapest where quality >= 0.9 and quality < 0.5' | unhardcoded lint - --format compact",
      doc: 'From an editor:',
      exit: EXIT.findings,
    },
    { line: 'unhardcoded lint policies --fix', doc: 'Mend what can be mended safely:' },
  ],
  answersJson: ({ format }) => format !== undefined && isJsonFormat(format),
  async run({ operands, options }, context) {
    if (options.unsafe && !options.fix) {
      return problem('`--unsafe` says how far `--fix` goes', 'give both, or neither')
    }
    const setting = await lintSetting(options, context)
    if (!setting.ok) return setting.error
    const wanted = { operands, since: options.since, configured: setting.value.policies }
    const paths = await filesToLint(wanted, context)
    if (!paths.ok) return paths.error
    const strength: Strength = options.fix ? (options.unsafe ? 'unsafe' : 'safe') : 'none'
    const job = { setting: setting.value, strength, stdinName: options['stdin-filepath'] }
    const ofFiles = await lintFiles(paths.value.files, job, context)
    const looksAt = whoseFiles(paths.value, setting.value, context)
    const ofCallers = await configuredCallers({ setting: setting.value, looksAt }, context)
    const linted = joined(ofFiles, ofCallers)
    const failures = [...setting.value.failures, ...paths.value.failures, ...linted.failures]
    tell(linted, { format: options.format ?? 'pretty', failures }, context)
    if (failures.length > 0) return EXIT.usage
    return verdict(linted.diagnostics, options['max-warnings'] ?? setting.value.maxWarnings)
  },
})

/** Where the configuration itself differs from a revision, all policies are held against it. */
function whoseFiles(
  { files, isChanged }: FilesToLint,
  { router }: LintSetting,
  { cwd }: Context,
): (path: string) => boolean {
  const config = [...router.places.values()][0]?.source.name
  if (config !== undefined && isChanged(config)) return () => true
  const paths = new Set(files.map((file) => resolve(cwd, file)))
  return (path) => paths.has(path)
}

function joined(linted: LintedFiles, callers: CheckedCallers): LintedFiles {
  return {
    ...linted,
    files: [...linted.files, ...callers.files],
    diagnostics: [...linted.diagnostics, ...callers.diagnostics],
    sources: [...callers.sources, ...linted.sources],
    failures: [...linted.failures, ...callers.failures],
  }
}

interface Telling {
  readonly format: LintFormat
  readonly failures: readonly Failure[]
}

/** Findings on standard output, unless the mended text stands there; the rest beside it. */
function tell(linted: LintedFiles, { format, failures }: Telling, context: Context): void {
  for (const failure of failures) reportFailure(failure, { context })
  for (const { path, count } of linted.fixed) {
    context.stderr.write(`mended ${count} ${count === 1 ? 'finding' : 'findings'} in ${path}\n`)
  }
  if (linted.mendedInput === undefined) {
    context.stdout.write(renderLintReport(format, reportOf(linted), context.screen))
    return
  }
  context.stdout.write(linted.mendedInput)
  context.stderr.write(renderLintReport(format, reportOf(linted), context.errorScreen))
}

function reportOf({ files, diagnostics, sources }: LintedFiles): LintReport {
  const names = new Map(RULES.map(({ code, name }) => [code as string, name]))
  const rules = [...CODES].map(([code, { title, severity }]) => ({
    code,
    name: names.get(code) ?? code,
    title,
    severity,
  }))
  return { files, diagnostics, sources, rules, tool: { name: 'unhardcoded', version: VERSION } }
}

function verdict(diagnostics: readonly Diagnostic[], maxWarnings: number | undefined): ExitCode {
  const count = (severity: Diagnostic['severity']): number =>
    diagnostics.filter((each) => each.severity === severity).length
  if (count('error') > 0) return EXIT.findings
  return count('warning') > (maxWarnings ?? Number.POSITIVE_INFINITY) ? EXIT.findings : EXIT.fine
}
