import { type CatalogChange, diffCatalogs } from '../../catalog/index.ts'
import { BUILT_IN, readCatalog } from '../catalog-in-force.ts'
import { defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { writeJson } from '../json/write-json.ts'
import { visible } from '../report/glyphs.ts'
import { type Style, styleOf } from '../report/style.ts'

export const catalogDiffCommand = defineCommand({
  operands: [
    { name: 'BEFORE', doc: 'a catalog; `built-in` is the one that ships', needed: 'one' },
    { name: 'AFTER', doc: 'the catalog to compare with it', needed: 'one' },
  ],
  options: {
    format: { kind: 'choice', choices: ['text', 'json'], value: 'FORM', doc: 'text or json' },
    'exit-code': { kind: 'flag', doc: 'exit with 1 when they differ' },
  },
  details: [
    'Fields, providers, models and routes that came, went or changed. Where a figure comes from is not compared, only the figure.',
  ],
  examples: [
    {
      line: 'unhardcoded catalog diff acme.yaml acme-next.yaml',
      doc: 'Which prices moved?',
    },
    {
      line: 'unhardcoded catalog diff acme.yaml acme-next.yaml --exit-code --format json',
      doc: 'In CI, for a program:',
      exit: EXIT.findings,
    },
  ],
  answersJson: ({ format }) => format === 'json',
  async run({ operands: [before = '', after = ''], options }, context) {
    const { stdout, screen } = context
    const old = await readCatalog(pathOf(before), context)
    if (!old.ok) return old.error
    const now = await readCatalog(pathOf(after), context)
    if (!now.ok) return now.error
    const changes = diffCatalogs(old.value.catalog, now.value.catalog)
    if (options.format === 'json') writeJson(stdout, { schema_version: 1, changes })
    else stdout.write(changes.map((change) => changeText(change, styleOf(screen))).join(''))
    return options['exit-code'] && changes.length > 0 ? EXIT.findings : EXIT.fine
  },
})

function pathOf(name: string): string | undefined {
  return name === BUILT_IN ? undefined : name
}

function changeText(change: CatalogChange, style: Style): string {
  const { kind, what, name, member } = change
  const subject = visible(name === '' ? what : `${what} ${name}`)
  if (kind === 'added') return `${style.good(`+ ${subject}`)}\n`
  if (kind === 'removed') return `${style.bad(`- ${subject}`)}\n`
  const values = `${valueText(change.before)} -> ${valueText(change.after)}`
  return `${style.accent('~')} ${subject}: ${visible(member ?? '')} ${values}${percentText(change)}\n`
}

function valueText(value: unknown): string {
  return value === undefined ? 'unknown' : visible(JSON.stringify(value))
}

function percentText({ percent }: CatalogChange): string {
  if (percent === undefined) return ''
  return ` (${percent > 0 ? '+' : ''}${percent} %)`
}
