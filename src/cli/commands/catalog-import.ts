import type { Checked, Diagnostic } from '../../base/diagnostic.ts'
import { nearestName } from '../../base/nearest-name.ts'
import {
  type Catalog,
  type ImportOptions,
  importGenaiPrices,
  importLiteLlm,
  importModelsDev,
  importOpenRouter,
} from '../../catalog/index.ts'
import { defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { findings } from '../failure.ts'
import { readText } from '../io/read-text.ts'
import { writeOutput } from '../io/write-text.ts'
import { parseJson } from '../json/parse-json.ts'
import { prettyJson } from '../json/pretty-json.ts'
import { problem } from '../problem.ts'
import { compactDiagnostics } from '../report/index.ts'
import { renderFindings } from '../report/render-findings.ts'

const IMPORTERS: Readonly<Record<string, Importer>> = {
  openrouter: importOpenRouter,
  litellm: importLiteLlm,
  'models.dev': importModelsDev,
  'genai-prices': importGenaiPrices,
}

type Importer = (data: unknown, options?: ImportOptions) => Checked<Catalog | undefined>

const NAMES = Object.keys(IMPORTERS)

export const catalogImportCommand = defineCommand({
  operands: [
    { name: 'KIND', doc: NAMES.join(', '), needed: 'one', choices: NAMES },
    {
      name: 'FILE',
      doc: 'what was fetched there, as JSON; `-` or nothing is standard input',
      needed: 'optional',
    },
  ],
  options: {
    'as-of': {
      kind: 'text',
      value: 'DAY',
      doc: 'the day on which it was fetched, YYYY-MM-DD; today unless said',
    },
    output: { kind: 'text', short: 'o', value: 'FILE', doc: 'write there, whole or not at all' },
  },
  details: [
    'Makes a catalog of a list of models that somebody else keeps: an answer of `GET /api/v1/models` of OpenRouter, the cost map of LiteLLM, the `api.json` of models.dev, the data of genai-prices. Prices are taken over to the last digit. Such lists know no quality: add it by hand.',
  ],
  examples: [
    {
      line: 'unhardcoded catalog import openrouter models.json -o openrouter.json',
      doc: 'A catalog of everything that OpenRouter serves:',
    },
  ],
  answersJson: ({ output }) => output === undefined,
  async run({ operands: [kind = '', path], options }, context) {
    const importer = Object.hasOwn(IMPORTERS, kind) ? IMPORTERS[kind] : undefined
    if (importer === undefined) {
      const meant = nearestName(kind, NAMES)
      const all = NAMES.map((name) => `\`${name}\``).join(', ')
      const help = meant === undefined ? `they are ${all}` : `did you mean \`${meant}\`?`
      return problem(`there is no importer \`${kind}\``, help)
    }
    const asOf = options['as-of'] ?? new Date(context.now()).toISOString().slice(0, 10)
    if (!isDay(asOf)) return problem(`\`${asOf}\` is not a day`, 'write it as `2026-11-10`')
    const source = await readText(path ?? '-', context)
    if (!source.ok) return source.error
    const data = parseJson(source.value)
    if (!data.ok) return data.error
    const { value, diagnostics } = importer(data.value, { asOf, name: source.value.name })
    if (value === undefined) return findings(withOtherKind(diagnostics, data.value), [])
    const { stderr, errorScreen } = context
    stderr.write(
      errorScreen.isFixed
        ? renderFindings(diagnostics, [], errorScreen)
        : compactDiagnostics(diagnostics, []),
    )
    return (await writeOutput(options.output, `${prettyJson(value)}\n`, context)) ?? EXIT.fine
  },
})

/** Data that another importer can read was named wrongly. */
function withOtherKind(diagnostics: readonly Diagnostic[], data: unknown): readonly Diagnostic[] {
  const meant = NAMES.find((name) => IMPORTERS[name]?.(data).value !== undefined)
  if (meant === undefined) return diagnostics
  const help = `did you mean \`unhardcoded catalog import ${meant}\`?`
  return diagnostics.map((each) => (each.code === 'UH6032' ? { ...each, help } : each))
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))
}
