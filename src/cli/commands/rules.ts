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
  details: ['`unhardcoded explain CODE` shows the page of a code, with an example.'],
  examples: [
    { line: 'unhardcoded rules', doc: 'Everything that can be said about a policy:' },
    { line: 'unhardcoded rules --format json', doc: 'The same for a program:' },
  ],
  answersJson: ({ format }) => format === 'json',
  async run({ options }, { stdout, screen }) {
    if (options.format === 'json') {
      const rules = [...CODES].map(([code, row]) => ({ code, ...row }))
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
        return wrap(title, width - indent).map((line, i) =>
          i === 0 ? `  ${code}  ${mark}  ${line}` : ' '.repeat(indent) + line,
        )
      }),
    ]
  })
}

const SEVERITY = 'warning'.length
