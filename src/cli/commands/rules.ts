import { RULES } from '../../lint/rules/index.ts'
import { CODE_RANGES, CODES } from '../codes.ts'
import { defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { writeJson } from '../json/write-json.ts'
import { displayWidth } from '../report/glyphs.ts'
import { type Style, styleOf } from '../report/style.ts'
import { wrap } from '../report/wrap.ts'

export const rulesCommand = defineCommand({
  operands: [],
  options: {
    format: { kind: 'choice', choices: ['table', 'json'], value: 'FORM', doc: 'table or json' },
  },
  details: [
    '`unhardcoded explain CODE` shows the page of a code, with an example. What has a name is a rule of `unhardcoded lint`; the opt-in ones are asked where `unhardcoded.yaml` gives them a level, or by `--only`.',
  ],
  examples: [
    { line: 'unhardcoded rules', doc: 'Everything that can be said about a policy:' },
    { line: 'unhardcoded rules --format json', doc: 'The same for a program:' },
  ],
  answersJson: ({ format }) => format === 'json',
  async run({ options }, { stdout, screen }) {
    if (options.format === 'json') {
      const rules = [...CODES].map(([code, row]) => ({ code, ...row, ...ruleOf(code) }))
      writeJson(stdout, { schema_version: 1, rules })
    } else stdout.write(`${tableOf(screen.width, styleOf(screen)).join('\n')}\n`)
    return EXIT.fine
  },
})

function tableOf(width: number, style: Style): readonly string[] {
  return [...CODE_RANGES].flatMap(([digit, topic], index) => {
    const rows = [...CODES].filter(([code]) => code.startsWith(`UH${digit}`))
    if (rows.length === 0) return []
    return [
      ...(index === 0 ? [] : ['']),
      style.strong(topic),
      ...rows.flatMap(([code, { severity, title }]) => {
        const mark = style[severity](severity.padEnd(SEVERITY))
        const indent = displayWidth(`  ${code}  `) + SEVERITY + 2
        return wrap(title + aside(code), width - indent).map((line, i) =>
          i === 0 ? `  ${code}  ${mark}  ${line}` : ' '.repeat(indent) + line,
        )
      }),
    ]
  })
}

/** What is special about a code that a rule of `lint` says. */
function ruleOf(code: string) {
  const rule = RULES.find((each) => each.code === code)
  return rule && { name: rule.name, set: rule.set, fix: rule.fix, over: rule.over }
}

function aside(code: string): string {
  const rule = ruleOf(code)
  if (rule === undefined) return ''
  const set = rule.set === 'opt-in' ? ', opt-in' : ''
  const fix = rule.fix === 'none' ? '' : `, ${rule.fix} fix`
  return ` (\`${rule.name}\`${set}${fix})`
}

const SEVERITY = 'warning'.length
