import type { Checked, Diagnostic } from '../../base/diagnostic.ts'
import { ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import {
  type CheckOptions,
  checkCatalog,
  checkSource,
  DEFAULT_MAX_AGE_DAYS,
} from '../../catalog/index.ts'
import { BUILT_IN, catalogPath } from '../catalog-in-force.ts'
import { defineCommand } from '../command.ts'
import type { Context } from '../context.ts'
import { EXIT } from '../exit-code.ts'
import type { Failure } from '../failure.ts'
import { readText } from '../io/read-text.ts'
import { writeJson } from '../json/write-json.ts'
import { compactDiagnostics, diagnosticsJson } from '../report/index.ts'
import { renderFindings } from '../report/render-findings.ts'

const FORMATS = ['pretty', 'compact', 'json'] as const

export const catalogCheckCommand = defineCommand({
  operands: [
    {
      name: 'FILE',
      doc: 'the catalog to check; else the one in force; `built-in` is the one that ships',
      needed: 'optional',
    },
  ],
  options: {
    'max-age': {
      kind: 'whole',
      value: 'DAYS',
      least: 0,
      doc: `days after which figures are stale, ${DEFAULT_MAX_AGE_DAYS} unless said`,
    },
    format: { kind: 'choice', choices: FORMATS, value: 'FORM', doc: FORMATS.join(', ') },
  },
  details: [
    'Reports what makes a document no catalog, and what is doubtful about one that is: old figures, models that nobody serves, routes that stand twice, sources that disagree, figures that are missing. Exits with 1 when there is an error or a warning.',
  ],
  examples: [
    { line: 'unhardcoded catalog check acme.yaml', doc: 'Can policies rely on this catalog?' },
    {
      line: 'unhardcoded catalog check acme.yaml --max-age 7 --format compact',
      doc: 'Are its figures of this week? One finding a line:',
      exit: EXIT.findings,
    },
  ],
  answersJson: ({ format }) => format === 'json',
  async run({ operands: [path], options }, context) {
    const { stdout, screen } = context
    const source = await sourceOf(path, context)
    if (!source.ok) return source.error
    const { 'max-age': maxAgeDays } = options
    const asked: CheckOptions = {
      now: context.now(),
      ...(maxAgeDays !== undefined && { maxAgeDays }),
    }
    const { diagnostics } =
      source.value === undefined ? await checkBuiltIn(asked) : checkSource(source.value, asked)
    const sources = source.value === undefined ? [] : [source.value]
    if (options.format === 'json') {
      writeJson(stdout, { schema_version: 1, diagnostics: diagnosticsJson(diagnostics, sources) })
    } else if (options.format === 'compact') {
      stdout.write(compactDiagnostics(diagnostics, sources))
    } else {
      stdout.write(renderFindings(diagnostics, sources, screen) || 'nothing to report\n')
    }
    const isFine = diagnostics.every(({ severity }) => severity === 'info')
    return isFine ? EXIT.fine : EXIT.findings
  },
})

/** The text of the catalog; undefined for the built-in one, which has none. */
async function sourceOf(
  asked: string | undefined,
  context: Context,
): Promise<Result<Source | undefined, Failure>> {
  const path = await catalogPath(asked, context)
  if (!path.ok) return path
  return path.value === undefined ? ok(undefined) : readText(path.value, context)
}

/** Findings of the built-in catalog, which is no text: they have no places. */
async function checkBuiltIn(options: CheckOptions): Promise<Checked<undefined>> {
  const { builtInCatalog } = await import('../../catalog/built-in.ts')
  const diagnostics = checkCatalog(builtInCatalog(), options).map(
    ({ path: _, ...finding }): Diagnostic => ({
      ...finding,
      source: BUILT_IN,
      span: { start: 0, end: 0 },
    }),
  )
  return { value: undefined, diagnostics }
}
